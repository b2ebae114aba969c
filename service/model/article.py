"""The canonical article: the one schema that every partner reads (openapi/article.schema.json)."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from service.model.draft import Rights
from service.model.value import Moment, SafeHtml, Value


class RichText(Value):
    """One run of text, plain and as inline HTML."""

    text: str
    html: SafeHtml


class Paragraph(RichText):
    """A paragraph of prose."""

    type: Literal["paragraph"] = "paragraph"


class Heading(RichText):
    """A heading inside the article."""

    type: Literal["heading"] = "heading"
    level: Annotated[int, Field(ge=1, le=6)]


class ListBlock(Value):
    """A list, numbered when `ordered`."""

    type: Literal["list"] = "list"
    ordered: bool
    items: tuple[RichText, ...]


class Quote(RichText):
    """A block quotation; `cite` names who or what is quoted."""

    type: Literal["quote"] = "quote"
    cite: str | None = None


class Table(Value):
    """A table: rows of cells."""

    type: Literal["table"] = "table"
    rows: tuple[tuple[RichText, ...], ...]


class ImageBlock(Value):
    """Where a picture stands: `image` is its index in the article's `images`."""

    type: Literal["image"] = "image"
    image: Annotated[int, Field(ge=0)]


class Embed(Value):
    """Something shown from elsewhere, by its address."""

    type: Literal["embed"] = "embed"
    provider: str
    url: str
    title: str | None = None


class Code(Value):
    """Preformatted text."""

    type: Literal["code"] = "code"
    text: str


class Divider(Value):
    """A break between two parts."""

    type: Literal["divider"] = "divider"


Block = Annotated[
    Paragraph | Heading | ListBlock | Quote | Table | ImageBlock | Embed | Code | Divider,
    Field(discriminator="type"),
]


class Author(Value):
    """A writer. `id` is derived from the source and the name; None before it is known."""

    id: str | None = None
    name: str
    role: str | None = None
    organisation: str | None = None
    bio: str | None = None
    url: str | None = None
    image_url: str | None = None


class Image(Value):
    """A picture: caption and credit apart, and the credit's photographer and agency where told."""

    url: str | None = None
    caption: str | None = None
    credit: str | None = None
    photographer: str | None = None
    agency: str | None = None
    alt: str | None = None
    width: int | None = None
    height: int | None = None
    taken_on: date | None = None
    rights: Rights | None = None


class Story(Value):
    """What cleaning makes of a draft: all that an article says, nothing of where it stands."""

    headline: str
    dek: str | None = None
    byline: str | None = None
    authors: tuple[Author, ...] = ()
    body: tuple[Block, ...] = ()
    body_html: SafeHtml
    body_text: str
    word_count: int
    images: tuple[Image, ...] = ()


class Status(StrEnum):
    """IPTC pubstatus (https://cv.iptc.org/newscodes/pubstatusg2)."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


class SourceRef(Value):
    """The newsroom that an article is from."""

    slug: str
    name: str
    url: str


class Article(Value):
    """One revision of one article, as partners read it. Times are UTC."""

    id: str
    revision: Annotated[int, Field(ge=1)]
    status: Status
    source: SourceRef
    external_id: str
    url: str | None
    headline: str
    dek: str | None
    byline: str | None
    authors: tuple[Author, ...]
    body: tuple[Block, ...]
    body_html: SafeHtml
    body_text: str
    word_count: int
    images: tuple[Image, ...]
    section: str | None
    tags: tuple[str, ...]
    language: str
    published_at: Moment
    modified_at: Moment
    embargoed_until: Moment | None
    expires_at: Moment | None
    rights: Rights
