"""A feed's page for people: what it is, where its formats are, and its newest headlines (HTML)."""

from collections.abc import Mapping, Sequence
from html import escape

from service.feeds.channel import Channel
from service.feeds.facts import web_address
from service.model.article import Article

MEDIA_TYPE = "text/html; charset=utf-8"


def render(
    addresses: Mapping[str, str], channel: Channel, articles: Sequence[Article]
) -> bytes:
    """Return the page; it needs no script and no style."""
    title = escape(channel.title)
    formats = "".join(
        f'<li><a href="{escape(url)}">{escape(ending)}</a>: <code>{escape(url)}</code></li>'
        for ending, url in addresses.items()
    )
    headlines = "".join(f"<li>{_headline(article)}</li>" for article in articles)
    lang = f' lang="{escape(channel.language)}"' if channel.language else ""
    return (
        f'<!DOCTYPE html>\n<html{lang}><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width">'
        '<meta name="color-scheme" content="light dark"></head>\n'
        f"<body><main><h1>{title}</h1><p>{escape(channel.description)}</p>\n"
        "<h2>Subscribe</h2><p>Copy an address into a feed reader.</p>"
        f"<ul>{formats}</ul>\n<h2>Newest</h2><ol>{headlines}</ol></main></body></html>\n"
    ).encode()


def _headline(article: Article) -> str:
    url = web_address(article.url)
    headline = f'<span lang="{escape(article.language)}">{escape(article.headline)}</span>'
    return f'<a href="{escape(url)}">{headline}</a>' if url else headline
