"""Plain text as blocks: a block a line, or a paragraph between blank lines where lines are wrapped."""

import re
from html import escape
from itertools import pairwise
from typing import Final

from service.cleaning.block import Block, Shape
from service.cleaning.wording import fold, is_seen, visible
from service.model.errors import Fault, Invalid

_BREAK: Final = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_NARROW, _WIDE = 40, 100
"""Between these a hard-wrapped line ends."""
_MOST_LINES: Final = 20_000
_FEWEST: Final = 2
_SHORTEST: Final = 28
_MOST: Final = 0.8


def blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a plain text; raises `Invalid` where it has too many lines."""
    lines = [visible(line) for line in _BREAK.split(text)]
    if _is_wrapped(lines):
        lines = [" ".join(paragraph) for paragraph in _paragraphs(lines)]
    if len(lines) > _MOST_LINES:
        detail = f"there are more than {_MOST_LINES} lines"
        raise Invalid((Fault(pointer="/body", detail=detail),))
    said = [folded for line in lines if is_seen(folded := fold(line))]
    return tuple(
        Block(place, Shape.PARAGRAPH, text, escape(text, quote=False))
        for place, text in enumerate(said)
    )


def _paragraphs(lines: list[str]) -> list[list[str]]:
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            paragraphs[-1].append(line.strip())
        elif paragraphs[-1]:
            paragraphs.append([])
    return paragraphs


def _is_wrapped(lines: list[str]) -> bool:
    """Return whether lines end where the next word would not have fitted, nearly all of them."""
    paragraphs = [paragraph for paragraph in _paragraphs(lines) if len(paragraph) > 1]
    widest = max((len(line) for paragraph in paragraphs for line in paragraph), default=0)
    if len(paragraphs) < _FEWEST or not _NARROW <= widest <= _WIDE:
        return False
    ends = [fits for paragraph in paragraphs for fits in _full_lines(paragraph)]
    return sum(ends) >= _MOST * len(ends)


def _full_lines(paragraph: list[str]) -> list[bool]:
    """Say of each line but the last whether it is full, by the width of its own paragraph."""
    widest = max(map(len, paragraph))
    return [
        len(line) >= _SHORTEST and len(line) + 1 + len(after.split(maxsplit=1)[0]) > widest
        for line, after in pairwise(paragraph)
    ]
