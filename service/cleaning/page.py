"""A payload as the recognisers see it: its blocks, what the rules find in each, where prose is."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

from service.cleaning.block import Block, Label, Labels, Role, Shape
from service.cleaning.habits import Habits
from service.cleaning.rules import SHARED, Hit, Rules
from service.cleaning.wording import ends_sentence, language_of, plain, quoted
from service.model.cleaned import Kind
from service.model.draft import Draft

_LONGEST_READ: Final = 700
"""Longer blocks are prose; no rule reads them."""
_RULED_AS: Final = {"nb": "no", "nn": "no", "iw": "he", "in": "id"}
_PUNCTUATION: Final = ".,;:!?\"'()«»“”„"
_FEWEST_WORDS: Final = 4
_DOMINANT: Final = 0.6
_SHARED_BY: Final = 0.15
_EDGE: Final = 60
_MOST_PARTS: Final = 6
"""A mark of more words is an address or a headline, not a name for what it marks."""
_FEW_LETTERS: Final = 200
_LITTLE: Final = 0.35
_SEAMS: Final = re.compile(r"[^a-z0-9]+|(?<=[a-z])(?=[0-9])")
_PROSE: Final = 90
_PROSE_DENSE: Final = 36


class Verdict(NamedTuple):
    """The surest that the rules say of a block."""

    kind: Kind
    confidence: float
    rule: str


class Page:
    """One draft's blocks and all that is worked out of them once. Never changed."""

    def __init__(
        self, draft: Draft, blocks: tuple[Block, ...], rules: Rules, habits: Habits
    ) -> None:
        self.draft = draft
        self.blocks = blocks
        self.rules = rules
        self.habits = habits
        self.verdicts: dict[int, Verdict | None] = {}

    @cached_property
    def hits(self) -> tuple[tuple[Hit, ...], ...]:
        """By place: the phrases of the rules that stand in the block, outside quotations."""
        languages = {self.language, "en", SHARED} if self.language else None
        return tuple(tuple(_hits(block, self.rules, languages)) for block in self.blocks)

    @cached_property
    def language(self) -> str:
        """The language whose rules hold: as the payload says, else as its commonest words do."""
        said = (self.draft.language or "").lower().partition("-")[0]
        if said and said != "und":
            return _RULED_AS.get(said, said)
        return guess(" ".join(block.text for block in self.blocks)[:4_000], self.rules)

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
        """Whether at most a paragraph of prose follows, and not many blocks."""
        if len(self.blocks) - place > _EDGE:
            return False
        return self._prose_after[place] <= 1 or place >= self.last_prose

    def near_start(self, place: int) -> bool:
        """Whether at most a paragraph of prose came before, and not many blocks."""
        before = self._prose_after[0] - self._prose_after[place]
        return place < _EDGE and before + self.prose[0] - self.prose[place] <= 1

    def at_edge(self, place: int) -> bool:
        """Whether it stands before the prose goes on, or after it ends."""
        return self.near_start(place) or self.near_end(place)

    @cached_property
    def _prose_after(self) -> tuple[int, ...]:
        """By place: how many paragraphs of prose follow."""
        counts = list(accumulate(reversed(self.prose), initial=0))
        return tuple(reversed(counts[:-1])) or (0,)

    def marked(self, block: Block, meaning: str, *, widely: bool = False) -> bool:
        """Whether a class, id or role around the block means that, and covers little prose."""
        return any(
            known[0] == meaning and (widely or self.narrow(mark))
            for mark in block.frame.marks
            for word in _words(mark)
            if (known := self.rules.marks.get(word))
        )

    def meaning(self, block: Block, but: frozenset[str]) -> tuple[str, float, str] | None:
        """What the innermost narrow mark around the block means, how surely, and the mark."""
        for mark in reversed(block.frame.marks):
            for word in _words(mark):
                known = self.rules.marks.get(word)
                if known and known[0] not in but and self.narrow(mark):
                    return (*known, mark)
        return None

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

    def in_tail(self, place: int, labels: Labels) -> bool:
        """Whether no paragraph of the article's own prose follows."""
        after = range(len(self.blocks) - 1, place, -1)
        return len(self.blocks) - place <= _EDGE and not any(
            self.prose[at] and at not in labels and not self._addresses(at) for at in after
        )

    def _addresses(self, place: int) -> bool:
        slots = self.slots(place)
        return bool(slots & {"you", "own"}) and "said" not in slots

    @cached_property
    def figures(self) -> dict[int, tuple[Block, ...]]:
        """The blocks of each figure, by its number."""
        found: dict[int, list[Block]] = {}
        for block in self.blocks:
            if block.frame.figure:
                found.setdefault(block.frame.figure, []).append(block)
        return {figure: tuple(blocks) for figure, blocks in found.items()}

    @cached_property
    def _dressed(self) -> Counter[tuple[str, ...]]:
        """How much prose stands in each dress of marks."""
        dressed: Counter[tuple[str, ...]] = Counter()
        for block in self.blocks:
            if self.prose[block.place]:
                dressed[block.frame.marks] += len(block.text)
        return dressed

    def is_odd(self, block: Block) -> bool:
        """Whether it is dressed otherwise than nearly all of the prose."""
        total = self._dressed.total()
        if not total or self._dressed.most_common(1)[0][1] < total * _DOMINANT:
            return False
        return self._dressed[block.frame.marks] < total * _SHARED_BY

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


def guess(text: str, rules: Rules) -> str:
    """Return the language that `text` has the commonest words of; empty where none stands out."""
    script = language_of(text)
    if script != "und":
        return script
    counts = Counter(
        language
        for word in plain(text).split()
        for language in rules.common.get(word.strip(_PUNCTUATION), ())
    )
    best = counts.most_common(2)
    if not best or best[0][1] < _FEWEST_WORDS:
        return "zh" if any("\u4e00" <= letter <= "\u9fff" for letter in text[:200]) else ""
    return best[0][0]


@lru_cache(maxsize=4_096)
def _words(mark: str) -> tuple[str, ...]:
    """A mark, and the words that it is made of."""
    parts = [part for part in _SEAMS.split(mark) if part]
    if len(parts) > _MOST_PARTS or mark.startswith("style:"):
        return ()
    return (mark, *parts) if len(parts) != 1 or parts[0] != mark else (mark,)


def _is_prose(block: Block) -> bool:
    size = len(block.text)
    if block.shape not in {Shape.PARAGRAPH, Shape.QUOTE} or block.linked * 2 > size:
        return False
    dense = any("\u3040" <= letter <= "\ud7a3" for letter in block.text[:20])
    long = size >= (_PROSE_DENSE if dense else _PROSE)
    return long and ends_sentence(block.text)


def _hits(block: Block, rules: Rules, languages: set[str] | None) -> Iterator[Hit]:
    if not block.text or len(block.text) > _LONGEST_READ:
        return
    spans = quoted(block.text)
    for hit in rules.find(block.text, languages):
        if not any(since <= hit.start < until for since, until in spans):
            yield hit
