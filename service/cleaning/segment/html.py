"""HTML as blocks: one walk over the tree, with what the markup says of each block."""

from collections.abc import Callable
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode, create_tag

from service.cleaning.block import Block, Picture, Shape
from service.cleaning.prescan import measure
from service.cleaning.segment import media
from service.cleaning.segment import text as plain_text
from service.cleaning.segment.elements import (
    BLOCKS,
    COMMENTS,
    DEEPEST,
    IMG,
    INLINE,
    SHAPES,
    TEXT,
    UNSEEN,
    Ways,
    is_among_words,
    is_hidden,
    is_spoken,
    numbered,
)
from service.cleaning.segment.flow import Flow
from service.cleaning.segment.marks import FRAMES, Around, also
from service.cleaning.segment.runs import (
    PLAIN,
    Path,
)
from service.cleaning.segment.source import lightened, with_paragraphs, without_shortcodes
from service.cleaning.segment.tables import is_data, read_row
from service.cleaning.tidying import is_encoded_twice
from service.cleaning.wording import is_seen
from service.model.errors import Fault, Invalid


def blocks(
    html: str, base: str | None, withheld: frozenset[str] = frozenset()
) -> tuple[Block, ...]:
    """Return the blocks of an HTML fragment; raises `Invalid` where it is beyond the bounds.

    A link to an address whose key is `withheld` is written as its words alone.
    """
    html = with_paragraphs(without_shortcodes(lightened(html)))
    measure(html)
    tree = LexborHTMLParser(f"<body>{html}")
    walk = _Walk(base, withheld, twice=is_encoded_twice(html))
    if tree.body is not None:
        body = Around("", {}, None)
        walk.children(tree.body, body, PLAIN, 0)
        walk.flush(body)
    return tuple(walk.blocks)


