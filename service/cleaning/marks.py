"""What the classes, ids and roles of one page mean, judged over all of it."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from service.cleaning.block import Block

_FEW_LETTERS: Final = 200
_LITTLE: Final = 0.35
_DOMINANT: Final = 0.6
_SHARED_BY: Final = 0.15
_MOST_PARTS: Final = 6
"""A mark of more words is an address or a headline, not a name for what it marks."""
_SEAMS: Final = re.compile(r"[^a-z0-9]+|(?<=[a-z])(?=[0-9])")


class Meaning(NamedTuple):
    """What a mark means, how surely, and whether it covers so little that it can mean that."""

    what: str
    confidence: float
    mark: str
    narrow: bool


class Marks:
    """The marks of one page: what each covers, and how the prose is dressed."""

    def __init__(
        self,
        blocks: Sequence[Block],
        prose: Sequence[bool],
        known: Mapping[str, tuple[str, float]],
    ) -> None:
        self._known = known
        self._covered: Counter[str] = Counter()
        self._dressed: Counter[tuple[str, ...]] = Counter()
        self._size = sum(len(block.text) for block in blocks)
        sizes: Counter[tuple[str, ...]] = Counter()
        for block in blocks:
            sizes[block.frame.marks] += len(block.text)
            if prose[block.place]:
                self._dressed[block.frame.marks] += len(block.text)
        for marks, size in sizes.items():
            for mark in set(marks):
                self._covered[mark] += size
        total = self._dressed.total()
        alike = total > 0 and max(self._dressed.values()) >= total * _DOMINANT
        self._fewest = total * _SHARED_BY if alike else 0
        self._read: dict[tuple[str, ...], tuple[Meaning, ...]] = {}

    def of(self, block: Block) -> tuple[Meaning, ...]:
        """Return what the marks around a block mean, the innermost first."""
        marks = block.frame.marks
        if marks not in self._read:
            self._read[marks] = tuple(
                Meaning(*self._known[word], mark, self._is_narrow(mark))
                for mark in reversed(marks)
                for word in _words(mark)
                if word in self._known
            )
        return self._read[marks]

    def narrow_words(self, block: Block) -> frozenset[str]:
        """Return the words of the marks around a block that cover little of the page."""
        return frozenset(
            word
            for mark in block.frame.marks
            if self._is_narrow(mark)
            for word in _words(mark)
            if word.isalpha()
        )

    def is_odd(self, block: Block) -> bool:
        """Return whether a block is dressed otherwise than nearly all of the prose."""
        return self._dressed[block.frame.marks] < self._fewest

    def _is_narrow(self, mark: str) -> bool:
        covered = self._covered[mark]
        return covered <= _FEW_LETTERS or covered <= self._size * _LITTLE


@lru_cache(maxsize=4_096)
def _words(mark: str) -> tuple[str, ...]:
    """A mark, and the words that it is made of."""
    parts = [part for part in _SEAMS.split(mark) if part]
    if len(parts) > _MOST_PARTS or mark.startswith("style:"):
        return ()
    return (mark, *parts) if len(parts) != 1 or parts[0] != mark else (mark,)
