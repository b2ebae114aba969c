"""What is hidden from a reader changes nothing that they are answered: no byte, no header."""

import json
import re

import pytest
from sqlalchemy import text

from service import accounts
from service.model.access import Feed, Partner, Product
from service.model.identity import article_id
from tests.databases import on_a_file
from tests.make import NOON
from tests.newsroom import SOURCE

SPORT = Product(slug="sport", name="Sport", sections=frozenset({"Sport"}))
UNSEEN = article_id(SOURCE, "unseen")


@pytest.fixture
def key(newsroom):
    """The key of a partner who is entitled to sport alone, of which there is a public feed."""
    with newsroom.house.desk.store.transaction() as tx:
        saved = {"slug": "sport", "product": SPORT.model_dump_json()}
        tx.connection.execute(text("INSERT INTO products VALUES (:slug, :product)"), saved)
        feed = Feed(name="sport", title="Sport", product=SPORT, public=True, items=2)
        accounts.add_feed(tx, feed, now=NOON)
        reader = Partner(slug="sport", name="Sport", products=(SPORT,))
        return accounts.add_partner(tx, reader, randomness=bytes(38), now=NOON).key.text


def answers(newsroom, key):
    """All that the reader is answered, page by page, byte by byte."""
    path = "/v1/articles?limit=2"
    paths = [path, f"/v1/articles/{UNSEEN}", f"/v1/articles/{article_id(SOURCE, 'never')}"]
    paths += [f"/feeds/sport{ending}" for ending in (".rss", ".json", "")]
    found = [newsroom.get(each, key=key) for each in paths]
    link = re.search(r"syndication(/[^>]+)", found[0].headers["link"])
    assert link
    found.append(newsroom.get(link[1], key=key))
    return [(each.status_code, dict(each.headers), each.content) for each in found]


def publish_seen(newsroom):
    for minute in range(3):
        newsroom.publish(
            external_id=f"seen-{minute}",
            section="Sport",
            published_at=NOON.replace(minute=minute).isoformat(),
        )


def is_of_another_section(newsroom):
    newsroom.publish(external_id="unseen", section="World")


def is_under_embargo(newsroom):
    newsroom.publish(
        external_id="unseen", section="Sport", embargoed_until="2026-03-05T00:00:00Z"
    )


def is_held(newsroom):
    newsroom.publish(external_id="unseen", section="Sport", body="", title=None)


def was_withdrawn_unseen(newsroom):
    is_under_embargo(newsroom)
    newsroom.withdraw("unseen", reason="Wrong river.")


def came_and_went_for_others(newsroom):
    for number in range(30):
        newsroom.publish(external_id=f"other-{number}", section="World")
    is_of_another_section(newsroom)
    newsroom.withdraw("unseen", reason="Wrong river.")


@on_a_file
@pytest.mark.parametrize(
    "hidden",
    [
        is_of_another_section,
        is_under_embargo,
        is_held,
        was_withdrawn_unseen,
        came_and_went_for_others,
    ],
)
def test_what_is_hidden_changes_nothing(newsroom, key, hidden):
    publish_seen(newsroom)
    newsroom.clock.pass_(minutes=1)
    before = answers(newsroom, key)
    assert len(json.loads(before[0][2])["articles"]) == 2
    newsroom.clock.pass_(minutes=1)
    hidden(newsroom)
    newsroom.clock.pass_(minutes=1)
    assert answers(newsroom, key) == before
