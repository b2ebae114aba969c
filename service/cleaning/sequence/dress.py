"""What the markup around blocks says of them: read once for all the blocks that wear it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import compress

from service.cleaning.block import Block
from service.cleaning.page import Page


class Wardrobe:
    """The markup that the blocks of a chain wear, and what became of those that wear it."""

    def __init__(
        self, page: Page, chain: Sequence[Block], cut: Sequence[bool], prose: Sequence[Block]
    ) -> None:
        self._marks = page.marks
        worn = [page.marks.dress[block.place] for block in chain]
        self._count, self._gone = Counter(worn), Counter(compress(worn, cut))
        usual = Counter(page.marks.dress[block.place] for block in prose).most_common(1)
        self._usual = usual[0][0] if usual else None
        self._read: dict[int, tuple[str, ...]] = {}

    def of(self, block: Block) -> tuple[str, ...]:
        """Return the signals of what a block wears."""
        dress = self._marks.dress[block.place]
        if dress not in self._read:
            self._read[dress] = (*self._worn(block, dress), *self._fate(dress))
        return self._read[dress]

    def _worn(self, block: Block, dress: int) -> Iterator[str]:
        if self._usual not in (None, dress):
            yield "dress:other"
        if self._marks.is_odd(block):
            yield "dress:odd"
        for found in self._marks.of(block):
            if found.narrow:
                yield f"mark:{found.what}"
                yield "mark:narrow"

    def _fate(self, dress: int) -> Iterator[str]:
        """What became of the others that wear the same."""
        gone, count = self._gone[dress], self._count[dress]
        if count > 1:
            yield (
                "dress:cut" if gone * 2 >= count else "dress:some-cut" if gone else "dress:kept"
            )
