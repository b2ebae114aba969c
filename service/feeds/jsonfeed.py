"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from service.feeds import facts
from service.feeds.channel import Channel
from service.feeds.format import Format
from service.feeds.xml import legal
from service.model.article import Article, Author, Image


def render_item(article: Article) -> bytes:
    """Return the item of one article; nothing in it depends on the feed."""
    pictures = tuple(facts.pictures(article))
    return _written(
        {
            "id": article.id,
            "url": facts.web_address(article.url),
            "title": article.headline,
            "summary": article.dek,
            "content_html": article.body_html,
            "content_text": article.body_text,
            "image": pictures[0][0] if pictures else None,
            "date_published": facts.timestamp(article.published_at),
            "date_modified": facts.timestamp(article.modified_at),
            "authors": [_author(author) for author in facts.authors(article)],
            "tags": facts.topics(article),
            "language": facts.language(article.language),
            "attachments": [
                {"url": address, "mime_type": facts.picture_type(address)}
                for address, _ in pictures
            ],
            "_copydesk": _extension(article),
        }
    )


def render(channel: Channel, items: Sequence[bytes]) -> bytes:
    """Return the feed: the channel's head, and the items in the order given."""
    head = _written(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": channel.title,
            "home_page_url": channel.home_url,
            "feed_url": channel.feed_url,
            "description": channel.description,
            "language": facts.language(channel.language),
        }
    )
    return b"".join((head.removesuffix(b"}"), b',"items":[', b",".join(items), b"]}"))


def _author(author: Author) -> dict[str, str | None]:
    return {
        "name": author.name,
        "url": facts.web_address(author.url),
        "avatar": facts.web_address(author.image_url),
    }


def _extension(article: Article) -> dict[str, Any]:
    return {
        "revision": article.revision,
        "source": {"name": article.source.name, "url": article.source.url},
        "images": [_image(image) for image in article.images],
        "rights": article.rights.model_dump(),
    }


def _image(image: Image) -> dict[str, Any]:
    return {
        "url": facts.web_address(image.url),
        "caption": image.caption,
        "credit": image.credit,
        "alt": image.alt,
        "rights": image.rights and image.rights.model_dump(),
    }


def _written(value: Mapping[str, Any]) -> bytes:
    return json.dumps(_told(value), ensure_ascii=False, separators=(",", ":")).encode()


def _told(value: Any) -> Any:
    """Leave out what is not known, and mend characters that no reader can take."""
    match value:
        case str():
            return legal(value)
        case Mapping():
            told = {key: _told(part) for key, part in value.items()}
            return {key: part for key, part in told.items() if part not in (None, [], {})}
        case list() | tuple():
            return [_told(part) for part in value]
        case _:
            return value


FORMAT: Final = Format(
    media_type="application/feed+json", render_item=render_item, render=render
)
