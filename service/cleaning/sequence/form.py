"""What a block looks like: its size, how it begins and ends, what signs and markup it has."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from service.cleaning.block import Block
from service.cleaning.sequence.view import View
from service.cleaning.signs import ARROWS, BARS, COLONS, LONG_DASHES, QUOTES, SINGLE, STOPS

PROSE: Final = 230
"""A longer block with a full stop and few links is prose: of it little is asked."""
LONG_PROSE: Final = 420
_SIZES: Final = (4, 12, 25, 45, 75, 110, 160, 230, 330)
_DENSE: Final = re.compile(r"[\u3040-\ud7a3]")
_DENSITY: Final = 2.5
"""A character of a script that needs few is worth so many."""
_CLOSING: Final = f"{QUOTES}{SINGLE})] "
_ASKING: Final = "?\uff1f\u061f"
_POINTING: Final = frozenset(f"{ARROWS}\u21b3\u203a\u25ba\u25b6\u00ab")
_MORE: Final = frozenset(f"{ARROWS}\u203a\u2026")
_OPENING: Final = frozenset(f"{QUOTES}{SINGLE}{LONG_DASHES}")
_PLAIN: Final = frozenset("([\u00bf\u00a1#@$\uff08\u3010")
_BARS: Final = frozenset(BARS)
_OURS: Final = re.compile(r"[\u00a9\u00ae]|\(c\)", re.IGNORECASE)
_TIME: Final = re.compile(r"\b\d{1,2}[:.h]\d{2}\b|\b(?:19|20)\d\d\b")
_MOSTLY: Final = 3
_ALL_LINK, _MOST_LINK = 0.85, 0.4


def size(text: str) -> float:
    """Return how long `text` is to a reader, in letters of a script that spaces its words."""
    dense = not text.isascii() and _DENSE.search(text, 0, 20)
    return len(text) * _DENSITY if dense else len(text)


def form(view: View, block: Block) -> Iterator[str]:
    """Yield the signals of a block's looks."""
    text, frame = block.text, block.frame
    yield f"shape:{block.shape}"
    if block.linked:
        share = block.linked / len(text)
        yield (
            "link:all"
            if share > _ALL_LINK
            else "link:most"
            if share > _MOST_LINK
            else "link:some"
        )
    yield from view.dresses[frame.marks]
    if frame.figure:
        yield "dress:figure"
    if block.bold:
        yield "dress:bold"
    yield from looks(text)


def looks(text: str) -> Iterator[str]:
    """Yield how long a text is, how it begins and how it ends."""
    yield f"size:{bisect_left(_SIZES, size(text))}"
    yield from _ends(text)
    yield from _begins(text)


def _ends(text: str) -> Iterator[str]:
    end = text.rstrip(_CLOSING)[-1:]
    if end in STOPS:
        yield "end:stop"
    else:
        yield "end:colon" if end in COLONS else "end:open"
    if end in _ASKING:
        yield "end:ask"
    elif end == "!":
        yield "end:shout"
    elif end in _MORE:
        yield "end:more"


def _begins(text: str) -> Iterator[str]:
    first = text[0]
    if first.islower():
        yield "start:lower"
    elif first.isdigit():
        yield "start:digit"
    elif first in _OPENING:
        yield "start:quote"
    elif not first.isalnum() and first not in _PLAIN:
        yield "start:sign"


def is_prose(block: Block) -> bool:
    """Return whether a block is so long, and so like prose, that little is asked of it."""
    text = block.text
    ended = text.rstrip(_CLOSING)[-1:] in STOPS
    return ended and block.linked * 3 < len(text) and size(text) > PROSE


def signs(text: str) -> Iterator[str]:
    """Yield what stands in a text that no word has: questions, bars, arrows, numbers, quotations."""
    letters = set(text)
    if "?" in text[:-1]:
        yield "ask"
    if not _BARS.isdisjoint(letters):
        yield "bar"
    if not _POINTING.isdisjoint(letters):
        yield "arrow"
    if not _OPENING.isdisjoint(letters):
        yield "quotes"
    if _OURS.search(text):
        yield "copyright"
    yield from _numbers(text)


def _numbers(text: str) -> Iterator[str]:
    digits = sum(map(str.isdigit, text))
    if digits:
        yield "digits:most" if digits * _MOSTLY > len(text) else "digits"
        if _TIME.search(text):
            yield "time"
    elif not any(map(str.isalpha, text)):
        yield "no-letters"
