"""HTML as blocks: one walk over the tree, with what the markup says of each block."""

import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from service.cleaning import addresses, images
from service.cleaning.block import Block, Frame, Picture, Run, Shape
from service.cleaning.markup import INLINE, UNSEEN, Writer
from service.cleaning.prescan import measure
from service.cleaning.signs import each
from service.cleaning.wording import fold, is_seen, visible
from service.model.errors import Fault, Invalid

_BLOCK: Final = each(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li main nav ol p "
    "section summary table tbody td tfoot th thead tr ul amp-img video audio option"
)
_SHAPES: Final = {
    "li": Shape.ITEM,
    "blockquote": Shape.QUOTE,
    "figcaption": Shape.CAPTION,
    "figure": Shape.CAPTION,
} | dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Shape.HEADING)
_ASIDE: Final = frozenset({"aside", "nav", "footer", "form", "dialog"})
_GROUPS: Final = frozenset({"ul", "ol", "table"})
_FRAMES: Final = _ASIDE | _GROUPS | {"figure"}
_MARKS: Final = ("class", "id", "role", "itemprop", "rel")
_LAYOUT: Final = "table, ul, ol, blockquote, h1, h2, h3, h4, h5, h6, figure, img, p + p, iframe"
_CAPTION: Final = re.compile(r"\[(/?)caption\b[^\[\]]{0,1000}\]")
_SHORTCODE: Final = re.compile(
    r"\[embed\][^\[\]]{0,2000}\[/embed\]"
    r"|\[/?(?:gallery|embed|audio|video|playlist|[a-z]{2,20}[-_][a-z_-]{2,40})(?:\s[^\[\]]{0,1000})?/?\]"
)
_DEEPEST: Final = 200
_MOST: Final = 60_000
_MOST_SOURCES: Final = 8


def blocks(
    html: str, base: str | None, withheld: frozenset[str] = frozenset()
) -> tuple[Block, ...]:
    """Return the blocks of an HTML fragment; raises `Invalid` where it is beyond the bounds.

    A link to an address whose key is `withheld` is written as its words alone.
    """
    html = _without_shortcodes(html)
    measure(html)
    tree = LexborHTMLParser(f"<body>{html}")
    walk = _Walk(base, withheld)
    if tree.body is not None:
        walk.children(tree.body, Frame(), 0)
        walk.flush(Frame())
    return tuple(walk.blocks)


def _without_shortcodes(html: str) -> str:
    """WordPress shortcodes are markup, not text; the one around a caption is a figure."""
    if "[" not in html:
        return html
    html = _CAPTION.sub(lambda found: f"<{found[1]}figure>", html)
    return _SHORTCODE.sub("", html)


