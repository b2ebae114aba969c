"""What is not the article's goes, and what a reader would miss stays."""

import pytest

from service.model.cleaned import Kind
from tests.editor import lines
from tests.proof import END, LEAD, NEXT, cleaned, kept, page


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        pytest.param("Sign up for our free newsletter", Kind.NEWSLETTER, id="newsletter"),
        pytest.param("Subscribe now for $1 a week.", Kind.SUBSCRIBE, id="subscribe"),
        pytest.param("Turn on notifications for flood news.", Kind.NOTIFICATION, id="alerts"),
        pytest.param("Read more: The flood of 1911", Kind.RELATED, id="related"),
        pytest.param("Facebook X WhatsApp Email", Kind.SHARE, id="share bar"),
        pytest.param("Follow us on Instagram and Facebook.", Kind.FOLLOW, id="follow"),
        pytest.param("Got a tip? Email desk@paper.example", Kind.CONTACT, id="contact"),
        pytest.param("Have your say in the comments below.", Kind.COMMENT, id="comment"),
        pytest.param("Download our app for flood warnings.", Kind.APP, id="app"),
        pytest.param("ADVERTISEMENT", Kind.ADVERTISEMENT, id="advertisement"),
        pytest.param("© 2026 The Paper. All rights reserved.", Kind.COPYRIGHT, id="copyright"),
        pytest.param("Already a subscriber? Log in", Kind.LOGIN, id="login"),
        pytest.param("You have 2 free articles left this month.", Kind.PAYWALL, id="paywall"),
        pytest.param("Updated 4 March 2026, 9:20 am", Kind.TIMESTAMP, id="timestamp"),
        pytest.param("5 min read", Kind.TIMESTAMP, id="reading time"),
        pytest.param("Print this article", Kind.PRINT, id="print"),
        pytest.param("Listen to this article", Kind.AUDIO_PLAYER, id="audio"),
        pytest.param("Topics: rivers, ducks", Kind.TAG, id="tags"),
        pytest.param("Abonnez-vous à notre newsletter gratuite", Kind.NEWSLETTER, id="French"),
    ],
)
def test_what_is_not_the_articles_goes_with_its_kind(line: str, kind: Kind):
    language = "fr" if line.startswith("Abonnez") else "en"
    result = cleaned(page(LEAD, NEXT, line), language=language)
    assert [(each.text, each.kind, each.place) for each in result.removed] == [(line, kind, 2)]
    assert lines(result.story) == [LEAD, NEXT]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("“Follow me on to the roof,” said the mayor.", id="a quotation"),
        pytest.param(
            "“Subscribe now for $1,” read the sign over the ferry.", id="a sign quoted"
        ),
        pytest.param("Q: Why did you start a newsletter?", id="a question"),
        pytest.param(
            "The paper's newsletter has 400 subscribers, most of them in the valley.",
            id="news of a newsletter",
        ),
        pytest.param(
            "Residents must register for sandbags by 4 May at the fire station.",
            id="a deadline",
        ),
        pytest.param(
            "Correction, March 5: an earlier version said three metres.", id="correction"
        ),
        pytest.param("(With inputs from PTI)", id="wire credit"),
        pytest.param("Reporting by Ada Quill; Editing by Bo Reed", id="wire tail"),
        pytest.param("The score was 3/4 at the break.", id="a score"),
    ],
)
def test_what_a_reader_would_miss_stays(line: str):
    assert kept(page(LEAD, line, NEXT, END), language="en") == [LEAD, line, NEXT, END]


def test_steps_of_a_recipe_stay_whatever_they_ask():
    body = page(LEAD) + "<ol><li>Share the dough.</li><li>Follow your nose.</li></ol>"
    assert kept(body, language="en") == [LEAD, "Share the dough.", "Follow your nose."]


def test_every_removal_says_why():
    (removal,) = cleaned(page(LEAD, NEXT, "Sign up for our newsletter"), language="en").removed
    assert removal.reason == "It asks the reader to sign up for a newsletter."
    assert removal.rule.startswith("phrase/en/newsletter")


