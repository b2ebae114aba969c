"""Noise by its markup: classes, ids and roles that say what a part of a page is for."""

import re
from typing import Final

from service.cleaning.block import Block, Label, Labels, Role, Shape
from service.cleaning.marks import Meaning
from service.cleaning.page import Page, Recognised
from service.cleaning.wording import ends_sentence, sentences
from service.model.cleaned import Kind

_CERTAIN: Final = 0.95
_GUARDED: Final = frozenset({Shape.QUOTE, Shape.ROW, Shape.CODE})
_PROSE: Final = 160
_WORD: Final = re.compile(r"[a-z]{4,}")
_SOON: Final = 4
_FIELDS: Final = frozenset({"byline", "bio", "dek", "caption", "avatar"})


def recognise(page: Page, labels: Labels) -> Recognised:
    """Find blocks under a mark of noise; prose stays under one that is not sure."""
    for block in page.blocks:
        if block.place in labels or not block.text or not block.frame.marks:
            continue
        found = next(
            (each for each in page.marks.of(block) if each.narrow and each.what not in _FIELDS),
            None,
        )
        if found is None or _is_guarded(block, found.confidence):
            continue
        if block.shape is Shape.HEADING and _is_anchored(page, block, found):
            continue
        kind, confidence, mark, _ = found
        reason = f"{page.rules.reasons[Kind(kind)]} Its markup says “{mark}”."
        yield (
            block.place,
            Label(Role.NOISE, f"markup/{kind}", confidence, reason, Kind(kind)),
        )


def _is_guarded(block: Block, confidence: float) -> bool:
    """Whether it reads as an article's own prose, whatever it is wrapped in."""
    if block.shape in _GUARDED:
        return True
    linked = block.linked * 3 > len(block.text)
    prose = (
        len(block.text) >= _PROSE and ends_sentence(block.text) and sentences(block.text) > 1
    )
    return not linked and prose and confidence < _CERTAIN


def _is_anchored(page: Page, block: Block, found: Meaning) -> bool:
    """Whether a heading over prose is marked with its own words, as a list of contents links it.

    In `nav_the-flood-of-1911` the heading's own words stand, and the one that is known does not.
    """
    low = page.plain[block.place]
    words = [word for word in _WORD.findall(found.mark) if word in low]
    if not words or not page.rules.marks.keys().isdisjoint(words):
        return False
    below = page.blocks[block.place + 1 : block.place + _SOON]
    return next((page.prose[each.place] for each in below if each.text), False)
