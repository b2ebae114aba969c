"""Labelled blocks as the blocks of the article: lists and tables whole again, pictures where they stood."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Final
from urllib.parse import urlsplit

from service.cleaning.block import Block, Shape
from service.cleaning.markup import seal
from service.model import article
from service.model.article import RichText

_GROUPED: Final = frozenset({Shape.ITEM, Shape.ROW})
_shape: Final = attrgetter("shape")
_group: Final = attrgetter("frame.group")


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
    for shape, alike in groupby(kept, key=_shape):
        if shape in _GROUPED:
            made = _list if shape is Shape.ITEM else _table
            yield from (made(list(run)) for _, run in groupby(alike, key=_group))
        elif shape is Shape.IMAGE:
            for block in alike:
                if block.place in pictures:
                    yield article.ImageBlock(image=pictures[block.place])
        else:
            yield from map(_MADE_OF.get(shape, _paragraph), alike)


def _list(items: list[Block]) -> article.ListBlock:
    return article.ListBlock(
        ordered=items[0].frame.ordered, items=tuple(_rich(item) for item in items)
    )


def _table(rows: list[Block]) -> article.Table:
    return article.Table(rows=tuple(_row(row) for row in rows))


def _paragraph(block: Block) -> article.Paragraph:
    return article.Paragraph(text=block.text, html=seal(block.html))


def _heading(block: Block) -> article.Heading:
    return article.Heading(level=block.level or 2, text=block.text, html=seal(block.html))


def _quote(block: Block) -> article.Quote:
    return article.Quote(text=block.text, html=seal(block.html))


def _code(block: Block) -> article.Code:
    return article.Code(text=block.text)


def _divider(_: Block) -> article.Divider:
    return article.Divider()


def _row(block: Block) -> tuple[RichText, ...]:
    return tuple(RichText(text=cell.text, html=seal(cell.html)) for cell in block.cells)


def _rich(block: Block) -> RichText:
    return RichText(text=block.text, html=seal(block.html))


def _embed(block: Block) -> article.Embed:
    url = block.address or ""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return article.Embed(provider=host, url=url, title=block.html or None)


_MADE_OF: Final[Mapping[Shape, Callable[[Block], article.Block]]] = {
    Shape.HEADING: _heading,
    Shape.QUOTE: _quote,
    Shape.EMBED: _embed,
    Shape.CODE: _code,
    Shape.DIVIDER: _divider,
}
"""What a block of each shape is made into; all others are paragraphs."""
