"""The nouns of the cleaning room: a block as received, and what a recogniser says of it."""

from enum import StrEnum
from typing import NamedTuple

from service.model.cleaned import Kind


class Shape(StrEnum):
    """What the markup makes of a block; every line of a plain text is a paragraph."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    ROW = "row"
    CAPTION = "caption"
    IMAGE = "image"
    EMBED = "embed"
    CODE = "code"
    DIVIDER = "divider"


class Run(NamedTuple):
    """Text, and the same as allow-listed inline HTML, not yet sanitised."""

    text: str
    html: str


class Picture(NamedTuple):
    """A picture as the markup shows it; `url` is absolute, or None where none can be used."""

    url: str | None
    alt: str | None = None
    width: int | None = None
    height: int | None = None
    tracking: bool = False


class Frame(NamedTuple):
    """The markup around a block, shared by all the blocks in it; 0 is none."""

    marks: tuple[str, ...] = ()
    """Class, id and role words, outermost element first."""
    ordered: bool = False
    group: int = 0
    """The list or the table that it is part of."""
    figure: int = 0
    aside: bool = False
    """In an `aside`, `nav`, `footer` or `form`."""


class Block(NamedTuple):
    """One block of a payload, as received; `place` counts from 0."""

    place: int
    shape: Shape
    text: str = ""
    html: str = ""
    frame: Frame = Frame()
    level: int = 0
    linked: int = 0
    """How many of its characters are links."""
    bold: bool = False
    """All of it is bold: a heading in all but name."""
    cells: tuple[Run, ...] = ()
    picture: Picture | None = None
    address: str | None = None
    """What an embed shows."""


class Role(StrEnum):
    """Where a block ends."""

    BODY = "body"
    HEADLINE = "headline"
    DEK = "dek"
    BYLINE = "byline"
    BIO = "bio"
    CAPTION = "caption"
    CREDIT = "credit"
    NOISE = "noise"


class Label(NamedTuple):
    """What one recogniser says of one block, how surely, by which rule and why."""

    role: Role
    rule: str
    confidence: float = 1.0
    reason: str = ""
    kind: Kind = Kind.OTHER
    of: int | None = None
    """The place of the picture that a caption or a credit belongs to."""


Labels = dict[int, Label]
"""By place. A block that nobody labels is body."""
