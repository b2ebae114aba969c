"""What one story leaves in its source's memory: its lines, as hashes alone.

A line is known by its letters, by a few of its word triples (in which a number is a number, whatever
it counts), and by the label that it opens with. No text can be read back from any of it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import accumulate
from struct import Struct
from typing import Final, NamedTuple, Self
from zlib import crc32

from service.cleaning.block import Block
from service.cleaning.wording import bare

MOST_LINES: Final = 400
"""Of a story with more, the first and the last are known: a paper speaks at the edges."""
_SHORTEST: Final = 3
_LONG: Final = 90
_LONG_DENSE: Final = 36
_DENSE: Final = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_READ: Final = 400
"""What begins alike for as long is alike."""
_LONGEST_ALIKE: Final = 200
_FEWEST_LETTERS: Final = 12
_SAMPLE: Final = 8
_ALL_SHARED: Final = 4
_TOKEN: Final = re.compile(
    r"\S+@\S+|\d(?:[\d.,:'\u2019\u00a0\u202f ]*\d)?|[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]|[^\W\d_]+"
)
_OPENING: Final = re.compile(
    r"[\W_]{0,4}(\w[^:\uff1a>\u00bb\u2192|]{2,46}?)\s?([:\uff1a>\u00bb\u2192|])(?!\d)"
)
_START, _END, _NUMBER = 0x5BD1E995, 0x27D4EB2F, 0x165667B1
_MIX: Final = 0x9E3779B97F4A7C15
_MASK: Final = 0xFFFFFFFF
_HEAD: Final = Struct("<B3Q2H")
_FORM: Final = 1
_EDGE, _IS_LONG = 1, 2


class Line(NamedTuple):
    """One line as it is known; 0 is none."""

    key: int = 0
    opening: int = 0
    triples: tuple[int, ...] = ()
    """A sample of its word triples: lines that share triples share most of the sample."""
    long: bool = False
    """Long enough to tell one story from another."""
    edge: bool = False
    """It stands before the longer lines, or after nearly all of them."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One story of a source: by which article it came, and which lines it has."""

    article: int
    story: int
    """The first article known to tell it: syndicated twins share it."""
    keys: frozenset[int]
    """Its lines, and the labels that they open with."""
    edges: frozenset[int]
    long: frozenset[int]
    lead: int
    """The first of the long ones."""
    triples: frozenset[int]

    @classmethod
    def of(cls, external_id: str, lines: Sequence[Line]) -> Self:
        """Return the trace of an article that has these lines."""
        half = MOST_LINES // 2
        kept = lines if len(lines) <= MOST_LINES else (*lines[:half], *lines[-half:])
        mine = name(external_id)
        return cls(
            article=mine,
            story=mine,
            keys=frozenset(key for line in kept for key in (line.key, line.opening)) - {0},
            edges=frozenset(line.key for line in kept if line.edge) - {0},
            long=frozenset(line.key for line in kept if line.long),
            lead=next((line.key for line in kept if line.long), 0),
            triples=frozenset(triple for line in kept for triple in line.triples),
        )

    def tells(self, other: "Trace") -> bool:
        """Return whether both tell one story: most longer lines of one, and its lead, are the other's."""
        fewest = min(len(self.long), len(other.long))
        if not fewest:
            return self.keys == other.keys
        if self.long.isdisjoint(other.long):
            return False
        shared = len(self.long & other.long)
        led = self.lead in other.long or other.lead in self.long
        return shared * 2 > fewest and (led or shared >= _ALL_SHARED)

    def to_bytes(self) -> bytes:
        """Return the trace as it is stored."""
        keys, triples = sorted(self.keys), sorted(self.triples)
        flags = bytes(
            _EDGE * (key in self.edges) + _IS_LONG * (key in self.long) for key in keys
        )
        head = (self.article, self.story, self.lead, len(keys), len(triples))
        return _HEAD.pack(_FORM, *head) + _body(len(keys), len(triples)).pack(
            *keys, flags, *triples
        )

    @classmethod
    def from_bytes(cls, stored: bytes) -> Self | None:
        """Return the trace that was stored; None where it has another form than ours."""
        form, article, story, lead, lines, more = _HEAD.unpack_from(stored)
        if form != _FORM:
            return None
        said = _body(lines, more).unpack_from(stored, _HEAD.size)
        keys, flags, triples = said[:lines], said[lines], said[lines + 1 :]
        marked = list(zip(keys, flags, strict=True))
        return cls(
            article=article,
            story=story,
            keys=frozenset(keys),
            edges=frozenset(key for key, flag in marked if flag & _EDGE),
            long=frozenset(key for key, flag in marked if flag & _IS_LONG),
            lead=lead,
            triples=frozenset(triples),
        )


def lines(blocks: Iterable[Block]) -> tuple[Line, ...]:
    """Return what is known of each block, by place."""
    texts = [block.text for block in blocks]
    long = [_is_long(text) for text in texts]
    before = list(accumulate(long, initial=0))
    return tuple(
        _line(text, long=is_long, edge=not (seen and before[-1] - seen - is_long > 1))
        for text, is_long, seen in zip(texts, long, before, strict=False)
    )


def label_of(text: str) -> tuple[str, str, str]:
    """Return the label that a line opens with, its sign, and what follows; "" where it has none."""
    found = _OPENING.match(text)
    return (found[1], found[2], text[found.end() :].strip()) if found else ("", "", text)


def name(text: str) -> int:
    """Return the hash of `text`: 64 bits, the same in every process."""
    return int.from_bytes(
        blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    )


def _line(text: str, *, long: bool, edge: bool) -> Line:
    letters = bare(text[:_READ]) if text else ""
    if len(letters) < _SHORTEST:
        return Line()
    alike = len(letters) >= _FEWEST_LETTERS and len(text) <= _LONGEST_ALIKE
    opening = _opening(text) if len(text) <= _LONGEST_ALIKE else 0
    return Line(name(letters), opening, _triples(text) if alike else (), long, edge)


def _is_long(text: str) -> bool:
    size = len(text)
    return size >= _LONG or (size >= _LONG_DENSE and bool(_DENSE.search(text, 0, 20)))


def _opening(text: str) -> int:
    """The label that a title follows: up to a colon, an arrow or a bar."""
    label = bare(label_of(text)[0])
    return name(f"{label}:") if len(label) > _SHORTEST else 0


def _triples(text: str) -> tuple[int, ...]:
    """The smallest of its triples' hashes, its start and end counted as words."""
    words = [_START, *map(_word, _TOKEN.findall(text.casefold())), _END]
    found = {
        ((one * 5 ^ two * 3 ^ three) * _MIX) & _MASK
        for one, two, three in zip(words, words[1:], words[2:], strict=False)
    }
    return tuple(sorted(found)[:_SAMPLE])


@lru_cache(maxsize=16_384)
def _word(token: str) -> int:
    """The hash of a word: every number's is the same, and so is every mailbox's."""
    if token[0].isdecimal() or "@" in token:
        return _NUMBER
    return crc32(token.encode("utf-8", "surrogatepass"))


def _body(lines: int, triples: int) -> Struct:
    return Struct(f"<{lines}Q{lines}s{triples}I")
