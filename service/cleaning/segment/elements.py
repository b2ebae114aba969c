"""The elements of HTML, by what becomes of them; the parser has a number for each that it knows."""

from collections.abc import Iterable
from typing import Final

from selectolax.lexbor import LexborNode, create_tag

from service.cleaning import addresses
from service.cleaning.block import Shape
from service.cleaning.markup import INLINE as ALLOWED
from service.cleaning.markup import UNSEEN as HIDDEN
from service.cleaning.segment.marks import squeezed
from service.cleaning.segment.runs import Attributes, Path, within
from service.cleaning.signs import each

BLOCK: Final = each(
    "address article aside blockquote body button caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li main nav ol p "
    "search section summary table tbody td tfoot th thead tr ul option"
)
DEEPEST: Final = 200
_PHRASES: Final = each("p h1 h2 h3 h4 h5 h6 figcaption dt summary span a em strong b i")
SHAPES: Final = {
    "li": (Shape.ITEM, 0),
    "blockquote": (Shape.QUOTE, 0),
    "figcaption": (Shape.CAPTION, 0),
    "figure": (Shape.CAPTION, 0),
} | {f"h{level}": (Shape.HEADING, level) for level in range(1, 7)}
_SAME: Final = {"del": "s", "strike": "s", "acronym": "abbr"}
_SPOKEN: Final = each(
    "sr-only visually-hidden visuallyhidden u-visually-hidden screen-reader-text screen-reader-only "
    "screenreader is-sr-only element-invisible assistive-text show-for-sr"
)
"""Classes of what is read out and not shown."""
TEXT: Final = 2
IMG: Final = create_tag("img").tag_id
COMMENTS: Final = (0, 4)
"""And instructions to a processor."""


def numbered(names: Iterable[str]) -> dict[int, str]:
    """The elements by the parser's numbers for them."""
    return {create_tag(name).tag_id: name for name in names}


INLINE: Final = numbered(ALLOWED - {"br"}) | {
    create_tag(tag).tag_id: same for tag, same in _SAME.items()
}
BLOCKS: Final = numbered(BLOCK)
UNSEEN: Final = numbered(HIDDEN)


def is_hidden(attributes: Attributes) -> bool:
    if "hidden" in attributes:
        return attributes["hidden"] != "until-found"
    if "style" not in attributes:
        return False
    style = squeezed(attributes)
    return "display:none" in style or "visibility:hidden" in style


def is_spoken(said: str, node: LexborNode) -> bool:
    """Whether it is words that are read out alone; a colon may be all that parts two names."""
    return not _SPOKEN.isdisjoint(said.lower().split()) and len(node.text().strip()) > 1


def is_among_words(node: LexborNode) -> bool:
    parent = node.parent
    return parent is not None and parent.tag in _PHRASES


class Ways:
    """The ways into inline elements: where their links lead, and which are not followed."""

    def __init__(self, base: str | None, withheld: frozenset[str]) -> None:
        self.base = base
        self.withheld = withheld

    def keeps(self, address: str | None) -> bool:
        """Whether what stands at an address stays in house."""
        return (
            bool(self.withheld)
            and address is not None
            and addresses.stem(address) in self.withheld
        )

    def into(self, node: LexborNode, attributes: Attributes, path: Path) -> Path:
        """Return the way into an element; one that is not allowed is no step."""
        tag = INLINE.get(node.tag_id)
        if not tag:
            return path
        if tag != "a" or path.links:
            return within(path, tag, attributes)
        to = addresses.link(attributes.get("href"), self.base)
        if self.keeps(to):
            to = None
        return within(path, tag, attributes, to)
