"""Doubts: what an editor is asked to look at, how much it weighs, and what is left in peace."""

from typing import Any

import pytest

from service.cleaning import NONE_KNOWN, Habits, clean
from service.cleaning.assemble import assemble
from service.cleaning.block import Label, Role
from service.cleaning.page import Page
from service.cleaning.rules import load
from service.cleaning.segment import segment
from service.model.cleaned import Doubt, Kind, Weight
from tests import make
from tests.proof import END, LEAD, NEXT, cleaned, page

PROMPT = "Sign up for our newsletter and get the best of the Gazette in your inbox every week"
MORE = "Nobody on Quay Street had expected it, and the harbour master least of all, he said."
BIO = "Ada Quill is a transport reporter at the Harbour Gazette."


def raised(body: str, **says: Any) -> list[tuple[str, str]]:
    """The rules of all doubts about an article, and their weights."""
    return [(each.rule, each.weight) for each in cleaned(body, language="en", **says).doubts]


def test_an_article_that_is_plainly_clean_raises_none():
    body = page(
        "By Ada Quill", LEAD, MORE, PROMPT, "Read more: The gull that stopped a ferry", BIO
    )
    assert raised(body, title="The ferry is back") == []


def test_a_heading_within_the_article_is_no_candidate_for_its_headline():
    body = f"{page('The ferry is back', LEAD)}<h2>What the mayor said</h2>{page(MORE)}"
    assert raised(body, title=None) == []
    assert raised(f"<h1>The ferry</h1>{page(LEAD)}", title="The ferry is back") == []


@pytest.mark.parametrize(
    ("body", "says", "doubt"),
    [
        pytest.param(
            page(LEAD, MORE, BIO), {}, ("bio/no-byline", "note"), id="a bio and no byline"
        ),
        pytest.param(
            page(LEAD, MORE, f"About the author: {BIO}"),
            {"byline": "By Barnaby Tide"},
            ("bio/another", "look"),
            id="a bio of another than the byline's",
        ),
        pytest.param(
            page(LEAD), {"byline": "4711"}, ("byline/unread", "note"), id="a byline of nobody"
        ),
        pytest.param(
            f"<h1>The harbour wakes at last</h1>{page(LEAD)}",
            {"title": "Ferry returns to Harbour Street"},
            ("headline/two", "look"),
            id="a title, and another first heading",
        ),
        pytest.param(
            f"<p>Our harbour, our home</p><h2>Ferry returns to Quay Street</h2>{page(LEAD)}",
            {"title": None},
            ("headline/two", "look"),
            id="a first line, and a heading below it",
        ),
        pytest.param(
            page(LEAD), {"title": None}, ("headline/sentence", "look"), id="a sentence first"
        ),
        pytest.param(
            page(LEAD * 3),
            {"title": None},
            ("headline/none", "look"),
            id="nothing that could be a headline",
        ),
        pytest.param(
            page(LEAD),
            {"images": ({"url": "file:///etc/gull.jpg", "caption": "A gull"},)},
            ("picture/address", "look"),
            id="a picture without an address",
        ),
    ],
)
def test_what_an_editor_should_look_at(body: str, says: dict[str, Any], doubt: tuple[str, str]):
    assert doubt in raised(body, **says)


# Lines: as the recognisers label them


def labelled(*lines: tuple[str, Label | None]) -> list[Doubt]:
    """The doubts about an article of these paragraphs, labelled so."""
    draft = make.draft(body=page(*(text for text, _ in lines)), language="en")
    of = Page(draft, segment(draft), load(), NONE_KNOWN)
    labels = {place: label for place, (_, label) in enumerate(lines) if label}
    return list(assemble(of, labels).doubts)


def cut(confidence: float = 0.9, rule: str = "gull/rule", kind: Kind = Kind.OTHER) -> Label:
    """A label that cuts."""
    return Label(Role.NOISE, rule, confidence, "It is about gulls.", kind)


def prose(words: int) -> str:
    """A sentence of so many words."""
    return " ".join(["gull"] * words) + "."


REST = prose(200)


