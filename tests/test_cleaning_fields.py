"""Headline, dek, byline and bio find their places."""

import pytest

from service.model.cleaned import Kind
from service.model.draft import DraftAuthor
from tests.editor import lines
from tests.proof import END, LEAD, NEXT, cleaned, page


def test_the_same_byline_twice_is_shown_once():
    result = cleaned(page("By Ada Quill", "By Ada Quill", LEAD, NEXT))
    assert [each.name for each in result.story.authors] == ["Ada Quill"]
    assert [(each.rule, each.place) for each in result.removed] == [("duplicate/byline", 1)]


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
