"""The blocks of a page in a row, as the model sees them, and what they have in common."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import chain
from typing import Final

from service.cleaning.block import Block, Labels, Role
from service.cleaning.page import Page
from service.cleaning.sequence.dress import Wardrobe
from service.cleaning.sequence.guards import settled
from service.cleaning.sequence.runs import Run, runs
from service.cleaning.sequence.words import stems
from service.cleaning.wording import bare, plain

IN_CHAIN: Final = frozenset({None, Role.BODY, Role.NOISE})
"""A field of the article is no part of the chain; what stands beside it knows that it is there."""
_NOISE: Final = Role.NOISE
_LONG: Final = 110
_USUAL: Final = 0.2
"""What more of an article's prose does than this says nothing in it."""
_HABITS: Final = ("you", "own", "act", "paper")


class View:
    """One page's blocks that may be noise, in their order. Never changed."""

    def __init__(self, page: Page, labels: Labels) -> None:
        self.page = page
        self.labels = labels
        chain, cut = [], []
        for block in page.blocks:
            label = labels.get(block.place)
            role = label.role if label else None
            if block.text and role in IN_CHAIN:
                chain.append(block)
                cut.append(role == _NOISE)
        self.chain: Sequence[Block] = chain
        self.cut: Sequence[bool] = cut
        self.known = settled(page, chain, cut)
        """By block, whether it goes, where that is settled."""
        self._tail = page.tail(labels)

    def zone(self, place: int) -> str:
        """Return where on the page a place is: before, between or after the article's own prose."""
        if place >= self._tail:
            return "tail"
        return "head" if place < self.page.first_prose else "between"

    @cached_property
    def what(self) -> Sequence[str]:
        """What each block is to its neighbours: cut, prose, or its shape."""
        prose = self.page.prose
        return [
            "cut" if cut else "prose" if prose[block.place] else block.shape
            for block, cut in zip(self.chain, self.cut, strict=True)
        ]

    @cached_property
    def _prose(self) -> Sequence[Block]:
        return [
            block
            for block, what in zip(self.chain, self.what, strict=True)
            if what == "prose" and len(block.text) > _LONG
        ]

    @cached_property
    def wardrobe(self) -> Wardrobe:
        """What the markup around the blocks says."""
        return Wardrobe(self.page, self.chain, self.cut, self._prose)

    @cached_property
    def usual(self) -> frozenset[str]:
        """How this article's own prose speaks: an interview asks, a recipe orders."""
        slots = [self.page.slots[block.place] for block in self._prose]
        most = max(1, len(slots) * _USUAL)
        return frozenset(slot for slot in _HABITS if sum(slot in each for each in slots) > most)

    @cached_property
    def runs(self) -> Sequence[Run | None]:
        """By block: the run of short lines that it is in."""
        return runs(self.chain, self.what, self.cut)

    @cached_property
    def words(self) -> Sequence[Sequence[str]]:
        """By block: the words of the article's prose; none of what is not."""
        plain = self.page.plain
        return [
            stems(plain[block.place]) if what == "prose" else ()
            for block, what in zip(self.chain, self.what, strict=True)
        ]

    @cached_property
    def vocabulary(self) -> Counter[str]:
        """How often each word stands in the prose of the article and its headline."""
        title = stems(plain(self.page.draft.title or ""))
        return Counter(chain.from_iterable((*self.words, title)))

    @cached_property
    def copies(self) -> Counter[str]:
        """How often each text stands in the chain."""
        return Counter(block.text for block in self.chain)

    @cached_property
    def title(self) -> frozenset[str]:
        """The words of the headline."""
        return frozenset(plain(self.page.draft.title or "").split())

    @cached_property
    def house(self) -> str:
        """The letters of the paper's name, as its host and its slug have them."""
        address = (self.page.draft.url or "").partition("//")[2].partition("/")[0]
        return bare(address.removeprefix("www.")) + bare(self.page.draft.source or "")