@pytest.mark.parametrize(
    ("text", "label", "doubt"),
    [
        pytest.param(prose(24), cut(), None, id="a sentence cut"),
        pytest.param(prose(25), cut(), ("line/prose", "look"), id="a paragraph cut"),
        pytest.param(prose(50), cut(), ("line/prose", "stop"), id="a long paragraph cut"),
        pytest.param(
            "\u9dd7" * 59 + "\u3002", cut(), ("line/prose", "look"), id="the same unspaced"
        ),
        pytest.param(prose(50)[:-1], cut(), None, id="no sentence"),
        pytest.param(f"<a href='/x'>{prose(50)}</a>", cut(), None, id="a link"),
        pytest.param(prose(50), cut(kind=Kind.DUPLICATE), None, id="a copy"),
        pytest.param(prose(50), cut(rule="habit/line"), None, id="what its source always says"),
        pytest.param("A gull", cut(0.79), ("line/cut", "note"), id="cut by one weak sign"),
        pytest.param("A gull", cut(0.8), None, id="cut by a good sign"),
        pytest.param(
            "A gull",
            Label(Role.BODY, "gull/rule", 0.7, "It is about gulls."),
            ("line/kept", "note"),
            id="kept, though a sign speaks against it",
        ),
    ],
)
def test_a_line_is_doubted_for_what_was_done_to_it(
    text: str, label: Label, doubt: tuple[str, str] | None
):
    found = labelled((REST, None), (text, label))
    assert [(each.rule, each.weight, each.place) for each in found] == (
        [(*doubt, 1)] if doubt else []
    )


def test_a_doubt_says_which_line_which_rule_and_why():
    (doubt,) = labelled((REST, None), ("A gull", cut(0.75, kind=Kind.POLL)))
    assert doubt.reason == (
        "“A gull” was cut as “poll” (gull/rule), by one weak sign: It is about gulls."
    )


@pytest.mark.parametrize(
    ("kept", "gone", "weight"),
    [
        pytest.param(300, (150,), None, id="a third"),
        pytest.param(300, (120, 120), Weight.LOOK, id="nearly half"),
        pytest.param(100, (100, 100), Weight.STOP, id="two thirds"),
        pytest.param(30, (70,), Weight.STOP, id="nearly all"),
        pytest.param(5, (20,), None, id="little in all"),
    ],
)
def test_a_large_share_that_was_cut_is_doubted(
    kept: int, gone: tuple[int, ...], weight: Weight | None
):
    lines = [(prose(words)[:-1], cut()) for words in gone]
    found = labelled((prose(kept), None), *lines)
    assert [each.weight for each in found] == ([weight] if weight else [])
    copies = [(text, cut(kind=Kind.DUPLICATE)) for text, _ in lines]
    assert labelled((prose(kept), None), *copies) == []


def test_of_many_lines_in_doubt_the_weightiest_are_named_and_the_rest_counted():
    weak = [(f"A gull, {number}", cut(0.75)) for number in range(14)]
    found = labelled((REST, None), *weak, (prose(60), cut()))
    assert [each.rule for each in found] == ["line/prose", *["line/cut"] * 9, "line/more"]
    assert found[-1].reason == "5 more lines could be doubted too."


def test_much_cut_off_within_a_line_is_doubted():
    found = labelled((REST, None), (f"By Ada Quill {prose(40)}", Label(Role.BYLINE, "by", 0.9)))
    assert ("line/trimmed", Weight.LOOK) in [(each.rule, each.weight) for each in found]


def test_what_a_source_says_every_day_is_expected_whichever_rule_cuts_it():
    every_day = f"Sign up for our newsletter: {' and '.join(['the best of the quay'] * 8)}."
    drafts = [
        make.draft(external_id=f"hg-{at}", body=page(story, every_day), language="en")
        for at, story in enumerate((f"{LEAD} {LEAD}", f"{NEXT} {NEXT}", f"{END} {MORE}"))
    ]
    for habits, doubted in ((NONE_KNOWN, ["line/prose"]), (Habits.of(drafts), [])):
        result = clean(drafts[0], rules=load(), habits=habits)
        assert [removal.text for removal in result.removed] == [every_day]
        assert [doubt.rule for doubt in result.doubts] == doubted
