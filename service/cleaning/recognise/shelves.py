"""Shelves of links: titles one under the other, each a link and nothing else."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from service.cleaning.block import Block, Label, Labels, Role, Shape
from service.cleaning.page import Page, Recognised
from service.cleaning.wording import ends_sentence
from service.model.cleaned import Kind

_FEWEST: Final = 3
_SHAPES: Final = frozenset({Shape.PARAGRAPH, Shape.ITEM, Shape.HEADING, Shape.CAPTION})
_REASON: Final = "It is one of several links to other articles, one under the other."


def recognise(page: Page, labels: Labels) -> Recognised:
    """Find runs of blocks that are all link; a single one, or one in a sentence, may be a source."""
    for run in _runs(page, labels):
        if len(run) >= _FEWEST:
            for block in run:
                yield (
                    block.place,
                    Label(Role.NOISE, "related/shelf", 0.8, _REASON, Kind.RELATED),
                )


def _runs(page: Page, labels: Labels) -> Iterator[list[Block]]:
    said = (block for block in page.blocks if block.text)
    for is_link, run in groupby(said, lambda block: _is_link(block, labels)):
        if is_link:
            yield list(run)


def _is_link(block: Block, labels: Labels) -> bool:
    return (
        block.place not in labels
        and block.shape in _SHAPES
        and block.linked * 10 >= len(block.text) * 9
        and not block.frame.ordered
        and not ends_sentence(block.text)
    )
