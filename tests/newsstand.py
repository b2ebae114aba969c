"""Feeds to test with: a head, and an article that has something to say in every element."""

import html
from datetime import timedelta
from typing import Any

from service.feeds import FORMATS, Channel
from service.model.article import Article
from service.model.identity import article_id
from tests import make
from tests.hostile import CHARACTERS


def channel(**says: Any) -> Channel:
    """The head of the feed of the world's news."""
    return Channel.model_validate(
        {
            "title": "World",
            "description": "News of the world.",
            "home_url": "https://copydesk.example/feeds/world",
            "feed_url": "https://copydesk.example/feeds/world.rss",
            "language": "en",
            "updated": make.NOON,
        }
        | says
    )


def feed(ending: str, *articles: Article, **head: Any) -> bytes:
    """The feed of the world's news in one format."""
    address = f"https://copydesk.example/feeds/world.{ending}"
    form = FORMATS[ending]
    items = [form.render_item(article) for article in articles]
    return form.render(channel(feed_url=address, **head), items)


def full_article(**says: Any) -> Article:
    """The second revision of an article on ferries, with everything that one may have."""
    body = "<p>The <em>Tern</em> never sailed &amp; nobody minded.</p>"
    return make.article(
        **{
            "id": "urn:uuid:00000000-0000-5000-8000-000000000002",
            "revision": 2,
            "url": "https://harbour-gazette.example/ferry?page=1&of=2",
            "headline": "Ferry & gull: a <draw>",
            "dek": "Neither would leave the slipway.",
            "authors": (
                {"name": "Ada Quill", "url": "https://harbour-gazette.example/ada"},
                {"name": "Bo Inkwell", "image_url": "https://harbour-gazette.example/bo.png"},
            ),
            "body": (make.paragraph("The Tern never sailed & nobody minded."),),
            "body_html": body,
            "body_text": "The Tern never sailed & nobody minded.",
            "images": (
                make.image(width=1200, height=800, alt="A gull on a ferry."),
                make.image(url=None, caption="The gull, later.", credit=None),
                make.image(
                    url="https://harbour-gazette.example/crew.webp", rights={"holder": "Bo"}
                ),
            ),
            "section": "Harbour",
            "tags": ("ferries", "gulls"),
            "modified_at": make.NOON + timedelta(hours=3),
            "rights": {
                "holder": "Harbour Gazette",
                "notice": "© 2026 Harbour Gazette",
                "usage_terms": "Not after 30 days.",
                "license": "https://harbour-gazette.example/licence",
            },
        }
        | says
    )


def hostile_articles() -> tuple[Article, ...]:
    """An article a row of `hostile.CHARACTERS`, with the row's text wherever text may stand."""
    texts = [str(row.values[0]) for row in CHARACTERS]
    return tuple(
        make.article(
            id=article_id("harbour-gazette", str(number)),
            headline=text,
            dek=text,
            byline=text,
            body_html=f"<p>{html.escape(text)}</p>",
            body_text=text,
            images=(make.image(caption=text, alt=text),),
            section=text,
            tags=(text,),
        )
        for number, text in enumerate(texts)
    )
