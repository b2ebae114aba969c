"""The feeds, as subscribers read them over HTTP."""

import json
from contextlib import ExitStack

import feedparser
import lxml.etree
import pytest

from service import accounts
from service.feeds import FORMATS
from service.store.store import READERS


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_has_an_address(newsroom, ending):
    newsroom.publish()
    answer = newsroom.client.get(f"/feeds/news.{ending}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == FORMATS[ending].media_type
    assert "Rivers rise" in answer.text


def test_a_feed_names_itself_by_its_public_address(newsroom):
    rss = feedparser.parse(
        newsroom.client.get("/feeds/news.rss", headers={"host": "evil.example"}).content
    )
    own = [link.href for link in rss.feed.links if link.rel == "self"]
    assert own == ["https://desk.example/syndication/feeds/news.rss"]
    feed = json.loads(newsroom.client.get("/feeds/news.json").content)
    assert feed["feed_url"] == "https://desk.example/syndication/feeds/news.json"


def test_a_keyed_feed_opens_to_a_key_as_a_password_or_a_token(newsroom):
    newsroom.publish()
    locked = newsroom.client.get("/feeds/private.rss")
    assert locked.status_code == 401
    assert "Basic" in locked.headers["www-authenticate"]

    by_password = newsroom.client.get("/feeds/private.rss", auth=("anyone", newsroom.key))
    assert by_password.status_code == 200
    assert "private" in by_password.headers["cache-control"]
    assert newsroom.get("/feeds/private.rss").content == by_password.content


@pytest.mark.parametrize(
    "path", ["/feeds/none.rss", "/feeds/news.pdf", "/feeds/news.", "/feeds/.rss"]
)
def test_there_is_nothing_where_there_is_no_feed(newsroom, path):
    assert newsroom.client.get(path).status_code == 404


def test_a_feed_holds_its_newest_items_and_no_more(newsroom):
    for number in range(53):
        newsroom.publish(
            external_id=f"hg-{number}", published_at=f"2026-03-04T12:{number:02}:00Z"
        )
    feed = json.loads(newsroom.client.get("/feeds/news.json").content)
    assert len(feed["items"]) == 50
    assert feed["items"][0]["date_published"] == "2026-03-04T12:52:00Z"


def test_the_same_articles_give_the_same_bytes_at_any_time(newsroom):
    newsroom.publish()
    first = newsroom.client.get("/feeds/news.rss")
    newsroom.clock.pass_(days=3)
    newsroom.house.pages = type(newsroom.house.pages)()
    assert newsroom.client.get("/feeds/news.rss").content == first.content


def test_a_feed_is_read_while_a_page_is_kept_and_made_again_when_it_is_not(newsroom):
    newsroom.publish()
    before = newsroom.client.get("/feeds/news.rss").headers["etag"]
    assert newsroom.client.get("/feeds/news.rss").headers["etag"] == before
    newsroom.publish(external_id="hg-2")
    assert newsroom.client.get("/feeds/news.rss").headers["etag"] != before


def test_a_feed_has_a_page_for_people_that_says_where_it_is(newsroom):
    newsroom.publish(title="Rivers <rise> & fall")
    page = newsroom.client.get("/feeds/news")
    html = lxml.etree.HTML(page.content)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert html.findtext(".//h1") == "news of the day"
    assert "Rivers <rise> & fall" in str(html.xpath("string()"))
    assert {link.get("href") for link in html.iter("a")} == {
        "https://desk.example/syndication/feeds/news.rss",
        "https://desk.example/syndication/feeds/news.json",
        "https://h.example/rivers",
    }
    assert newsroom.client.get("/feeds/private").status_code == 401


def test_a_feed_that_did_not_change_is_answered_without_the_database(newsroom):
    newsroom.publish()
    seen = [newsroom.get(f"/feeds/{name}.rss") for name in ("news", "private")]
    with ExitStack() as taken:
        for _ in range(READERS):  # there is no connection left
            taken.enter_context(newsroom.house.desk.store.snapshot())
        again = [newsroom.get(f"/feeds/{name}.rss") for name in ("news", "private")]
        assert newsroom.get("/feeds/private.rss", key="another").status_code == 503
    assert [answer.content for answer in again] == [answer.content for answer in seen]
    assert [answer.headers["cache-control"] for answer in again] == [
        "public, no-cache",
        "private, no-cache",
    ]


def test_a_key_that_is_ended_opens_no_feed_that_it_opened_before(newsroom):
    assert newsroom.get("/feeds/private.rss").is_success
    with newsroom.house.desk.store.transaction() as tx:
        (key,) = tx.partners.keys("reader")
        accounts.revoke_key(tx, key.id, now=newsroom.clock())
    assert newsroom.get("/feeds/private.rss").status_code == 401
