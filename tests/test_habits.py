"""What a source repeats: which lines are the paper's, and which an editor writes again and again."""

import pytest

from service.cleaning import Habits, clean
from service.cleaning.rules import load
from tests import make
from tests.proof import END, LEAD, NEXT, page

STORIES = (
    (LEAD, NEXT, END),
    (
        "The library stays open until nine from Monday, as its own readers had asked it to in writing.",
        "Eleven people turned up on the first evening, four of them to ask when it would close.",
    ),
    (
        "A goat that had been missing since the fair was found on the chapel's roof, in good health.",
        "His owner brought a ladder, then a longer one, and in the end a bucket of turnips.",
    ),
)
OURS = "The ferry leaves from the other bank when the flag is up."


def told(number, *more, before=(), **says):
    """An article of a story of its own, with more above it, and below."""
    says = {"external_id": f"hg-{number}", "title": f"Story {number}"} | says
    return make.draft(body=page(*before, *STORIES[number], *more), **says)


def cut(draft, *others):
    """What goes from `draft` once the others are known, and by which rule."""
    removed = clean(draft, rules=load(), habits=Habits.of([*others, draft])).removed
    return [(each.text, each.rule) for each in removed]


def doubted(draft, *others):
    """The places that an editor is asked to look at."""
    doubts = clean(draft, rules=load(), habits=Habits.of([*others, draft])).doubts
    return [each.place for each in doubts if "habit/sentence" in each.reason]


def test_a_line_at_the_end_of_two_stories_is_the_papers():
    assert cut(told(0, OURS), told(1, OURS)) == [(OURS, "habit/line")]
    assert clean(told(0, OURS), rules=load()).removed == ()


@pytest.mark.parametrize(
    ("here", "there"),
    [
        pytest.param(
            "612 neighbours have passed this on",
            "87 neighbours have passed this on",
            id="number",
        ),
        pytest.param(
            "Ada keeps a lamp lit for us all, and you may write to her by it.",
            "Tom keeps a lamp lit for us all, and you may write to him by it.",
            id="name",
        ),
        pytest.param(
            "Heard something on the quay? Ada will pick up: ada@a.example",
            "Heard something on the quay? Tom will pick up: tom@a.example",
            id="mailbox",
        ),
        pytest.param(
            "在河边看到什么请告诉我们的编辑部612",
            "在河边看到什么请告诉我们的编辑部87",
            id="no spaces",
        ),
    ],
)
def test_a_line_that_differs_in_a_number_or_a_name_is_the_same_line(here, there):
    here, there = (
        told(n, text, url="https://a.example/1") for n, text in ((0, here), (1, there))
    )
    assert [rule for _, rule in cut(here, there)] == ["habit/like"]


def test_revisions_of_one_article_are_no_habit():
    assert cut(told(0, OURS), told(0, "Late news.", OURS)) == []


def test_an_article_sent_under_two_ids_is_no_habit():
    twin = told(0, OURS, "Syndicated.", external_id="other")
    assert cut(told(0, OURS), twin) == []


def test_a_shared_wire_lead_makes_one_story():
    mine = make.draft(external_id="a", body=page(LEAD, NEXT, END, OURS))
    theirs = make.draft(external_id="b", body=page(LEAD, NEXT, STORIES[1][0], OURS))
    assert cut(mine, theirs) == []


def test_two_twins_count_as_one_other_story():
    twins = [told(1, OURS, external_id=name) for name in ("a", "b", "c")]
    (removal,) = clean(told(0, OURS), rules=load(), habits=Habits.of(twins)).removed
    assert removal.reason == "It stands in 1 of 1 other stories of this source."


def test_an_article_that_is_told_again_in_other_numbers_is_kept():
    """A weather report: there is no line of it that was not there yesterday."""
    report = "High water at {} and at {}, with a wind from the west that will turn by nightfall, and rain."
    drafts = [
        make.draft(
            external_id=str(n), body=page(report.format(n, n + 6), "Low water between them.")
        )
        for n in range(5)
    ]
    assert cut(drafts[-1], *drafts) == []


