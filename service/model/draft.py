"""A draft: one article as its CMS sent it. Parsed and bounded, but not to be trusted or shown."""

from typing import Annotated, Literal

from pydantic import Field

from service.model.value import Html, Moment, Slug, Value

Name = Annotated[str, Field(min_length=1, max_length=500)]
Line = Annotated[str, Field(max_length=500)]
Note = Annotated[str, Field(max_length=5_000)]
Bio = Annotated[str, Field(max_length=10_000)]
Url = Annotated[str, Field(max_length=2_048)]
Language = Annotated[str, Field(max_length=35, pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")]
Pixels = Annotated[int, Field(ge=1, le=100_000)]
BodyType = Literal["text/html", "text/plain"]


class Rights(Value):
    """Who holds the rights and on which terms (IPTC rightsInfo, schema.org)."""

    holder: Line | None = None
    notice: Note | None = None
    usage_terms: Note | None = None
    license: Url | None = None


class DraftAuthor(Value):
    """A writer as the CMS states one."""

    name: Name
    role: Line | None = None
    organisation: Line | None = None
    bio: Bio | None = None
    url: Url | None = None
    image_url: Url | None = None


class DraftImage(Value):
    """A picture as the CMS states one; `syndication=False` keeps it in house."""

    url: Url | None = None
    caption: Note | None = None
    credit: Line | None = None
    alt: Note | None = None
    width: Pixels | None = None
    height: Pixels | None = None
    rights: Rights | None = None
    syndication: bool = True


class Draft(Value):
    """One article as received. `body` is HTML or text: detected unless `body_type` says."""

    external_id: Annotated[str, Field(min_length=1, max_length=200)]
    source: Slug | None = None
    body: Annotated[Html, Field(max_length=1_572_864)]
    body_type: BodyType | None = None
    title: Line | None = None
    dek: Note | None = None
    byline: Line | None = None
    authors: Annotated[tuple[DraftAuthor, ...], Field(max_length=50)] = ()
    images: Annotated[tuple[DraftImage, ...], Field(max_length=100)] = ()
    section: Line | None = None
    tags: Annotated[
        tuple[Annotated[str, Field(min_length=1, max_length=100)], ...], Field(max_length=50)
    ] = ()
    language: Language | None = None
    url: Url | None = None
    published_at: Moment | None = None
    modified_at: Moment | None = None
    embargoed_until: Moment | None = None
    expires_at: Moment | None = None
    rights: Rights = Rights()