def test_a_heading_owns_the_list_below_it():
    body = (
        page(LEAD, NEXT)
        + "<h3>Read more</h3><ul><li><a href='/a'>The ducks of 1911</a></li></ul>"
    )
    result = cleaned(body, language="en")
    assert [each.kind for each in result.removed] == [Kind.RELATED, Kind.RELATED]
    assert [each.rule for each in result.removed][1] == "related/owned"


def test_a_list_under_a_label_ends_where_prose_goes_on():
    text = f"Rivers\n\n{LEAD}\n\nRead more:\nThe ducks of 1911\n\n{NEXT}"
    assert kept(text, title=None, language="en") == [LEAD, NEXT]


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("Who owns the river bank?", id="a question"),
        pytest.param(
            "The ducks came on a Monday, when nobody was there to see...", id="cut off"
        ),
    ],
)
def test_a_title_under_a_label_may_ask_or_break_off(title: str):
    text = f"Rivers\n\n{LEAD}\n\nRelated articles\n\n{title}\n\n{NEXT}\n\n{END}"
    assert kept(text, title=None, language="en") == [LEAD, NEXT, END]


def test_three_links_one_under_the_other_are_a_shelf():
    titles = ("The ducks of 1911", "Who owns the bank", "A mayor who reads")
    shelf = "".join(f"<p><a href='/{n}'>{title}</a></p>" for n, title in enumerate(titles))
    result = cleaned(page(LEAD) + shelf + page(NEXT))
    assert [(each.text, each.rule) for each in result.removed] == [
        (title, "related/shelf") for title in titles
    ]


def test_a_link_by_itself_may_be_a_source():
    assert kept(page(LEAD, "<a href='/report'>The flood report</a>", NEXT, END)) == [
        LEAD,
        "The flood report",
        NEXT,
        END,
    ]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(
            "Want us to ring you when it rises? Leave us your number.", id="asks, offers"
        ),
        pytest.param("We keep the lights on with your help: £2 a month does it.", id="a price"),
    ],
)
def test_an_appeal_in_words_of_the_papers_own_goes(line: str):
    assert kept(page(LEAD, NEXT, END, line), language="en") == [LEAD, NEXT, END]


def test_an_article_that_speaks_to_its_reader_keeps_what_it_says():
    told = [
        f"You take the {n} path, and your boots will tell you when it floods again."
        for n in "abcdef"
    ]
    more = [
        f"{each} We have walked it for you, and it took us the whole of a morning."
        for each in told
    ]
    assert kept(page(*more, "You can sit down now, if you want."), language="en")[-1] == (
        "You can sit down now, if you want."
    )


@pytest.mark.parametrize(
    "mark",
    [
        pytest.param("homenewsletter", id="the word last"),
        pytest.param("newsletterbox-2", id="the word in a list"),
        pytest.param("newslettermodule", id="before a piece of furniture"),
    ],
)
def test_a_word_of_markup_is_found_where_it_is_glued_to_another(mark: str):
    body = page(LEAD) + f"<div class='{mark}'><p>Monday, in brief</p></div>" + page(NEXT)
    assert kept(body, language="en") == [LEAD, NEXT]


def test_a_heading_that_a_list_of_contents_leads_to_stays():
    body = page(LEAD) + "<h2 id='nav_ducks_return__0'>The ducks return</h2>" + page(NEXT, END)
    assert kept(body, language="en") == [LEAD, "The ducks return", NEXT, END]


def test_markup_says_what_a_box_is_for():
    body = (
        page(LEAD) + "<div class='newsletter-signup'><p>Monday, in brief</p></div>" + page(NEXT)
    )
    (removal,) = cleaned(body).removed
    assert (removal.kind, removal.rule) == (Kind.NEWSLETTER, "markup/newsletter")


def test_a_class_around_the_whole_article_means_nothing():
    assert kept(f"<div class='paywall subscribe'>{page(LEAD, NEXT, END)}</div>") == [
        LEAD,
        NEXT,
        END,
    ]