KEPT = [
    pytest.param("No arrests have been made.", id="an editor's closing sentence"),
    pytest.param(
        "Anyone who saw the van is asked to call the police on 01632 960 101.",
        id="an authority's appeal",
    ),
    pytest.param(
        "If it has upset you, somebody can be called at any hour on 116 123.", id="a helpline"
    ),
    pytest.param("“The river is what it is,” the mayor said.", id="a quotation"),
    pytest.param("The mayor said that the river is what it is and will be.", id="attribution"),
    pytest.param("(With the Meridian Wire)", id="a note in brackets"),
    pytest.param("Reporting by Ada Quill; editing by Tom Weir", id="a wire's tail"),
    pytest.param(
        "Correction: an earlier version misspelled the mayor's name.", id="a correction"
    ),
    pytest.param("Venue: the ground behind the sluice", id="a fact"),
    pytest.param("Half-time 1-0, full time 2-1", id="a score"),
    pytest.param(STORIES[2][1], id="a background paragraph"),
]


@pytest.mark.parametrize("text", KEPT)
def test_what_an_editor_writes_again_stays(text):
    assert cut(told(0, text), told(1, text)) == []


def test_a_repeated_sentence_that_stays_raises_a_doubt():
    again = "No arrests have been made."
    assert doubted(told(0, again), told(1, again)) == [len(STORIES[0])]


def test_a_dateline_that_returns_makes_no_story_less_new():
    mine = make.draft(external_id="a", body=page(f"Quay Street: {LEAD}", OURS))
    theirs = make.draft(external_id="b", body=page(f"Quay Street: {STORIES[1][0]}", OURS))
    assert cut(mine, theirs) == [(OURS, "habit/line")]


def test_the_questions_of_a_questionnaire_stay():
    asked = ("What are you reading?", "Your worst habit")
    mine = make.draft(external_id="a", body=page(LEAD, asked[0], NEXT, asked[1], END))
    theirs = make.draft(
        external_id="b",
        body=page(STORIES[1][0], asked[0], STORIES[1][1], asked[1], STORIES[2][0]),
    )
    assert cut(mine, theirs) == []


def test_the_headings_of_a_recipe_stay():
    recipe = "<h2>Ingredients</h2><ul><li>{}</li><li>Salt and pepper</li><li>{}</li></ul><h2>Method</h2>"
    mine = make.draft(
        external_id="a", body=page(LEAD) + recipe.format("2 eggs", "A leek") + page(NEXT)
    )
    theirs = make.draft(
        external_id="b",
        body=page(STORIES[1][0]) + recipe.format("3 figs", "A ham") + page(STORIES[1][1]),
    )
    assert cut(mine, theirs) == []


def test_a_title_behind_a_returning_label_leads_elsewhere():
    mine = told(0, "Next on the quay: the widow who runs the ice house")
    theirs = told(1, "Next on the quay: a square dance and a wedding")
    assert [rule for _, rule in cut(mine, theirs)] == ["habit/label"]


def test_a_row_of_facts_with_labels_stays():
    mine = told(
        0, "Man of the match: the tall one from Quay Street", "Gate: about a thousand souls"
    )
    theirs = told(
        1, "Man of the match: somebody from the other side", "Gate: a few hundred people"
    )
    assert cut(mine, theirs) == []


def test_a_returning_heading_owns_the_titles_to_the_end():
    shelf = "From the same boat"
    mine = told(0, shelf, "Why the pump sounds like a cow", "Nine paths that nobody owns now")
    theirs = told(1, shelf, "The woman who mends hedges")
    assert [rule for _, rule in cut(mine, theirs)] == ["habit/list"] * 3


def test_one_of_very_many_stories_may_be_chance():
    many = [
        make.draft(
            external_id=f"n{n}", body=page(f"{LEAD[:70]} on day {'abcdefghijklmnopqrstu'[n]}.")
        )
        for n in range(21)
    ]
    assert cut(told(0, "The gull"), told(1, "The gull")) == [("The gull", "habit/line")]
    assert cut(told(0, "The gull"), told(1, "The gull"), *many) == []
