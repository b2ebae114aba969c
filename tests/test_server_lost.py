"""PostgreSQL stops, hangs, or is cut off: nothing acknowledged is lost, and all is well again by itself."""

import time
from contextlib import ExitStack

import pytest

from service.model.errors import Unavailable
from service.store import Store
from service.store.postgres import PATIENCE
from service.store.store import READERS
from tests.newsroom import newsroom_on, served_on
from tests.postgres import OwnServer, own_server
from tests.wire import wire_to

REQUESTS = {
    "a public feed": lambda newsroom: newsroom.client.get("/feeds/news.rss"),
    "a keyed feed": lambda newsroom: newsroom.get("/feeds/private.rss"),
    "articles": lambda newsroom: newsroom.get("/v1/articles"),
    "an event": lambda newsroom: newsroom.publish(external_id="hg-2"),
    "readiness": lambda newsroom: newsroom.client.get("/health/ready"),
}
AGAIN = 5.0
"""Seconds until all is as it was."""


@pytest.fixture(scope="module")
def server():
    """A server that may be treated badly."""
    with own_server() as own:
        yield own


@pytest.fixture
def database(server):
    return server.migrated()


@pytest.fixture
def newsroom(database):
    with newsroom_on(database) as opened:
        yield opened


def first(true, seconds=AGAIN):
    """Wait until something is so; that must be within so many seconds."""
    began = time.monotonic()
    while not true():
        time.sleep(0.02)
    assert time.monotonic() - began < seconds


def is_refused(answer):
    return answer.status_code == 503 and answer.headers["retry-after"] == "5"


@pytest.mark.parametrize("lost", [OwnServer.down, OwnServer.hanging])
def test_without_the_server_every_request_is_told_to_come_back_and_then_all_is_well(
    server, newsroom, lost
):
    newsroom.publish()
    newsroom.client.get("/feeds/news.rss")
    with lost(server):
        first(lambda: is_refused(REQUESTS["a public feed"](newsroom)), seconds=2.0)
        for ask in REQUESTS.values():
            began = time.monotonic()
            assert is_refused(ask(newsroom))
            assert time.monotonic() - began < 1.0
        assert newsroom.client.get("/health/live").status_code == 200
    for ask in REQUESTS.values():
        first(lambda ask=ask: ask(newsroom).is_success)
    assert sorted(newsroom.ids()) == ["hg-1", "hg-2"]


def test_what_is_under_way_when_the_server_hangs_ends_in_time(server, database):
    store = Store(database)
    began = time.monotonic()
    with pytest.raises(Unavailable), store.snapshot() as tx, server.hanging():
        tx.log.head()
    assert time.monotonic() - began < PATIENCE + 1
    with store.snapshot() as tx:
        tx.log.head()
    store.close()


def test_the_clock_goes_on_when_the_server_is_back(server, newsroom):
    newsroom.publish(embargoed_until=newsroom.clock().replace(minute=30).isoformat())
    with server.down():
        newsroom.clock.pass_(minutes=31)

    def released():
        with newsroom.house.desk.store.snapshot() as tx:
            return "released" in {logged.change.kind for logged in tx.log.after(0, limit=9)}

    first(lambda: REQUESTS["readiness"](newsroom).is_success)
    first(released)


def test_an_event_whose_commit_was_not_answered_gets_its_receipt_when_it_is_sent_again(
    database,
):
    with wire_to(database) as wire, newsroom_on(wire.url) as newsroom:
        first(lambda: REQUESTS["readiness"](newsroom).is_success)
        event = newsroom.notice("published", "hg-1", title="T", body="<p>Rivers rose.</p>")
        wire.cuts_commit = True
        while wire.cuts_commit:
            assert is_refused(newsroom.send(event, message_id="msg_1"))
        while is_refused(again := newsroom.send(event, message_id="msg_1")):
            time.sleep(0.02)
        assert (again.status_code, again.json()["revision"]) == (200, 1)
        assert newsroom.ids() == ["hg-1"]


@pytest.mark.parametrize(
    "loses_notices", [pytest.param(False, id="by notice"), pytest.param(True, id="by asking")]
)
def test_what_one_process_withdraws_no_other_shows_a_second_later(database, loses_notices):
    with (
        newsroom_on(database) as one,
        wire_to(database, loses_notices=loses_notices) as wire,
        served_on(wire.url, one.clock) as other,
    ):
        one.publish()
        first(lambda: "Rivers" in other.get("/feeds/news.rss").text)
        one.withdraw()
        until = time.monotonic() + 1.0
        while "Rivers" in other.get("/feeds/news.rss").text:
            assert time.monotonic() < until


def test_when_all_connections_are_taken_one_more_is_told_to_come_back(database):
    store = Store(database)
    with ExitStack() as taken:
        for _ in range(READERS):
            taken.enter_context(store.snapshot())
        with pytest.raises(Unavailable):
            taken.enter_context(store.snapshot())
        taken.enter_context(store.transaction())
        with pytest.raises(Unavailable):
            taken.enter_context(store.transaction())
    store.close()
