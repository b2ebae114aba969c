"""What a block that goes was: by the things that it names, its signs, and what stands above it."""

from collections.abc import Iterator
from typing import Final

from service.cleaning.block import Block
from service.cleaning.page import Page
from service.cleaning.reach import costs, reaches
from service.cleaning.sequence.form import looks, signs
from service.model.cleaned import Kind

_ALL_LINK: Final = 0.85


def kind_of(page: Page, block: Block, above: Kind | None = None) -> Kind:
    """Return the likeliest kind of a block that goes; `above` is that of the block before it, if it went."""
    kinds, known = page.rules.kinds
    weights = [known[sign] for sign in evidence(page, block, above) if sign in known]
    if not weights:
        return Kind.OTHER
    scores = list(map(sum, zip(*weights, strict=True)))
    return kinds[scores.index(max(scores))]


def evidence(page: Page, block: Block, above: Kind | None) -> Iterator[str]:
    """Yield all that speaks for one kind or another; `any` holds of every block."""
    yield "any"
    yield f"above:{above}" if above else "above:none"
    yield "near:start" if page.near_start(block.place) else "near:prose"
    if page.near_end(block.place):
        yield "near:end"
    if block.linked:
        yield "link:all" if block.linked > len(block.text) * _ALL_LINK else "link:some"
    for found in page.marks.of(block):
        if found.narrow:
            yield f"mark:{found.what}"
    yield from (slot for slot in page.slots[block.place] if not slot.startswith("credit."))
    yield from looks(block.text)
    yield from signs(block.text)
    yield from (f"reach:{way}" for way in reaches(block.text))
    if costs(block.text):
        yield "price"
