"""Tables: those of data, a row a block, and those that only hold a page in place."""

from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

from service.cleaning import images
from service.cleaning.block import Picture, Run
from service.cleaning.segment.elements import DEEPEST, IMG, INLINE, TEXT, UNSEEN, Ways
from service.cleaning.segment.runs import Path, Piece, Written, mended, write
from service.cleaning.signs import each

_STATED: Final = "th, caption, thead"
_APART: Final = "blockquote, iframe, pre"
_LAYOUT: Final = (
    f"{_APART}, ul, ol, h1, h2, h3, h4, h5, h6, figure, p + p, img + p, p + img, hr, form"
)
_LONG_CELL: Final = 250
_MOST_ROWS: Final = 12
_CELLS: Final = each("td th")


_EMPTY: Final[Written] = ("", "", 0, False)


class Row(NamedTuple):
    """A row of a table of data."""

    text: str
    cells: tuple[Run, ...]
    linked: int


def is_data(table: LexborNode) -> bool:
    """Return whether a table's cells belong together in rows; of another, each is read by itself."""
    if table.attributes.get("role") in {"presentation", "none"}:
        return False
    if len(table.css("table")) > 1:  # itself, and one in it
        return False
    if table.css_first(_STATED) is not None:
        return table.css_first(_APART) is None
    return table.css_first(_LAYOUT) is None and _is_grid(table)


def _is_grid(table: LexborNode) -> bool:
    """Whether some row has two cells, and no cell reads like a part of a page."""
    wide = False
    for row in table.css("tr")[:_MOST_ROWS]:
        cells = [cell for cell in row.iter() if cell.tag in _CELLS]
        wide = wide or len(cells) > 1
        if any(len(cell.text()) > _LONG_CELL for cell in cells):
            return False
    return wide


def read_row(
    row: LexborNode, path: Path, ways: Ways, pictures: list[Picture], *, twice: bool
) -> Row:
    """Return a row's cells, each as one run; the pictures in them are added to `pictures`."""
    cells: list[Run] = []
    linked = 0
    cell = row.first_child
    while cell is not None:
        if cell.is_element_node:
            reading = _Cell(ways, pictures)
            reading.read(cell, path, 0)
            run = mended(reading.run) if twice else reading.run
            text, html, links, _ = (write(run) if run else None) or _EMPTY
            cells.append(Run(text, html))
            linked += links
        cell = cell.next
    return Row(" ".join([cell.text for cell in cells if cell.text]), tuple(cells), linked)


class _Cell:
    """One cell, whatever blocks it is made of."""

    def __init__(self, ways: Ways, pictures: list[Picture]) -> None:
        self.ways = ways
        self.pictures = pictures
        self.run: list[Piece] = []

    def read(self, node: LexborNode, path: Path, depth: int) -> None:
        child = node.first_child
        while child is not None and depth < DEEPEST:
            number = child.tag_id
            if number == TEXT:
                self.run.append((child.text_content or " ", path))
            elif number in INLINE:
                inner = self.ways.into(child, child.attributes, path)
                self.read(child, inner, depth + 1)
            elif number == IMG:
                self.pictures.append(
                    images.read(child.attributes, self.ways.base, withheld=self.ways.withheld)
                )
            elif child.is_element_node and number not in UNSEEN:
                self.read(child, path, depth + 1)
                self.run.append((" ", path))
            child = child.next