class _Walk:
    """One walk over one tree: the blocks so far, and the run being written."""

    def __init__(self, base: str | None, withheld: frozenset[str]) -> None:
        self.base = base
        self.blocks: list[Block] = []
        self.writer = Writer(base, withheld)
        self.held: list[Picture] = []
        self.shapes: list[tuple[Shape, int]] = [(Shape.PARAGRAPH, 0)]
        self.groups = self.breaks = self.seen = 0

    def children(self, node: LexborNode, frame: Frame, depth: int) -> None:
        child = node.child
        while child is not None:
            self.seen += 1
            if self.seen > _MOST or depth > _DEEPEST:
                raise Invalid(
                    (Fault(pointer="/body", detail="the markup nests beyond reason"),)
                )
            if child.is_text_node:
                self._text(child.text_content or "")
            elif child.is_element_node:
                self._element(child, frame, depth)
            child = child.next

    def _text(self, text: str) -> None:
        if text.isspace():
            self.writer.space()
        else:
            self.breaks = 0
            self.writer.text(text)

    def _element(self, node: LexborNode, frame: Frame, depth: int) -> None:
        tag = node.tag or ""
        if tag in _SINGLE:
            _SINGLE[tag](self, node, frame)
        elif tag in UNSEEN:
            return
        elif tag in _BLOCK:
            self._block(node, tag, frame, depth)
        else:
            opened = tag in INLINE and self.writer.open(node)
            self.children(node, frame, depth + 1)
            if opened:
                self.writer.close()

    def _block(self, node: LexborNode, tag: str, frame: Frame, depth: int) -> None:
        attributes = node.attributes
        style = (attributes.get("style") or "").replace(" ", "").lower() if attributes else ""
        if "hidden" in attributes or "display:none" in style:
            return
        self.flush(frame)
        inner = frame
        if attributes or tag in _FRAMES:
            inner = self._frame(tag, attributes, style, frame)
        if tag == "tr" and node.css_first(_LAYOUT) is None:
            self._row(node, inner, depth)
            return
        self.shapes.append(self._shape(tag))
        self.children(node, inner, depth + 1)
        self.flush(inner)
        self.shapes.pop()

    def _shape(self, tag: str) -> tuple[Shape, int]:
        shape = _SHAPES.get(tag)
        if shape is Shape.HEADING:
            return shape, int(tag[1])
        return (shape, 0) if shape else self.shapes[-1]

    def _frame(
        self, tag: str, attributes: dict[str, str | None], style: str, frame: Frame
    ) -> Frame:
        said = " ".join(filter(None, map(attributes.get, _MARKS))).lower()
        marks = [mark[:80] for mark in visible(said).split()[:20]] if said else []
        if style:
            marks.append(f"style:{visible(style)}"[:80])
        if not marks and tag not in _FRAMES:
            return frame
        self.groups += 1
        return Frame(
            marks=(*frame.marks, *marks)[-60:],
            ordered=frame.ordered if tag not in _GROUPS else tag == "ol",
            group=self.groups if tag in _GROUPS else frame.group,
            figure=self.groups if tag == "figure" else frame.figure,
            aside=frame.aside or tag in _ASIDE,
        )

    def _row(self, node: LexborNode, frame: Frame, depth: int) -> None:
        cells: list[Run] = []
        linked = 0
        cell = node.child
        while cell is not None:
            if cell.is_element_node:
                self._inline(cell, depth)
                written = self.writer.take()
                cells.append(written.run if written else Run("", ""))
                linked += written.linked if written else 0
            cell = cell.next
        text = fold(" ".join(cell.text for cell in cells))
        if is_seen(text):
            place = len(self.blocks)
            self.blocks.append(
                Block(place, Shape.ROW, text, frame=frame, linked=linked, cells=tuple(cells))
            )

    def _inline(self, node: LexborNode, depth: int) -> None:
        """Write all of a table's cell as one run, whatever blocks it is made of."""
        child = node.child
        while child is not None and depth < _DEEPEST:
            tag = child.tag or ""
            if child.is_text_node:
                self.writer.text(child.text_content or "")
            elif child.is_element_node and tag not in UNSEEN:
                opened = self.writer.open(child)
                self._inline(child, depth + 1)
                if opened:
                    self.writer.close()
                elif tag not in INLINE or tag == "br":
                    self.writer.space()
            child = child.next

    def flush(self, frame: Frame) -> None:
        """End the block being written, if any, and set down the pictures that stood in it."""
        self.breaks = 0
        if written := self.writer.take():
            shape, level = self.shapes[-1]
            self.blocks.append(
                Block(
                    len(self.blocks),
                    shape,
                    written.text,
                    written.html,
                    frame,
                    level,
                    written.linked,
                    written.bold,
                )
            )
        if self.held:
            held, self.held = self.held, []
            for picture in held:
                self._picture(picture, frame)

    def _picture(self, picture: Picture, frame: Frame) -> None:
        self.blocks.append(Block(len(self.blocks), Shape.IMAGE, frame=frame, picture=picture))

    def line_break(self, _: LexborNode, frame: Frame) -> None:
        self.breaks += 1
        if self.breaks > 1:
            self.flush(frame)
        else:
            self.writer.line_break()

    def image(self, node: LexborNode, frame: Frame) -> None:
        attributes = node.attributes
        said = [
            visible(word)[:80] for word in (attributes.get("class") or "").lower().split()[:20]
        ]
        if said:
            frame = frame._replace(marks=(*frame.marks, *said)[-60:])
        picture = images.read(attributes, _sources(node), self.base)
        if self.writer.empty:
            self._picture(picture, frame)
        else:
            self.held.append(picture)

    def embed(self, node: LexborNode, frame: Frame) -> None:
        address = addresses.web(node.attributes.get("src"), self.base)
        if address:
            self.flush(frame)
            title = fold(node.attributes.get("title") or "")[:500]
            place = len(self.blocks)
            self.blocks.append(
                Block(place, Shape.EMBED, html=title, frame=frame, address=address)
            )

    def rule(self, _: LexborNode, frame: Frame) -> None:
        self.flush(frame)
        self.blocks.append(Block(len(self.blocks), Shape.DIVIDER, frame=frame))

    def code(self, node: LexborNode, frame: Frame) -> None:
        self.flush(frame)
        text = visible_lines(node.text(deep=True) or "")
        if is_seen(text):
            self.blocks.append(Block(len(self.blocks), Shape.CODE, text, frame=frame))


def _sources(node: LexborNode) -> list[str]:
    """The sets of the `<source>`s that stand before an `<img>`."""
    found: list[str] = []
    before = node.prev
    while before is not None and len(found) < _MOST_SOURCES:
        if before.tag == "source":
            found.append(before.attributes.get("srcset") or "")
        elif before.is_element_node:
            break
        before = before.prev
    return found


def visible_lines(text: str) -> str:
    """Return preformatted text: its visible characters, its own lines."""
    return "\n".join(visible(line.expandtabs(4)).rstrip() for line in text.splitlines()).strip(
        "\n"
    )


_SINGLE: Final = {
    "br": _Walk.line_break,
    "img": _Walk.image,
    "iframe": _Walk.embed,
    "hr": _Walk.rule,
    "pre": _Walk.code,
}
"""Elements that are blocks by themselves."""
