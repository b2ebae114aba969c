"""What the model sees: of whom a line speaks, and the run that it is in. What it weighs is data."""

import pytest

from service.cleaning import NONE_KNOWN
from service.cleaning.label import label_by_rules
from service.cleaning.page import Page
from service.cleaning.rules import load
from service.cleaning.segment import segment
from service.cleaning.sequence.guards import settled
from service.cleaning.sequence.signals import survey
from service.cleaning.sequence.words import stems
from tests import make

_WORDS = [
    f"{one}{two}{three}"
    for one in ("bar", "cel", "dun", "fen", "gol", "hav")
    for two in ("a", "e", "i", "o", "u")
    for three in ("ster", "mond", "lick", "rin", "vet")
]
STORY = [
    f"Margaret of Harrowgate kept the ferry, the harbour and {', '.join(_WORDS[at : at + 15])}."
    for at in range(0, len(_WORDS), 15)
]
"""Prose enough to know what it speaks of."""


def seen(line: str, *, within: list[str] = STORY) -> set[str]:
    """The signals of a line that stands in a text."""
    text = [*within[:-1], line, within[-1]]
    draft = make.draft(body="\n\n".join(text), title="A lantern", language="en")
    page = Page(draft, segment(draft), load(), NONE_KNOWN)
    place = next(block.place for block in page.blocks if block.text == line)
    chain = survey(page, label_by_rules(page), all_of_it=True)
    return next(set(sight.signals) for sight in chain if sight.place == place)


def page_of(*lines: str) -> Page:
    """A page of plain text."""
    draft = make.draft(body="\n\n".join(lines), title="A lantern", language="en")
    return Page(draft, segment(draft), load(), NONE_KNOWN)


def kept(page: Page) -> set[str]:
    """What is body for certain, no rule having cut anything."""
    known = settled(page, page.blocks, [False] * len(page.blocks))
    return {block.text for block, goes in zip(page.blocks, known, strict=True) if goes is False}


@pytest.mark.parametrize(
    ("line", "signal"),
    [
        pytest.param("Margaret of Harrowgate", "names:told", id="the article's own people"),
        pytest.param("Queen Ulrika visits Borneo", "names:new", id="people of another"),
        pytest.param("Margaret visits Borneo", "names:some", id="some of each"),
        pytest.param("Ferries, harbours, bridges", "told:2", id="its things, in other forms"),
        pytest.param("Zebra mortgage scandal", "told:0", id="other things"),
    ],
)
def test_a_line_is_held_against_what_the_article_speaks_of(line: str, signal: str):
    assert signal in seen(line)


def test_a_paragraph_is_not_held_against_itself():
    teaser = (
        "Queen Ulrika inspected seventeen zeppelins yesterday, and pronounced herself delighted by"
        " their enormous upholstered galleries."
    )
    assert {"names:new", "told:0"} <= seen(teaser)


def test_a_short_article_leaves_much_unsaid_that_is_its_own():
    signals = seen("Queen Ulrika visits Borneo", within=STORY[:4])
    assert not [signal for signal in signals if signal.startswith(("told:", "names:"))]


def test_a_script_without_spaces_is_read_by_pairs_of_characters():
    assert stems("大雨が降る") == ["大雨", "雨が", "が降", "降る"]


def test_a_run_that_a_label_heads_is_known_by_it():
    text = [*STORY[:3], "ADVERTISEMENT", "Old boats, cheaply", "Why ducks dive", STORY[3]]
    draft = make.draft(body="\n\n".join(text), title="A lantern", language="en")
    page = Page(draft, segment(draft), load(), NONE_KNOWN)
    by_place = {
        sight.place: set(sight.signals)
        for sight in survey(page, label_by_rules(page), all_of_it=True)
    }
    assert {"run:2", "run:headed", "run:some-cut"} <= by_place[4]
    assert "run:headed" not in by_place[3]


def test_the_entries_of_a_live_report_stay():
    heads = ("9h05 - Ducks arrive", "10:20: The bank gives way", "11.45 - A boat is found")
    text = [line for pair in zip(heads, STORY, strict=False) for line in pair]
    draft = make.draft(body="\n\n".join((*STORY[3:], *text)), title="A lantern", language="en")
    page = Page(draft, segment(draft), load(), NONE_KNOWN)
    assert kept(page) - set(STORY) == set(heads)


def test_one_line_with_a_time_is_no_live_report():
    draft = make.draft(body="\n\n".join((STORY[0], "10:20: The bank gives way", *STORY[1:])))
    page = Page(draft, segment(draft), load(), NONE_KNOWN)
    assert kept(page) <= set(STORY)


def test_long_prose_that_speaks_to_nobody_is_not_asked():
    page = page_of(*STORY, "The lantern", f"{STORY[0]} Will you give us a coin?")
    assert kept(page) == set(STORY)


def test_a_line_between_two_paragraphs_is_a_run_by_itself():
    assert "run:0" in seen("The lantern")
