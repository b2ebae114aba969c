"""Cleaning told block by block: what is told is what was done."""

import unicodedata
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from service.cleaning import NONE_KNOWN, clean, explain, ledger
from service.cleaning.block import Role
from service.cleaning.rules import load
from service.cli import told
from service.model.draft import Draft
from tests import make
from tests.proof import LEAD, NEXT, page
from tests.test_cleaning_properties import texts

DRAFT = make.draft(
    language="en",
    title="Ferry returns to Harbour Street",
    body=page(
        "By Ada Quill, Transport Reporter",
        "The ferry is back, the council said on Monday.",
        "Sign up for our newsletter",
        "Nobody on the quay has asked where it was in the meantime.",
    ),
)
FERRY = explain(DRAFT, rules=load())


def shown(how: Any, draft: Draft = DRAFT, **options: Any) -> str:
    """What a terminal of 60 columns shows."""
    to = Console(file=StringIO(), width=60, **options)
    how(to, draft, explain(draft, rules=load()))
    said: str = to.file.getvalue()  # type: ignore[attr-defined]  # it is the one given above
    return said


def test_explaining_is_cleaning():
    assert FERRY.cleaned == clean(DRAFT, rules=load(), habits=NONE_KNOWN)


def test_every_block_is_told_with_where_it_went_and_why():
    roles = [(block.place, block.role, block.kind) for block in FERRY.blocks]
    assert roles == [
        (0, Role.BYLINE, None),
        (1, Role.BODY, None),
        (2, Role.NOISE, "newsletter"),
        (3, Role.BODY, None),
    ]
    for removal in FERRY.cleaned.removed:
        assert removal.place is not None
        block = FERRY.blocks[removal.place]
        assert (block.text, block.kind, block.rule, block.reason) == (
            *(removal.text, removal.kind, removal.rule, removal.reason),
        )
    assert FERRY.blocks[0].trimmed == tuple(trim.text for trim in FERRY.cleaned.trimmed)


def test_what_was_kept_whole_is_told_as_kept(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ledger, "balances", lambda *_: False)
    said = explain(DRAFT, rules=load())
    assert {block.role for block in said.blocks} == {Role.BODY}


def test_a_picture_without_words_is_told_by_its_description_and_a_pixel_is_not():
    body = f"{page(LEAD)}<img src='https://a.example/d.jpg' alt='Ducks'>{page(NEXT)}"
    pixel = "<img src='https://a.example/p.gif' width='1' height='1'>"
    blocks = explain(make.draft(body=body + pixel), rules=load()).blocks
    assert [block.text for block in blocks] == [LEAD, "Ducks", NEXT]


def test_an_article_is_explained_block_by_block():
    assert (
        shown(told.explain)
        == """\
Ferry returns to Harbour Street
hg-1: 2 kept, 1 cut, 1 byline

  0  byline        By Ada Quill, Transport Reporter
                   byline/label, 0.90: It names who wrote
                   the article.
  1  body          The ferry is back, the council said on
                   Monday.
  2  cut           Sign up for our newsletter
     newsletter    phrase/en/newsletter, 0.96: It asks the
                   reader to sign up for a newsletter.
  3  body          Nobody on the quay has asked where it was
                   in the meantime.
"""
    )


def test_before_and_after_are_shown_as_one():
    assert (
        shown(told.diff)
        == """\
Ferry returns to Harbour Street
hg-1: 2 kept, 1 cut, 1 byline

> [-By-] Ada Quill[-,-] Transport Reporter
    byline (byline/label)
  The ferry is back, the council said on Monday.
- Sign up for our newsletter
    newsletter (phrase/en/newsletter)
  Nobody on the quay has asked where it was in the meantime.
"""
    )


def test_doubts_stand_by_their_block_the_rest_at_the_end():
    draft = DRAFT.model_copy(
        update={"body": f"<h1>The harbour wakes</h1>{DRAFT.body}", "byline": "4711"}
    )
    rival = "could be it too. (headline/two"
    explained, compared = shown(told.explain, draft), shown(told.diff, draft)
    assert explained.index("look") < explained.index("By Ada Quill")
    assert " ".join(explained.split()).count(f"{rival})") == 1
    assert " ".join(compared.split()).endswith(f"{rival}, block 0)")


def test_an_article_that_is_held_says_why():
    draft = make.draft(body=page("Sign up for our newsletter"), title="T", language="en")
    said = shown(told.explain, draft)
    assert said.endswith("held  Cleaning left no text: 1 block was removed.\n")


@pytest.mark.parametrize("how", [told.explain, told.diff])
def test_colours_change_no_word(how: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    plain, coloured = shown(how), shown(how, force_terminal=True, color_system="standard")
    assert "\x1b[" not in plain
    assert "\x1b[31m" in coloured
    assert Text.from_ansi(coloured).plain.split() == plain.split()
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[31m" not in shown(how, force_terminal=True, color_system="standard")


def test_no_article_steers_the_terminal():
    evil = "\x1b]0;owned\x07\x9b31m\u202edesrever"
    draft = make.draft(body=page(f"{LEAD} {evil}"), title=f"T{evil}", external_id=f"x{evil}")
    for how in (told.explain, told.diff):
        said = shown(how, draft)
        assert not any(sign in said for sign in ("\x1b", "\x07", "\x9b", "\u202e"))


@given(texts(), st.sampled_from([None, "Ducks", "By\x1b[31m"]))
def test_anything_can_be_told(body: str, title: str | None):
    draft = make.draft(body=body, title=title, byline=title)
    said = explain(draft, rules=load())
    assert said.cleaned == clean(draft, rules=load())
    assert {each.place for each in said.cleaned.removed} <= {each.place for each in said.blocks}
    for how in (told.explain, told.diff):
        words = shown(how, draft).replace("\n", "")
        assert not any(unicodedata.category(sign) == "Cc" for sign in words)
