"""The blocks of a page in a row, as the model sees them, and what they have in common."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

from service.cleaning.block import Block, Labels, Role
from service.cleaning.page import Page
from service.cleaning.sequence.dress import dresses
from service.cleaning.sequence.guards import guarded
from service.cleaning.sequence.runs import Run, runs
from service.cleaning.sequence.words import vocabulary
from service.cleaning.wording import bare, plain

IN_CHAIN: Final = frozenset({None, Role.BODY, Role.NOISE})
"""A field of the article is no part of the chain; what stands beside it knows that it is there."""
_LONG: Final = 110
_USUAL: Final = 0.2
"""What more of an article's prose does than this says nothing in it."""
_HABITS: Final = ("you", "own", "act", "paper")


class View:
    """One page's blocks that may be noise, in their order. Never changed."""

    def __init__(self, page: Page, labels: Labels) -> None:
        self.page = page
        self.labels = labels
        self.chain = tuple(
            block for block in page.blocks if block.text and self._role(block) in IN_CHAIN
        )
        self.cut = tuple(self._role(block) is Role.NOISE for block in self.chain)
        self.tail = page.tail(labels)
        self._kept = guarded(page, self.chain)
        self.copies = Counter(block.text for block in self.chain)

    def _role(self, block: Block) -> Role | None:
        label = self.labels.get(block.place)
        return label.role if label else None

    def known(self, at: int) -> bool | None:
        """Return whether a block goes, where that is settled: by a rule, or by a guard."""
        if self.cut[at]:
            return True
        return False if self.chain[at].place in self._kept else None

    def zone(self, at: int) -> str:
        """Return where on the page it stands: before, between or after the article's own prose."""
        place = self.chain[at].place
        if place >= self.tail:
            return "tail"
        return "head" if place < self.page.first_prose else "between"

    @cached_property
    def what(self) -> tuple[str, ...]:
        """What each block is to its neighbours: cut, prose, or its shape."""
        return tuple(
            "cut" if cut else "prose" if self.page.prose[block.place] else block.shape
            for block, cut in zip(self.chain, self.cut, strict=True)
        )

    @cached_property
    def _prose(self) -> Sequence[Block]:
        return [
            block
            for block, what in zip(self.chain, self.what, strict=True)
            if what == "prose" and len(block.text) > _LONG
        ]

    @cached_property
    def dresses(self) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        """By the markup around a block: the signals that it is."""
        usual = Counter(block.frame.marks for block in self._prose).most_common(1)
        return dresses(self.page, self.chain, self.cut, usual[0][0] if usual else None)

    @cached_property
    def usual(self) -> frozenset[str]:
        """How this article's own prose speaks: an interview asks, a recipe orders."""
        counts = Counter(slot for block in self._prose for slot in self.page.slots[block.place])
        most = max(1, len(self._prose) * _USUAL)
        return frozenset(slot for slot in _HABITS if counts[slot] > most)

    @cached_property
    def runs(self) -> Sequence[Run | None]:
        """By block: the run of short lines that it is in."""
        return runs(self.chain, self.what, self.cut)

    @cached_property
    def vocabulary(self) -> Mapping[str, int]:
        """In how many paragraphs of the article's prose, and its headline, each word stands."""
        texts = [
            self.page.plain[block.place]
            for block, what in zip(self.chain, self.what, strict=True)
            if what == "prose"
        ]
        return vocabulary((*texts, plain(self.page.draft.title or "")))

    @cached_property
    def title(self) -> frozenset[str]:
        """The words of the headline."""
        return frozenset(plain(self.page.draft.title or "").split())

    @cached_property
    def house(self) -> str:
        """The letters of the paper's name, as its host and its slug have them."""
        address = (self.page.draft.url or "").partition("//")[2].partition("/")[0]
        return bare(address.removeprefix("www.")) + bare(self.page.draft.source or "")
