"""What the markup around blocks says of them: read once for all the blocks that wear it."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from service.cleaning.block import Block
from service.cleaning.page import Page

Marks = tuple[str, ...]
_FEW_LETTERS: Final = 200
_LITTLE: Final = 0.35
_MOST_WORDS: Final = 6
_WORD: Final = re.compile(r"[a-z]{2,24}")
_MOST_KNOWN: Final = 8_192


def dresses(
    page: Page, chain: tuple[Block, ...], cut: tuple[bool, ...], usual: Marks | None
) -> dict[Marks, tuple[str, ...]]:
    """Return the signals of each block's marks; `usual` are the marks of most of the prose."""
    sizes: Counter[Marks] = Counter()
    gone: Counter[Marks] = Counter()
    count: Counter[Marks] = Counter()
    first: dict[Marks, Block] = {}
    for block, went in zip(chain, cut, strict=True):
        marks = block.frame.marks
        sizes[marks] += len(block.text)
        gone[marks] += went
        count[marks] += 1
        first.setdefault(marks, block)
    narrow = _narrow(sizes)
    return {
        marks: (
            *_worn(page, block, usual),
            *_fate(gone[marks], count[marks]),
            *(f"class:{word}" for word in {w for m in marks if m in narrow for w in _words(m)}),
        )
        for marks, block in first.items()
    }


def _narrow(sizes: Counter[Marks]) -> frozenset[str]:
    """The marks that cover so little of the page that they can be about what they cover."""
    covered: Counter[str] = Counter()
    for marks, size in sizes.items():
        for mark in frozenset(marks):
            covered[mark] += size
    few = max(_FEW_LETTERS, sizes.total() * _LITTLE)
    return frozenset(mark for mark, size in covered.items() if size <= few)


def _worn(page: Page, block: Block, usual: Marks | None) -> Iterator[str]:
    if usual is not None and block.frame.marks != usual:
        yield "dress:other"
    if page.marks.is_odd(block):
        yield "dress:odd"
    if block.frame.aside:
        yield "dress:aside"
    for found in page.marks.of(block):
        if found.narrow:
            yield f"mark:{found.what}"
            yield "mark:narrow"
        else:
            yield "mark:wide"


def _fate(gone: int, count: int) -> Iterator[str]:
    """What became of the others that wear the same."""
    if count > 1:
        yield "dress:cut" if gone * 2 >= count else "dress:some-cut" if gone else "dress:kept"


@lru_cache(maxsize=_MOST_KNOWN)
def _words(mark: str) -> tuple[str, ...]:
    found = () if mark.startswith("style:") else tuple(_WORD.findall(mark))
    return found if len(found) <= _MOST_WORDS else ()
