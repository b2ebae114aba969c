"""Laws of every feed, whatever its articles say."""

import json
from datetime import UTC, datetime
from functools import partial

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from service.feeds import FORMATS
from service.feeds.xml import legal
from service.model.identity import article_id
from tests import make, newsstand

ANY_TEXT = st.text(st.characters(), max_size=30)
"""Every code point, the halves of surrogate pairs too."""
MENDED = "<&" + "".join(map(chr, range(0xA0, 0xC0)))
"""What feedparser takes for markup, or for a part of UTF-8 that was read as Latin-1."""
PROSE = st.text(st.characters(exclude_categories=["C"], exclude_characters=MENDED), max_size=30)
MOMENTS = st.integers(0, 7_000_000_000).map(partial(datetime.fromtimestamp, tz=UTC))
MAYBE = st.none() | ANY_TEXT
ADDRESSES = st.none() | ANY_TEXT | ANY_TEXT.map("https://a.example/{}".format)


def rights():
    keys = ("holder", "notice", "usage_terms", "license")
    return st.fixed_dictionaries({}, optional=dict.fromkeys(keys, st.text(max_size=30)))


def images():
    says = {"url": ADDRESSES, "caption": MAYBE, "credit": MAYBE, "alt": MAYBE}
    size = st.none() | st.integers(1, 100_000)
    more = {"width": size, "height": size, "rights": rights()}
    return st.fixed_dictionaries(says, optional=more).map(lambda said: make.image(**said))


def authors():
    says = {"name": ANY_TEXT, "url": ADDRESSES, "image_url": ADDRESSES, "bio": MAYBE}
    return st.fixed_dictionaries(says)


@st.composite
def articles(draw, headlines=ANY_TEXT):
    return make.article(
        id=article_id("harbour-gazette", str(draw(st.integers(0, 99)))),
        url=draw(ADDRESSES),
        headline=draw(headlines),
        dek=draw(MAYBE),
        byline=draw(MAYBE),
        authors=draw(st.lists(authors(), max_size=2)),
        body_html=draw(ANY_TEXT),
        body_text=draw(ANY_TEXT),
        images=draw(st.lists(images(), max_size=2)),
        section=draw(MAYBE),
        tags=draw(st.lists(ANY_TEXT, max_size=2)),
        language=draw(ANY_TEXT),
        published_at=draw(MOMENTS),
        modified_at=draw(MOMENTS),
        rights=draw(rights()),
    )


@settings(deadline=None)
@given(st.lists(articles(), max_size=3), ANY_TEXT)
def test_any_article_makes_an_rss_feed_that_says_what_it_says(several, title):
    feed = etree.fromstring(newsstand.feed("rss", *several, title=title))
    items = feed.findall("channel/item")
    assert [item.findtext("guid") for item in items] == [article.id for article in several]
    assert [item.findtext("title", "") for item in items] == [
        legal(article.headline) for article in several
    ]


@settings(deadline=None)
@given(st.lists(articles(headlines=PROSE), max_size=3))
def test_a_reader_reads_back_the_headlines_and_the_ids(several):
    parsed = feedparser.parse(newsstand.feed("rss", *several))
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert [entry.id for entry in parsed.entries] == [article.id for article in several]
    assert [entry.get("title", "") for entry in parsed.entries] == [
        article.headline.strip() for article in several
    ]


@settings(deadline=None)
@given(st.lists(articles(), max_size=3))
def test_any_article_makes_strict_json(several):
    def refuse(constant):
        raise AssertionError(constant)

    written = newsstand.feed("json", *several).decode("utf-8", errors="strict")
    items = json.loads(written, parse_constant=refuse)["items"]
    assert [(item["id"], item["title"]) for item in items] == [
        (article.id, legal(article.headline)) for article in several
    ]


@pytest.mark.parametrize("ending", FORMATS)
@settings(deadline=None)
@given(several=st.lists(articles(), max_size=3))
def test_the_same_articles_give_the_same_bytes(ending, several):
    again = [type(article).model_validate(article.model_dump()) for article in several]
    assert newsstand.feed(ending, *several) == newsstand.feed(ending, *again)


@given(ANY_TEXT)
def test_mending_characters_twice_changes_nothing(text):
    assert legal(legal(text)) == legal(text)
