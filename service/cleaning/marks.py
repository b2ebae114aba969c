"""What the classes, ids and roles of one page mean, judged over all of it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from service.cleaning.block import Block
from service.cleaning.signs import each

_FEW_LETTERS: Final = 200
_LITTLE: Final = 0.35
_DOMINANT: Final = 0.6
_SHARED_BY: Final = 0.15
_NOWHERE: Final[frozenset[int]] = frozenset()
_MOST_PARTS: Final = 6
"""A mark of more words is an address or a headline, not a name for what it marks."""
_SHORTEST, _LONGEST = 7, 14
"""A known word as long as this is found in a word that it is glued into."""
_FURNITURE: Final = each(
    "area article articles badge bar block box button container content form inline item items label link"
    " links list module news post posts section stories story text title titles widget wrap wrapper"
)
_PARTS: Final = re.compile(r"[0-9]*[a-z]+|[0-9]+")


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
        numbers: dict[tuple[str, ...], int] = {}
        self.dress = [numbers.setdefault(block.frame.marks, len(numbers)) for block in blocks]
        """By place: the number of the block's marks, alike where they are."""
        sizes, self._prose = [0] * len(numbers), [0] * len(numbers)
        for block, dress, is_prose in zip(blocks, self.dress, prose, strict=True):
            size = len(block.text)
            sizes[dress] += size
            if is_prose:
                self._prose[dress] += size
        total = sum(self._prose)
        alike = total > 0 and max(self._prose) >= total * _DOMINANT
        self._fewest = total * _SHARED_BY if alike else 0
        self._read = tuple(_readings(dict(zip(numbers, sizes, strict=True)), known))
        self._usual = [
            prose >= self._fewest and not any(found.narrow for found in read)
            for prose, read in zip(self._prose, self._read, strict=True)
        ]

    def of(self, block: Block) -> tuple[Meaning, ...]:
        """Return what the marks around a block mean, the innermost first."""
        return self._read[self.dress[block.place]]

    def say(self, block: Block, what: str, *, widely: bool) -> bool:
        """Return whether the marks around a block mean that; `widely`: however much they cover."""
        for found in self._read[self.dress[block.place]]:
            if found.what == what and (widely or found.narrow):
                return True
        return False

    @cached_property
    def _meant(self) -> dict[str, set[int]]:
        """The numbers of the marks that mean something and cover little, by what they mean."""
        meant: dict[str, set[int]] = {}
        for dress, read in enumerate(self._read):
            for found in read:
                if found.narrow:
                    meant.setdefault(found.what, set()).add(dress)
        return meant

    def places(self, what: str) -> frozenset[int]:
        """Return where the marks around a block mean that, and cover little."""
        meant = self._meant.get(what)
        if not meant:
            return _NOWHERE
        return frozenset([at for at, dress in enumerate(self.dress) if dress in meant])

    def is_usual(self, block: Block) -> bool:
        """Return whether a block is dressed as prose is, in no mark that is about what it covers."""
        return self._usual[self.dress[block.place]]

    def is_odd(self, block: Block) -> bool:
        """Return whether a block is dressed otherwise than nearly all of the prose."""
        return self._prose[self.dress[block.place]] < self._fewest


def _readings(
    sizes: Mapping[tuple[str, ...], int], known: Mapping[str, tuple[str, float]]
) -> Iterator[tuple[Meaning, ...]]:
    """Yield what marks that stand together mean; `sizes` are the letters that they cover."""
    words = _known_words(frozenset().union(*sizes), known)
    telling = [[mark for mark in marks if mark in words] for marks in sizes]
    covered = dict.fromkeys(words, 0)
    for told, size in zip(telling, sizes.values(), strict=True):
        for mark in set(told):
            covered[mark] += size
    few = max(_FEW_LETTERS, sum(sizes.values()) * _LITTLE)
    meant = {
        mark: [Meaning(*known[word], mark, covered[mark] <= few) for word in said]
        for mark, said in words.items()
    }
    for told in telling:
        yield tuple([meaning for mark in reversed(told) for meaning in meant[mark]])


def _known_words(marks: Iterable[str], known: Mapping[str, object]) -> dict[str, list[str]]:
    """Of each mark, and the words that it is made of, those that are known; a word is read once."""
    parts = {mark: _PARTS.findall(mark) for mark in marks if not mark.startswith("style:")}
    told = {
        part: word
        for part in frozenset().union(*parts.values())
        if (word := _known_word(part, known))
    }
    found = {}
    for mark, its in parts.items():
        if (mark in known or not told.keys().isdisjoint(its)) and len(its) <= _MOST_PARTS:
            words = [told[part] for part in its if part in told]
            found[mark] = [mark, *words] if mark in known and its != [mark] else words
    return found


def _known_word(part: str, known: Mapping[str, object]) -> str | None:
    """The known word that a part is, ends with, or has before a word for a piece of furniture."""
    if part in known:
        return part
    for size in range(min(_LONGEST, len(part) - 1), _SHORTEST - 1, -1):
        if part[-size:] in known:
            return part[-size:]
        if part[:size] in known and part[size:] in _FURNITURE:
            return part[:size]
    return None
