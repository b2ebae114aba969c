"""A payload as the recognisers see it: its blocks, what the rules find in each, where prose is."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple

from service.cleaning.block import Block, Label, Role, Shape
from service.cleaning.habits import Habits
from service.cleaning.rules import Phrase, Rules
from service.cleaning.wording import ends_sentence, plain, quoted
from service.model.draft import Draft

_LONGEST_READ: Final = 700
"""Longer blocks are prose; no rule reads them."""
_FEW_LETTERS: Final = 200
_LITTLE: Final = 0.35
_SEAMS: Final = re.compile(r"[^a-z0-9]+|(?<=[a-z])(?=[0-9])")
_PROSE: Final = 90
_PROSE_UNSPACED: Final = 36
_EDGES: Final = frozenset(".!?:;,|>·•–—-/()[]¿¡。！？、…\"'«»„“”‘’*►▶→»") | {""}  # noqa: RUF001


class Hit(NamedTuple):
    """A phrase found in a block; `fresh` where a sentence or a clause begins with it."""

    phrase: Phrase
    start: int
    end: int
    fresh: bool


class Page:
    """One draft's blocks and all that is worked out of them once. Never changed."""

    def __init__(
        self, draft: Draft, blocks: tuple[Block, ...], rules: Rules, habits: Habits
    ) -> None:
        self.draft = draft
        self.blocks = blocks
        self.rules = rules
        self.habits = habits

    @cached_property
    def hits(self) -> tuple[tuple[Hit, ...], ...]:
        """By place: the phrases of the rules that stand in the block, outside quotations."""
        return tuple(tuple(_hits(block, self.rules)) for block in self.blocks)

    @cached_property
    def prose(self) -> tuple[bool, ...]:
        """By place: whether the block reads as a paragraph of an article."""
        return tuple(_is_prose(block) for block in self.blocks)

    @cached_property
    def first_prose(self) -> int:
        """The place of the first paragraph of prose."""
        return next(
            (place for place, prose in enumerate(self.prose) if prose), len(self.blocks)
        )

    @cached_property
    def last_prose(self) -> int:
        """The place of the last paragraph of prose that no rule finds anything strong in."""
        places = [at for at, prose in enumerate(self.prose) if prose and not self._asks(at)]
        return places[-1] if places else -1

    def _asks(self, place: int) -> bool:
        return any(hit.phrase.slot.endswith((".says", ".whole")) for hit in self.hits[place])

    def near_end(self, place: int) -> bool:
        """Whether at most a paragraph of prose follows."""
        return sum(self.prose[place + 1 :]) <= 1 or place >= self.last_prose

    def at_edge(self, place: int) -> bool:
        """Whether it stands before the prose goes on, or after it ends."""
        return sum(self.prose[:place]) <= 1 or self.near_end(place)

    def marked(self, block: Block, meaning: str) -> bool:
        """Whether a class, id or role around the block means that, and covers little prose."""
        return any(
            known[0] == meaning and self.narrow(mark)
            for mark in block.frame.marks
            for word in _words(mark)
            if (known := self.rules.marks.get(word))
        )

    @cached_property
    def _covered(self) -> Counter[str]:
        covered: Counter[str] = Counter()
        for block in self.blocks:
            for mark in set(block.frame.marks):
                covered[mark] += len(block.text)
        return covered

    @cached_property
    def _size(self) -> int:
        return sum(len(block.text) for block in self.blocks)

    def narrow(self, mark: str) -> bool:
        """Whether a mark covers so little of the page that it can mean what it says."""
        covered = self._covered[mark]
        return covered <= _FEW_LETTERS or covered <= self._size * _LITTLE

    def slots(self, place: int) -> frozenset[str]:
        """What stands in the block, as the rules' slots."""
        return frozenset(hit.phrase.slot for hit in self.hits[place])


Recognised = Iterator[tuple[int, Label]]
"""What a recogniser yields: a place, and what it is."""


def is_role(label: Label | None, *roles: Role) -> bool:
    """Return whether `label` says one of `roles`."""
    return label is not None and label.role in roles


def _words(mark: str) -> tuple[str, ...]:
    """A mark, and the words that it is made of."""
    parts = [part for part in _SEAMS.split(mark) if part]
    return (mark, *parts) if len(parts) != 1 or parts[0] != mark else (mark,)


def _is_prose(block: Block) -> bool:
    size = len(block.text)
    if block.shape not in {Shape.PARAGRAPH, Shape.QUOTE} or block.linked * 2 > size:
        return False
    long = size >= _PROSE or (size >= _PROSE_UNSPACED and " " not in block.text.strip())
    return long and ends_sentence(block.text)


def _hits(block: Block, rules: Rules) -> Iterator[Hit]:
    if not block.text or len(block.text) > _LONGEST_READ:
        return
    text = plain(block.text)
    spans = quoted(block.text)
    for number, start, end in rules.automaton.find_matches_as_indexes(text, overlapping=True):
        if any(since <= start < until for since, until in spans):
            continue
        left, right = _touches(text, start, end)
        for phrase in rules.phrases[number]:
            if (left and not phrase.open_left) or (right and not phrase.open_right):
                continue
            if phrase.starts and text[:start].strip(" \"'(-|>*•·►▶→[#"):
                continue
            if phrase.ends and text[end:].strip(" .!?:;|>-\"')*»→]+"):
                continue
            yield Hit(phrase, start, end, _is_fresh(text, start))


def _touches(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether a letter stands right before and right after; unspaced scripts have no edges."""
    left = start > 0 and text[start - 1].isalnum() and _spaced(text[start])
    right = end < len(text) and text[end].isalnum() and _spaced(text[end - 1])
    return left and text[start].isalnum(), right and text[end - 1].isalnum()


def _spaced(letter: str) -> bool:
    return not 0x0E00 <= ord(letter) <= 0x0E7F and not 0x3040 <= ord(letter) <= 0x9FFF


def _is_fresh(text: str, start: int) -> bool:
    before = text[:start].rstrip()
    return before[-1:] in _EDGES


def shapes(page: Page, *wanted: Shape) -> Iterator[Block]:
    """Yield the blocks of the wanted shapes."""
    return (block for block in page.blocks if block.shape in wanted)
