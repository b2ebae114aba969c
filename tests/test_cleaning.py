"""Cleaning, one newsroom habit a sentence."""

import pytest

from service.cleaning import Habits, clean
from service.cleaning.rules import load
from service.model.article import ImageBlock
from service.model.cleaned import Cleaned, Kind
from service.model.draft import Draft, DraftAuthor, DraftImage
from tests import make
from tests.editor import lines

LEAD = (
    "The river rose by two metres overnight and reached the steps of the town hall, "
    "where the mayor was reading the minutes of the last flood."
)
NEXT = (
    "By noon it had gone down again, and the volunteers who had carried the archive upstairs "
    "were asked to carry it back."
)
END = (
    "Nobody could say where the ducks had come from, but the baker, for one, was glad of them."
)


def page(*paragraphs: str) -> str:
    """A body of paragraphs."""
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def cleaned(body: str, **says: object) -> Cleaned:
    """What comes of a body."""
    return clean(make.draft(body=body, **says), rules=load())


def kept(body: str, **says: object) -> list[str]:
    """The lines of the article that comes of a body."""
    return lines(cleaned(body, **says).story)


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


def test_the_same_byline_twice_is_shown_once():
    result = cleaned(page("By Ada Quill", "By Ada Quill", LEAD, NEXT))
    assert [each.name for each in result.story.authors] == ["Ada Quill"]
    assert [(each.rule, each.place) for each in result.removed] == [("duplicate/byline", 1)]


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


def test_without_a_title_the_first_line_is_the_headline():
    result = cleaned(f"Rivers rise\n\n{LEAD}", title=None)
    assert result.story.headline == "Rivers rise"
    assert lines(result.story) == [LEAD]


def test_without_a_title_the_first_heading_is_the_headline():
    assert (
        cleaned(f"<h1>Rivers rise</h1>{page(LEAD)}", title=None).story.headline == "Rivers rise"
    )


def test_a_headline_that_stands_in_the_body_too_goes():
    (removal,) = cleaned(f"<h1>RIVERS RISE!</h1>{page(LEAD)}").removed
    assert (removal.kind, removal.rule) == (Kind.DUPLICATE, "duplicate/headline")


def test_the_line_under_the_headline_is_the_dek():
    result = cleaned(f"Rivers rise\n\nA town reads its minutes aloud\n\n{LEAD}", title=None)
    assert result.story.dek == "A town reads its minutes aloud"


def test_a_dek_that_is_stated_is_not_guessed_at():
    result = cleaned(page("A town reads aloud.", LEAD), dek="A town reads aloud.")
    assert result.story.dek == "A town reads aloud."
    assert [each.rule for each in result.removed] == ["duplicate/dek"]


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        pytest.param("By Ada Quill", [("Ada Quill", None, None)], id="one"),
        pytest.param(
            "By Ada Quill and Bo Reed",
            [("Ada Quill", None, None), ("Bo Reed", None, None)],
            id="two",
        ),
        pytest.param(
            "Ada Quill, Staff Writer", [("Ada Quill", "Staff Writer", None)], id="with a role"
        ),
        pytest.param(
            "Ada Quill | Harbour Wire", [("Ada Quill", None, "Harbour Wire")], id="with a house"
        ),
        pytest.param("Von Jörg Thun, Bremen", [("Jörg Thun", None, None)], id="with a place"),
        pytest.param(
            "By Ada Quill 17:20, 17 JAN 2026", [("Ada Quill", None, None)], id="with a date"
        ),
        pytest.param(
            "Photos by Cy Dell, words by Ada Quill",
            [("Cy Dell", None, None), ("Ada Quill", None, None)],
            id="pictures and words",
        ),
        pytest.param("文・浜名啓介", [("浜名啓介", None, None)], id="Japanese"),
        pytest.param(
            "كتبت سلمى الخوري وحنان أبو ركن",
            [("سلمى الخوري", None, None), ("حنان أبو ركن", None, None)],
            id="Arabic",
        ),
    ],
)
def test_a_byline_names_who_wrote_it(
    byline: str, authors: list[tuple[str, str | None, str | None]]
):
    result = cleaned(page(byline, LEAD, NEXT))
    told = [(each.name, each.role, each.organisation) for each in result.story.authors]
    assert told == authors
    assert lines(result.story) == [LEAD, NEXT]


def test_a_stated_byline_and_its_copy_make_one_author():
    result = cleaned(page("By Ada Quill", LEAD), byline="Ada Quill")
    assert [each.name for each in result.story.authors] == ["Ada Quill"]
    assert result.removed == ()


