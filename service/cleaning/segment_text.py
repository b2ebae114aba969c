"""Plain text as blocks: a block a line, or a paragraph between blank lines where lines are wrapped."""

import re
from html import escape
from typing import Final

from service.cleaning.block import Block, Shape
from service.cleaning.wording import fold, visible

_BREAK: Final = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_NARROW, _WIDE = 40, 100
"""Between these a hard-wrapped line ends."""
_FEWEST: Final = 3
_MOST: Final = 0.8


def blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a plain text."""
    lines = [visible(line) for line in _BREAK.split(text)]
    if _is_wrapped(lines):
        lines = [" ".join(paragraph) for paragraph in _paragraphs(lines)]
    said = [folded for line in lines if (folded := fold(line))]
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
    if not _NARROW <= widest <= _WIDE:
        return False
    ends = [
        len(line) + 1 + len(after.split(maxsplit=1)[0]) > widest
        for paragraph in paragraphs
        for line, after in zip(paragraph, paragraph[1:], strict=False)
    ]
    return len(ends) >= _FEWEST and sum(ends) >= _MOST * len(ends)
