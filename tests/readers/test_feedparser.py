"""feedparser, the reader that most Python programs use, reads every feed that we write."""

import feedparser
import pytest

from tests import make, newsstand
from tests.hostile import CHARACTERS

HOSTILE = newsstand.hostile_articles()
WITHOUT_MARKUP = [row for row in CHARACTERS if "</" not in str(row.values[0])]
"""feedparser takes a title with tags in it for HTML, and escapes the rest of it."""


def test_a_feed_of_hostile_articles_is_read_without_complaint():
    parsed = feedparser.parse(newsstand.feed("rss", *HOSTILE))
    assert parsed.bozo == 0, parsed.get("bozo_exception")
    assert (parsed.version, parsed.encoding) == ("rss20", "utf-8")
    assert [entry.id for entry in parsed.entries] == [article.id for article in HOSTILE]


@pytest.mark.parametrize(("sent", "read"), WITHOUT_MARKUP)
def test_a_hostile_headline_comes_through(sent, read):
    [entry] = feedparser.parse(newsstand.feed("rss", make.article(headline=sent))).entries
    assert entry.title == read


def test_a_full_article_is_read_back_whole():
    [entry] = feedparser.parse(newsstand.feed("rss", newsstand.full_article())).entries
    assert entry.title == "Ferry & gull: a <draw>"
    assert entry.link == "https://harbour-gazette.example/ferry?page=1&of=2"
    assert entry.summary == "Neither would leave the slipway."
    assert entry.content[0].value == newsstand.full_article().body_html
    assert entry.author == "Ada Quill, Bo Inkwell"
    assert entry.published_parsed[:6] == make.NOON.timetuple()[:6]
    assert entry.updated == "2026-03-04T15:00:00Z"
    assert entry.rights == "© 2026 Harbour Gazette · Not after 30 days."
    assert [tag.term for tag in entry.tags] == ["Harbour", "ferries", "gulls"]


def test_its_pictures_are_read_back():
    [entry] = feedparser.parse(newsstand.feed("rss", newsstand.full_article())).entries
    assert [part.href for part in entry.enclosures] == [entry.media_content[0]["url"]]
    assert [part["medium"] for part in entry.media_content] == ["image", "image"]
    assert entry.media_credit[0]["content"] == "Ada Quill/Harbour Gazette"


def test_the_head_is_read_back():
    head = feedparser.parse(newsstand.feed("rss")).feed
    assert (head.title, head.subtitle) == ("World", "News of the world.")
    assert head.link == "https://copydesk.example/feeds/world"
    assert (head.language, head.updated) == ("en", "Wed, 04 Mar 2026 12:00:00 GMT")
