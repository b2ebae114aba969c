"""Plain text as blocks: a block a line, or a paragraph between blank lines where lines are wrapped."""

import re
from itertools import pairwise
from typing import Final

from service.cleaning.block import Block
from service.cleaning.segment import markdown
from service.cleaning.wording import ends_sentence, sentences, visible
from service.model.errors import Fault, Invalid

_BREAK: Final = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_NARROW, _WIDE = 40, 100
"""Between these columns a hard-wrapped line ends."""
_MOST_LINES: Final = 20_000
_FEWEST: Final = 2
_SHORTEST: Final = 28
_MOST: Final = 0.8
_SPARE: Final = 5
"""Columns that a line without spaces may lack: what may not begin the next one stays with its word."""
_DOUBLE: Final = re.compile(
    r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]"
)
_UNSPACED: Final = re.compile(r"[\u2e80-\ua4cf\uf900-\ufaff\uff00-\uff60]")
_INDENT: Final = re.compile(r"(?:\u3000|\t|[ ]{2})\s{0,20}\S")
_LEAST_PROSE: Final = 200
_PROGRAM: Final = "{}<>=;\\$#_|`"
_COLUMNS: Final = re.compile(r"\S[ \t]{3,40}\S")


def blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a plain text; raises `Invalid` where it has too many lines."""
    lines = _BREAK.split(text)
    if _is_wrapped(lines):
        lines = [
            joined for paragraph in _paragraphs(lines) for joined in (_joined(paragraph), "")
        ]
    if len(lines) > _MOST_LINES * 2 or sum(map(bool, lines)) > _MOST_LINES:
        detail = f"there are more than {_MOST_LINES} lines"
        raise Invalid((Fault(pointer="/body", detail=detail),))
    return markdown.blocks(lines)


def is_prose(text: str) -> bool:
    """Return whether preformatted text is sentences, as agencies send them, and no program."""
    if len(text) < _LEAST_PROSE or not ends_sentence(text.rstrip()):
        return False
    if sentences(" ".join(text.split())) < _FEWEST:
        return False
    odd = sum(map(text.count, _PROGRAM)) + len(_COLUMNS.findall(text)) * 10
    return odd * 100 <= len(text)


def visible_lines(text: str) -> str:
    """Return preformatted text: its visible characters, its own lines."""
    return "\n".join(visible(line.expandtabs(4)).rstrip() for line in text.splitlines()).strip(
        "\n"
    )


def _paragraphs(lines: list[str]) -> list[list[str]]:
    """The lines that belong together: a blank line, an indent or a list's mark ends a paragraph."""
    paragraphs: list[list[str]] = [[]]
    indented = True
    for line in lines:
        said = line.strip()
        if not said:
            paragraphs.append([])
            continue
        before, indented = indented, bool(_INDENT.match(line))
        listed = bool(paragraphs[-1]) and markdown.is_marked(paragraphs[-1][0])
        if markdown.is_marked(said) or (indented and not before and not listed):
            paragraphs.append([])
        paragraphs[-1].append(said)
    return [paragraph for paragraph in paragraphs if paragraph]


def _joined(paragraph: list[str]) -> str:
    """The lines of a paragraph as one; scripts that write no spaces get none."""
    said = [paragraph[0]]
    for before, line in pairwise(paragraph):
        apart = not (_UNSPACED.match(before[-1]) and _UNSPACED.match(line[0]))
        said.append(f" {line}" if apart else line)
    return "".join(said)


def _is_wrapped(lines: list[str]) -> bool:
    """Return whether lines end where the next word would not have fitted, nearly all of them."""
    paragraphs = [paragraph for paragraph in _paragraphs(lines) if len(paragraph) > 1]
    if len(paragraphs) < _FEWEST:
        return False
    widest = max(_columns(line) for paragraph in paragraphs for line in paragraph)
    if not _NARROW <= widest <= _WIDE:
        return False
    ends = [fits for paragraph in paragraphs for fits in _full_lines(paragraph)]
    return sum(ends) >= _MOST * len(ends)


def _columns(line: str) -> int:
    return len(line) if line.isascii() else len(line) + len(_DOUBLE.findall(line))


def _full_lines(paragraph: list[str]) -> list[bool]:
    """Say of each line but the last whether it is full, by the width of its own paragraph."""
    sizes = [_columns(line) for line in paragraph]
    widest = max(sizes)
    full: list[bool] = []
    for (line, after), size in zip(pairwise(paragraph), sizes, strict=False):
        if _UNSPACED.match(line[-1]):
            full.append(size + _SPARE >= widest)
        else:
            word = after.split(maxsplit=1)[0]
            full.append(size >= _SHORTEST and size + 1 + _columns(word) > widest)
    return full
