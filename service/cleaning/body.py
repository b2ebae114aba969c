"""Labelled blocks as the blocks of the article: lists and tables whole again, pictures where they stood."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final
from urllib.parse import urlsplit

from service.cleaning.block import Block, Shape
from service.cleaning.markup import seal
from service.model import article
from service.model.article import RichText

_GROUPED: Final = frozenset({Shape.ITEM, Shape.ROW})


def body(kept: Sequence[Block], pictures: Mapping[int, int]) -> tuple[article.Block, ...]:
    """Return the article's blocks; `pictures` are the images' numbers by place."""
    return tuple(_blocks(_divided(kept), pictures))


def _divided(kept: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, and a divider only where it still stands between two of them."""
    divider: Block | None = None
    begun = False
    for block in kept:
        if block.shape is Shape.DIVIDER:
            divider = block
            continue
        if divider is not None and begun:
            yield divider
        divider, begun = None, True
        yield block


def _blocks(kept: Iterable[Block], pictures: Mapping[int, int]) -> Iterator[article.Block]:
    for (shape, _), run in groupby(kept, key=_together):
        if shape is Shape.ITEM:
            items = list(run)
            yield article.ListBlock(
                ordered=items[0].frame.ordered, items=tuple(_rich(item) for item in items)
            )
        elif shape is Shape.ROW:
            yield article.Table(rows=tuple(_row(row) for row in run))
        else:
            for block in run:
                yield from _block(block, pictures)


def _together(block: Block) -> tuple[Shape, int]:
    return block.shape, block.frame.group if block.shape in _GROUPED else 0


def _block(block: Block, pictures: Mapping[int, int]) -> Iterator[article.Block]:
    match block.shape:
        case Shape.IMAGE:
            if block.place in pictures:
                yield article.ImageBlock(image=pictures[block.place])
        case Shape.EMBED:
            yield _embed(block)
        case Shape.CODE:
            yield article.Code(text=block.text)
        case Shape.DIVIDER:
            yield article.Divider()
        case Shape.HEADING:
            yield article.Heading(
                level=block.level or 2, text=block.text, html=seal(block.html)
            )
        case Shape.QUOTE:
            yield article.Quote(text=block.text, html=seal(block.html))
        case _:
            yield article.Paragraph(text=block.text, html=seal(block.html))


def _row(block: Block) -> tuple[RichText, ...]:
    return tuple(RichText(text=cell.text, html=seal(cell.html)) for cell in block.cells)


def _rich(block: Block) -> RichText:
    return RichText(text=block.text, html=seal(block.html))


def _embed(block: Block) -> article.Embed:
    url = block.address or ""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return article.Embed(provider=host, url=url, title=block.html or None)