def test_a_bio_goes_to_its_author():
    bio = "Ada Quill covers rivers for the Harbour Gazette. She keeps ducks."
    (author,) = cleaned(page("By Ada Quill", LEAD, NEXT, bio)).story.authors
    assert author.bio == bio


def test_the_label_of_a_bio_is_trimmed_and_recorded():
    result = cleaned(
        page(LEAD, NEXT, "About the author: Ada Quill is a reporter in Harbour Town.")
    )
    assert result.story.authors[0].bio == "Ada Quill is a reporter in Harbour Town."
    assert [(each.text, each.rule) for each in result.trimmed] == [
        ("About the author:", "trim/bio")
    ]


def test_a_stated_bio_beats_the_bodys():
    stated = DraftAuthor(name="Ada Quill", bio="Ada Quill rows.")
    result = cleaned(
        page(LEAD, NEXT, "Ada Quill covers rivers for the Gazette."), authors=(stated,)
    )
    assert result.story.authors[0].bio == "Ada Quill rows."
    assert [each.rule for each in result.removed] == ["duplicate/bio"]


def test_a_profile_is_not_its_subjects_bio():
    lead = "Pia Marsh is a reporter at Radio Creek, a station with one studio and no windows at all."
    more = (
        "Marsh covers eleven villages by canoe and has done so since the bridge went in 1998."
    )
    result = cleaned(page("By Ada Quill", lead, more, END))
    assert lines(result.story) == [lead, more, END]
    assert [each.name for each in result.story.authors] == ["Ada Quill"]


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        pytest.param("Ducks. (JANE DOE/AFP)", "Ducks.", "JANE DOE/AFP", id="in brackets"),
        pytest.param("Ducks. Photo: Jane Doe", "Ducks.", "Jane Doe", id="labelled"),
        pytest.param(
            "Ducks. Photograph by Jane Doe for Us", "Ducks.", "Jane Doe for Us", id="by"
        ),
        pytest.param("Ducks. © Jane Doe", "Ducks.", "Jane Doe", id="the sign"),
        pytest.param("Ducks. Jane Doe/Gazette", "Ducks.", "Jane Doe/Gazette", id="bare"),
        pytest.param("File photo. (PTI)", "File photo.", "PTI", id="an agency"),
        pytest.param("Fot. Jan Nowak", None, "Jan Nowak", id="Polish, alone"),
        pytest.param(
            "Enten. (Archivbild) Foto: dpa", "Enten. (Archivbild)", "dpa", id="German"
        ),
        pytest.param("Ducks on 3 May (left)", "Ducks on 3 May (left)", None, id="none"),
    ],
)
def test_caption_and_credit_come_apart(line: str, caption: str | None, credit: str | None):
    figure = (
        f"<figure><img src='https://a.example/d.jpg'><figcaption>{line}</figcaption></figure>"
    )
    (image,) = cleaned(figure + page(LEAD)).story.images
    assert (image.caption, image.credit) == (caption, credit)


def test_the_same_caption_twice_is_one_picture():
    text = f"Ducks. (JANE DOE/AFP)\nDucks. (JANE DOE/AFP)\n{LEAD}"
    result = cleaned(text)
    assert len(result.story.images) == 1
    assert [(each.rule, each.place) for each in result.removed] == [("duplicate/caption", 1)]


def test_a_refrain_is_no_caption():
    refrain = "And the river went on, and the river went on."
    assert kept(page(LEAD, refrain, refrain, NEXT)) == [LEAD, refrain, refrain, NEXT]


def test_a_picture_stands_where_it_stood_with_its_words():
    figure = "<figure><img src='/d.jpg'><figcaption>Ducks. © Jo Ray</figcaption></figure>"
    result = cleaned(page(LEAD) + figure + page(NEXT), url="https://gazette.example/rivers")
    assert result.story.body[1] == ImageBlock(image=0)
    assert (
        '<figure><img src="https://gazette.example/d.jpg" alt="">'
        "<figcaption>Ducks. (Jo Ray)</figcaption></figure>"
    ) in result.story.body_html


