"""Whom a block speaks to and for whom, what it offers and asks: by the rules' slots and by names."""

import re
from collections.abc import Iterator
from typing import Final

from service.cleaning.block import Block
from service.cleaning.reach import costs, reaches
from service.cleaning.sequence.view import View

_SLOTS: Final = frozenset(
    {
        "you", "own", "act", "acts-last", "offer", "period", "place", "said", "third", "paper",
        "please", "authority",
    }
)  # fmt: skip
_APPEALING: Final = _SLOTS - {"act", "acts-last", "said", "third", "authority"}
_MOST: Final = 5
_OFTEN: Final = 2
_NAME: Final = re.compile(r"[^\W\d_]{3,}")
_FEW_WORDS: Final = 3
_SHORTEST: Final = 4
_TITLED: Final = 0.6


def speech(view: View, block: Block) -> Iterator[str]:
    """Yield the signals of what a block says."""
    place = block.place
    slots, asks = view.page.slots[place], 0
    if slots:
        yield from _slots(view, slots)
        hits = view.page.hits[place]
        fresh = [hit.start for hit in hits if hit.fresh and hit.phrase.slot == "act"]
        if fresh:
            asks += 1
            yield "act:fresh"
            if fresh[0] < _SHORTEST:
                yield "act:first"
        if sum(hit.phrase.slot in {"you", "own"} for hit in hits) > _OFTEN:
            yield "spoken:often"
        asks += ("acts-last" in slots) - ("said" in slots) - ("authority" in slots)
        asks += len(slots & _APPEALING)
        asks += any(slot.endswith(".things") for slot in slots)
    ways = list(reaches(block.text))
    for way in ways:
        yield f"reach:{way}"
    cost = costs(block.text)
    if cost:
        yield "price"
    yield f"asks:{min(max(asks + cost + bool(ways), 0), _MOST)}"
    yield from _names(view, block)


def _slots(view: View, slots: frozenset[str]) -> Iterator[str]:
    for slot in slots:
        if slot in _SLOTS:
            yield f"{slot}:usual" if slot in view.usual else slot
        else:
            kind, _, what = slot.partition(".")
            if what and kind != "credit":
                yield f"any.{what}"
                if what != "things":
                    yield slot


def _names(view: View, block: Block) -> Iterator[str]:
    """Its capital letters, the paper's own name, its words in the headline, its other copies."""
    words = _NAME.findall(block.text)
    capital = [word for word in words if word[0].isupper()]
    if len(words) > _FEW_WORDS:
        later = len(capital) - words[0][0].isupper()
        if later > (len(words) - 1) * _TITLED:
            yield "title-case"
        elif not later:
            yield "no-names"
    if any(len(word) >= _SHORTEST and word.lower() in view.house for word in capital):
        yield "house"
    if len(view.title.intersection(view.page.plain[block.place].split())) > 1:
        yield "title:shared"
    if view.copies[block.text] > 1:
        yield "twice"
