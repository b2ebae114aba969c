"""RSS 2.0 (https://www.rssboard.org/rss-specification), with the modules that readers know."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import Final

from service.feeds import facts
from service.feeds.channel import Channel
from service.feeds.format import Format
from service.feeds.xml import element, tag
from service.model.article import Article, Image

_HEAD: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" \
xmlns:content="http://purl.org/rss/1.0/modules/content/" \
xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:media="http://search.yahoo.com/mrss/">
<channel>
"""
_TAIL: Final = b"</channel>\n</rss>\n"
_MARKUP: Final = re.compile(r"<(?=[a-z/!?])|&(?=#?\w+;)", re.IGNORECASE)


def render_item(article: Article) -> bytes:
    """Return the item of one article; nothing in it depends on the feed."""
    lines = filter(None, (*_story(article), *_standing(article), *_pictures(article)))
    return "\n".join(("<item>", *lines, "</item>\n")).encode()


def render(channel: Channel, items: Sequence[bytes]) -> bytes:
    """Return the feed: the channel's head, and the items in the order given."""
    lines = (
        element("title", channel.title),
        element("link", channel.home_url),
        element("description", channel.description or channel.title),
        element("language", facts.language(channel.language)),
        element("lastBuildDate", _date(channel.updated) if channel.updated else None),
        tag("atom:link", href=channel.feed_url, rel="self", type="application/rss+xml"),
    )
    head = _HEAD + "".join(f"{line}\n" for line in lines if line)
    return b"".join((head.encode(), *items, _TAIL))


def _story(article: Article) -> Iterator[str]:
    yield element("title", article.headline)
    yield element("link", facts.web_address(article.url))
    yield element("description", _as_html(facts.teaser(article)))
    yield element("content:encoded", article.body_html)
    # One element: readers that meet two keep only the first, or only the last.
    yield element("dc:creator", ", ".join(author.name for author in facts.authors(article)))
    yield from (element("category", topic) for topic in facts.topics(article))


def _standing(article: Article) -> Iterator[str]:
    yield element("guid", article.id, isPermaLink="false")
    yield element("pubDate", _date(article.published_at))
    yield element("atom:updated", facts.timestamp(article.modified_at))
    yield element("dc:language", facts.language(article.language))
    yield element("dc:publisher", article.source.name)
    yield element("dc:rights", facts.rights_line(article.rights))


def _pictures(article: Article) -> Iterator[str]:
    for place, (address, image) in enumerate(facts.pictures(article)):
        kind = facts.picture_type(address)
        if place == 0:  # more readers show an enclosure; RSS allows one
            yield tag("enclosure", url=address, length=0, type=kind)
        yield tag(
            "media:content",
            _picture(image),
            url=address,
            medium="image",
            type=kind,
            width=image.width,
            height=image.height,
        )


def _picture(image: Image) -> str:
    return (
        element("media:description", image.caption, type="plain")
        + element("media:credit", image.credit)
        + element("media:copyright", facts.rights_line(image.rights))
    )


def _as_html(text: str | None) -> str | None:
    """Escape what looks like markup: readers take a description for HTML, and this is text."""
    return text and _MARKUP.sub(lambda found: escape(found[0]), text)


def _date(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)


FORMAT: Final = Format(
    media_type="application/rss+xml; charset=utf-8", render_item=render_item, render=render
)
