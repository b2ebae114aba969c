"""What feeds say of an article, decided once for every format."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from pydantic import HttpUrl, TypeAdapter, ValidationError

from service.model.article import Article, Author, Image, Paragraph
from service.model.draft import Rights

_WEB: Final = TypeAdapter(HttpUrl)
_LANGUAGE: Final = re.compile(r"(?![Uu][Nn][Dd])[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_PICTURE_TYPES: Final = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}


def teaser(article: Article) -> str | None:
    """Return the dek, or else the first paragraph, as plain text."""
    paragraphs = (block.text for block in article.body if isinstance(block, Paragraph))
    return article.dek or next(paragraphs, None)


def authors(article: Article) -> tuple[Author, ...]:
    """Return the writers; one named by the byline when no more is known."""
    if article.authors or not article.byline:
        return article.authors
    return (Author(name=article.byline),)


def topics(article: Article) -> tuple[str, ...]:
    """Return the section and the tags, each once."""
    return tuple(dict.fromkeys(filter(None, (article.section, *article.tags))))


def pictures(article: Article) -> Iterator[tuple[str, Image]]:
    """Yield each picture that has an address, with it; the lead picture first."""
    for image in article.images:
        if address := web_address(image.url):
            yield address, image


def rights_line(rights: Rights | None) -> str | None:
    """Return the notice, or else the holder, and then the terms of use, as one line."""
    if rights is None:
        return None
    said = filter(None, (rights.notice or rights.holder, rights.usage_terms))
    return " · ".join(said) or None


def language(tag: str | None) -> str | None:
    """Return a BCP 47 tag that readers accept, or None: `und` is not a language."""
    return tag if tag and _LANGUAGE.fullmatch(tag) else None


def web_address(address: str | None) -> str | None:
    """Return an absolute http(s) address in ASCII, as a browser would ask for it, or None."""
    try:
        return str(_WEB.validate_python(address))
    except ValidationError:
        return None


def picture_type(address: str) -> str:
    """Return the media type that an address tells; most that tell none are JPEGs."""
    ending = PurePosixPath(urlsplit(address).path).suffix.lower()
    return _PICTURE_TYPES.get(ending, "image/jpeg")


def timestamp(moment: datetime) -> str:
    """Return `moment`, which is in UTC, as RFC 3339."""
    return moment.isoformat(timespec="seconds").removesuffix("+00:00") + "Z"