class _Walk(Flow):
    """One walk over one tree."""

    def __init__(self, base: str | None, withheld: frozenset[str], *, twice: bool) -> None:
        super().__init__(twice=twice)
        self.base = base
        self.ways = Ways(base, withheld)
        self.beside: list[Picture] = []
        self.tabular = False

    def children(self, node: LexborNode, around: Around, path: Path, depth: int) -> None:
        """Walk over all that is in an element."""
        if depth > DEEPEST:
            raise Invalid((Fault(pointer="/body", detail="the markup nests beyond reason"),))
        run = self.run
        child = node.first_child
        while child is not None:
            number = child.tag_id
            if number == TEXT:
                text = child.text_content
                if text and (run or not text.isspace()):
                    run.append((text, path))
            else:
                act = _ACTS.get(number) or _Walk.other
                act(self, child, around, path, depth)
            child = child.next

    def skip(self, node: LexborNode, around: Around, path: Path, depth: int) -> None:
        """Nobody sees what is in it."""

    def other(self, node: LexborNode, around: Around, path: Path, depth: int) -> None:
        """Read an element that only its own page, or AMP, knows."""
        tag = node.tag or ""
        if tag in media.PICTURES:
            self.image(node, around)
        elif tag in media.EMBEDS:
            self.embed(node, around)
        elif tag in media.UNSEEN or not node.is_element_node:
            return
        elif "-" not in tag or path.tags or is_among_words(node):
            self.children(node, around, path, depth + 1)
        else:
            self.shaped(node, around, path, depth)

    def inline(self, node: LexborNode, around: Around, path: Path, depth: int) -> None:
        """Read an element of the running text; its marks are the block's, where it is all of it."""
        attributes = node.attributes
        inner = around
        if attributes:
            said = attributes.get("class")
            if is_hidden(attributes) or (said and path.links and is_spoken(said, node)):
                return
            if said and not self.run:
                inner = Around("span", attributes, around)
        self.children(node, inner, self.ways.into(node, attributes, path), depth + 1)
        if inner is not around and self.run:
            size = len(self.run)
            if self.covered is None or self.covered[0] < size:
                self.covered = size, inner

    def block(self, node: LexborNode, around: Around, path: Path, depth: int) -> None:
        """Read an element that is a block, or holds some."""
        attributes = node.attributes
        if attributes:
            if is_hidden(attributes):
                return
            if self.run or self.held:
                self.flush(around)
            around = Around("", attributes, around)
        elif self.run or self.held:
            self.flush(around)
        self.children(node, around, path, depth + 1)
        if self.run or self.held:
            self.flush(around)

    def shaped(self, node: LexborNode, around: Around, path: Path, depth: int) -> None:
        """Read a block whose element says what it is."""
        tag = node.tag or ""
        attributes = node.attributes
        if is_hidden(attributes):
            return
        self.flush(around)
        if tag == "footer" and self.shape is Shape.QUOTE:
            tag = "p"  # who said it
        if attributes or tag in FRAMES or "-" in tag:
            around = Around(tag, attributes, around)
        before = self.shape, self.level
        self.shape, self.level = SHAPES.get(tag, before)
        self.children(node, around, path, depth + 1)
        self.flush(around)
        self.shape, self.level = before

    def button(self, node: LexborNode, around: Around, path: Path, depth: int) -> None:
        """Read a button: a block, and the number beside it is its own."""
        self.block(node, around, path, depth)
        self.press(around)

    def table(self, node: LexborNode, around: Around, path: Path, depth: int) -> None:
        """Read a table, of data or of layout; the pictures in its rows stand below it."""
        before, self.tabular = self.tabular, is_data(node)
        self.shaped(node, around, path, depth)
        self.tabular = before
        beside, self.beside = self.beside, []
        for picture in beside:
            self.add(Shape.IMAGE, frame=self.frame(around), picture=picture)

    def row(self, node: LexborNode, around: Around, path: Path, depth: int) -> None:
        """Read a row of data as one block; of a layout, its cells are blocks."""
        attributes = node.attributes
        if not self.tabular or is_hidden(attributes):
            self.block(node, around, path, depth)
            return
        self.flush(around)
        row = read_row(node, path, self.ways, self.beside, twice=self.twice)
        if row.text:
            frame = self.frame(Around("tr", attributes, around))
            self.add(Shape.ROW, row.text, frame=frame, linked=row.linked, cells=row.cells)

    def line_break(self, _: LexborNode, around: Around, *__: object) -> None:
        """Begin a line."""
        self.end_line(around)

    def image(self, node: LexborNode, around: Around, *_: object) -> None:
        """Set down a picture, or hold it until the block that it stands in ends."""
        attributes = node.attributes
        if attributes and is_hidden(attributes):
            return
        picture = media.picture(node, attributes, self.base, self.ways.withheld)
        if self.run:
            self.held.append(picture)
        else:
            frame = also(self.frame(around), attributes.get("class"))
            self.add(Shape.IMAGE, frame=frame, picture=picture)

    def noscript(self, node: LexborNode, around: Around, *_: object) -> None:
        """Read the picture for readers without scripts: a copy of the one before it, if that is one."""
        found = media.fallback(node, self.base)
        if found is None:
            return
        last = self.held[-1] if self.held else self.blocks[-1].picture if self.blocks else None
        if last is None or not media.is_copy(found, last, node):
            self.held.append(found)
            if not self.run:
                self.flush(around)
        elif self.ways.keeps(last.url):
            return  # whatever the copy's address is, it is the same picture
        elif self.held:
            self.held[-1] = media.either(last, found)
        else:
            whole = media.either(last, found)
            self.blocks[-1] = self.blocks[-1]._replace(picture=whole)

    def embed(self, node: LexborNode, around: Around, *_: object) -> None:
        """Set down what is shown from elsewhere."""
        tag = node.tag or ""
        frame = self.frame(around)
        if is_hidden(node.attributes) or (
            tag == "audio" and not frame.figure
        ):  # it is read out
            return
        shown = media.embed(tag, node, self.base)
        if shown is not None:
            self.flush(around)
            address, title = shown
            self.add(Shape.EMBED, html=title, frame=frame, address=address)

    def rule(self, _: LexborNode, around: Around, *__: object) -> None:
        """Set down a line between two parts."""
        self.flush(around)
        self.add(Shape.DIVIDER, frame=self.frame(around))

    def code(self, node: LexborNode, around: Around, *_: object) -> None:
        """Set down a text whose lines are its own: a program, or an agency's dispatch."""
        self.flush(around)
        text = node.text() or ""
        frame = also(self.frame(around), node.attributes.get("class"))
        if plain_text.is_prose(text) and node.css_first("code") is None:
            for block in plain_text.blocks(text):
                self.blocks.append(block._replace(place=len(self.blocks), frame=frame))
            return
        text = plain_text.visible_lines(text)
        if is_seen(text):
            self.add(Shape.CODE, text, frame=frame)


_Act = Callable[[_Walk, LexborNode, Around, Path, int], None]
_ACTS: Final[dict[int, _Act]] = (
    dict.fromkeys((*UNSEEN, *COMMENTS), _Walk.skip)
    | dict.fromkeys((*INLINE, *numbered(["span", "font", "label"])), _Walk.inline)
    | dict.fromkeys(BLOCKS, _Walk.block)
    | dict.fromkeys(numbered(FRAMES | SHAPES.keys()), _Walk.shaped)
    | dict.fromkeys(numbered(["iframe", "video", "audio", "object", "embed"]), _Walk.embed)
    | {
        create_tag("button").tag_id: _Walk.button,
        create_tag("table").tag_id: _Walk.table,
        create_tag("tr").tag_id: _Walk.row,
        create_tag("br").tag_id: _Walk.line_break,
        IMG: _Walk.image,
        create_tag("hr").tag_id: _Walk.rule,
        create_tag("pre").tag_id: _Walk.code,
        create_tag("noscript").tag_id: _Walk.noscript,
    }
)
"""What is done with each element, by the parser's number for it."""
