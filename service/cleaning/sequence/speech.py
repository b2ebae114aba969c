"""Whom a block speaks to and for whom, what it offers and asks: by the rules' slots and by names."""

import re
from functools import cache
from typing import Final

from service.cleaning.block import Block
from service.cleaning.rules import Hit
from service.cleaning.sequence.view import View
from service.cleaning.sequence.words import LETTER

_SLOTS: Final = frozenset(
    {
        "you", "own", "act", "acts-last", "offer", "period", "place", "said", "third", "paper",
        "please", "authority",
    }
)  # fmt: skip
_APPEALING: Final = _SLOTS - {"act", "acts-last", "said", "third", "authority"}
_SPOKEN: Final = frozenset({"you", "own"})
_MOST: Final = 5
_ASKS: Final = tuple(f"asks:{asks}" for asks in range(_MOST + 1))
_OFTEN: Final = 2
_NAME: Final = re.compile(rf"[A-Z\u00c0-\u00de\u0391-\u03ab\u0400-\u042f][{LETTER}]{{3,}}")
"""A word with a capital letter, of the scripts that have them."""
_SHORTEST: Final = 4


def speech(view: View, block: Block, seen: list[str]) -> None:
    """Add the signals of what a block says."""
    slots, asks = view.page.slots[block.place], 0
    if slots:
        for slot in slots:
            if slot not in view.usual:
                seen += _said(slot)
        asks = len(slots & _APPEALING)
        asks += "any.things" in seen
        asks += ("acts-last" in slots) - ("said" in slots) - ("authority" in slots)
        asks += _urges(view.page.hits[block.place], seen)
    seen.append(_ASKS[min(max(asks, 0), _MOST)])


@cache
def _said(slot: str) -> tuple[str, ...]:
    """The signals of a slot; what is said of a kind is one of all kinds too."""
    kind, _, what = slot.partition(".")
    if not what:
        return (slot,) if slot in _SLOTS else ()
    if kind == "credit":
        return ()
    return (f"any.{what}",) if what == "things" else (f"any.{what}", slot)


def _urges(hits: tuple[Hit, ...], seen: list[str]) -> bool:
    """Add whether it speaks to the reader again and again; return whether a sentence opens with a verb of an appeal."""
    spoken, first = 0, None
    for hit in hits:
        slot = hit.phrase.slot
        if slot in _SPOKEN:
            spoken += 1
        elif slot == "act" and first is None and hit.fresh:
            first = hit.start
    if first is not None:
        seen.append("act:fresh")
        if first < _SHORTEST:
            seen.append("act:first")
    if spoken > _OFTEN:
        seen.append("spoken:often")
    return first is not None


def names(view: View, block: Block, seen: list[str]) -> None:
    """Add whether a block has the paper's own name, or the headline's words, or stands here twice."""
    if view.house and any(word.lower() in view.house for word in _NAME.findall(block.text)):
        seen.append("house")

    title = view.title
    if title and len(title.intersection(view.page.plain[block.place].split())) > 1:
        seen.append("title:shared")
    if view.copies[block.text] > 1:
        seen.append("twice")