@pytest.mark.parametrize(
    "img",
    [
        pytest.param(
            "<img src='https://px.example/1.gif' width='1' height='1'>", id="tracking"
        ),
        pytest.param("<img class='avatar' src='https://a.example/ada.jpg'>", id="avatar"),
        pytest.param("<img src='https://a.example/paper-logo.png'>", id="logo"),
        pytest.param("<img src='https://a.example/t.jpg' width='60' height='60'>", id="small"),
        pytest.param("<img src='data:image/gif;base64,R0lGOD'>", id="no address"),
        pytest.param("<img src='javascript:alert(1)'>", id="no picture"),
    ],
)
def test_what_is_no_picture_of_the_articles_is_left_out(img: str):
    assert cleaned(page(LEAD) + img + page(NEXT)).story.images == ()


def test_a_picture_kept_in_house_never_leaves():
    house = DraftImage(url="https://a.example/d.jpg", caption="Ducks.", syndication=False)
    figure = (
        "<figure><img src='http://a.example/d.jpg?w=9'><figcaption>Ducks.</figcaption></figure>"
    )
    link = (
        "<p>See <a href='https://a.example/d.jpg'>the ducks</a> that came with the water.</p>"
    )
    result = cleaned(page(LEAD) + figure + link, images=(house,))
    assert result.story.images == ()
    assert "d.jpg" not in result.story.model_dump_json()
    assert {(each.kind, each.rule) for each in result.removed} == {
        (Kind.RIGHTS, "rights/syndication")
    }


def test_stated_pictures_and_the_bodys_are_merged_by_address():
    stated = DraftImage(
        url="https://a.example/d.jpg", credit="Jo Ray", caption="Ducks, stated."
    )
    (image,) = cleaned(
        "<img src='https://a.example/d.jpg' alt='Two ducks'>" + page(LEAD), images=(stated,)
    ).story.images
    assert (image.caption, image.credit, image.alt) == ("Ducks, stated.", "Jo Ray", "Two ducks")


def test_a_picture_in_another_size_is_the_same_picture():
    stated = DraftImage(url="https://a.example/d.jpg")
    body = "<img src='https://a.example/d.jpg?w=300'>" + page(LEAD)
    assert len(cleaned(body, images=(stated,)).story.images) == 1


def test_pictures_told_apart_by_their_query_are_two():
    body = "<img src='https://a.example/i?id=1'><img src='https://a.example/i?id=2'>" + page(
        LEAD
    )
    assert len(cleaned(body).story.images) == 2


def test_a_writers_addresses_are_of_the_web_or_none():
    stated = DraftAuthor(name="Ada Quill", url="javascript:alert(1)", image_url="/ada.jpg")
    (author,) = cleaned(page(LEAD), authors=(stated,), url="https://a.example/").story.authors
    assert (author.url, author.image_url) == (None, "https://a.example/ada.jpg")


def test_a_line_that_a_source_always_writes_is_learnt():
    ours = "The ferry leaves from the other bank when the flag is up."
    drafts = [
        Draft.model_validate(
            {"external_id": str(n), "title": "T", "body": page(f"{n}. {LEAD}", ours)}
        )
        for n in range(3)
    ]
    habits = Habits.of(drafts)
    result = clean(drafts[0], rules=load(), habits=habits)
    assert [(each.text, each.rule) for each in result.removed] == [(ours, "habit/line")]


def test_revisions_of_one_article_are_no_habit():
    ours = "The ferry leaves from the other bank when the flag is up."
    drafts = [make.draft(body=page(LEAD, ours)) for _ in range(3)]
    assert clean(drafts[0], rules=load(), habits=Habits.of(drafts)).removed == ()


def test_an_article_of_prompts_alone_is_held():
    result = cleaned(page("Sign up for our newsletter"), language="en")
    assert result.held is not None
    assert result.held.startswith("Cleaning left no text:")
    assert cleaned(page(LEAD)).held is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("העירייה החליטה להשאיר את הספסל", "he", id="Hebrew"),
        pytest.param("川が夜のうちに二メートル上がった。", "ja", id="Japanese"),
        pytest.param("강물이 밤새 이 미터나 불어났다.", "ko", id="Korean"),
        pytest.param("Το ποτάμι ανέβηκε δύο μέτρα.", "el", id="Greek"),  # noqa: RUF001 - Greek is meant
        pytest.param("แม่น้ำสูงขึ้นสองเมตร", "th", id="Thai"),
        pytest.param("La rivière est montée.", "und", id="a script of many languages"),
    ],
)
def test_a_language_is_told_by_its_script_only_where_that_decides(text: str, language: str):
    assert cleaned(page(text)).language == language
    assert cleaned(page(text), language="en-GB").language == "en-GB"
