"""What a block looks like: its size, how it begins and ends, what numbers and markup it has."""

import re
from bisect import bisect_left
from typing import Final

from service.cleaning.block import Block, Shape
from service.cleaning.sequence.view import View
from service.cleaning.signs import ARROWS, COLONS, LONG_DASHES, QUOTES, SINGLE, STOPS
from service.cleaning.wording import size

LONG_PROSE: Final = 420
PROSE: Final = 230
"""A longer block with a full stop and few links is prose: of it little is asked."""
_SIZES: Final = (4, 12, 25, 45, 75, 110, 160, 230, 330)
_SIZE: Final = tuple(f"size:{at}" for at in range(len(_SIZES) + 1))
_SHAPE: Final = {shape: f"shape:{shape}" for shape in Shape}
_CLOSING: Final = f"{QUOTES}{SINGLE})] "
_ASKING: Final = "?\uff1f\u061f"
_MORE: Final = frozenset(f"{ARROWS}\u203a\u2026")
_OPENING: Final = frozenset(f"{QUOTES}{SINGLE}{LONG_DASHES}")
_PLAIN: Final = frozenset("([\u00bf\u00a1#@$\uff08\u3010")
_COUNT: Final = re.compile(r"\d")
_MOSTLY: Final = 3
_ALL_LINK, _MOST_LINK = 0.85, 0.4


def form(view: View, block: Block, seen: list[str]) -> None:
    """Add the signals of a block's looks."""
    text, frame = block.text, block.frame
    seen.append(_SHAPE[block.shape])
    if block.linked:
        share = block.linked / len(text)
        some = "link:most" if share > _MOST_LINK else "link:some"
        seen.append("link:all" if share > _ALL_LINK else some)
    seen += view.wardrobe.of(block)
    if frame.aside:
        seen.append("dress:aside")
    if frame.figure:
        seen.append("dress:figure")
    if block.bold:
        seen.append("dress:bold")
    looks(text, seen)


def looks(text: str, seen: list[str]) -> None:
    """Add how long a text is, how it begins and how it ends."""
    seen.append(_SIZE[bisect_left(_SIZES, size(text))])
    _ends(text, seen)
    _begins(text, seen)


def _ends(text: str, seen: list[str]) -> None:
    end = text.rstrip(_CLOSING)[-1:]
    if end in STOPS:
        seen.append("end:stop")
    else:
        seen.append("end:colon" if end in COLONS else "end:open")
    if end in _ASKING:
        seen.append("end:ask")
    elif end == "!":
        seen.append("end:shout")
    elif end in _MORE:
        seen.append("end:more")


def _begins(text: str, seen: list[str]) -> None:
    first = text[0]
    if first.islower():
        seen.append("start:lower")
    elif first.isdigit():
        seen.append("start:digit")
    elif first in _OPENING:
        seen.append("start:quote")
    elif not first.isalnum() and first not in _PLAIN:
        seen.append("start:sign")


def is_prose(block: Block) -> bool:
    """Return whether a block is so long, and so like prose, that little is asked of it."""
    text = block.text
    ended = text.rstrip(_CLOSING)[-1:] in STOPS
    return ended and block.linked * 3 < len(text) and size(text) > PROSE


def numbers(text: str, seen: list[str]) -> None:
    """Add whether a text asks, and whether there are numbers in it, or nothing that is a word."""
    if "?" in text[:-1]:
        seen.append("ask")
    digits = len(_COUNT.findall(text))
    if digits:
        seen.append("digits:most" if digits * _MOSTLY > len(text) else "digits")
    elif not any(map(str.isalpha, text)):
        seen.append("no-letters")
