"""What is told at a glance holds: nothing is passed by that a closer look would find."""

import json
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.cleaning.names import is_person, may_name
from service.cleaning.rules import load
from service.cleaning.rules.openers import Openers
from service.cleaning.segment import segment
from service.cleaning.wording import plain
from service.cleaning.writers import is_desk, parse
from service.model.draft import Draft

RULES: Final = load()
CORPUS: Final = Path(__file__).parent / "corpus"


@pytest.fixture(scope="module")
def lines() -> list[str]:
    """The lines of papers of many languages, and how each ends."""
    payloads = [
        json.loads(line)["payload"]
        for line in (CORPUS / "voices.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    blocks = [block for said in payloads for block in segment(Draft.model_validate(said))]
    whole = {block.text for block in blocks if block.text}
    return sorted(whole | {" ".join(text.split()[-7:]) for text in whole})


def test_no_writer_stands_where_no_name_could(lines: list[str]):
    desks = RULES.lists["desk"]
    named = {
        text
        for text in lines
        if not may_name(text, desks)
        for writer in parse(text, RULES)
        if is_person(writer.name, RULES) or is_desk(writer.name, RULES)
    }
    assert named == set()


def test_one_text_is_read_as_several_are(lines: list[str]):
    lows = [plain(text) for text in lines]
    together = [set(hits) for hits in RULES.credits.find(lows)]
    assert [set(RULES.credits.find_in(low)) for low in lows] == together


@given(st.sets(st.text("abc", min_size=1, max_size=5)), st.text("abc", max_size=6))
def test_what_opens_a_line_is_among_what_could(said: set[str], low: str):
    could = Openers(said).of(low)
    assert {each for each in could if low.startswith(each)} == {
        each for each in said if low.startswith(each)
    }
    assert [*could] == sorted(could, key=len, reverse=True)
