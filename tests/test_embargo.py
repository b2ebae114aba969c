"""A real embargo on a real clock: nothing early, and out and logged within a second."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

from fastapi.testclient import TestClient
from pydantic import SecretStr

from service.pipeline import Desk
from service.settings import Settings
from service.store import Store, Writer
from service.web.app import create_app
from service.web.clock import wall_clock
from service.web.ticker import Ticker
from tests.backroom import payload
from tests.make import NOON
from tests.newsroom import Clock, Newsroom
from tests.test_clock import changes, spoil

SECOND = timedelta(seconds=1)
OUTPUTS = ("/v1/articles", "/feeds/news.rss", "/feeds/news.json", "/feeds/news")


class Today(Clock):
    """The machine's own clock."""

    def __call__(self):
        return wall_clock()


@contextmanager
def opened(database):
    """The service, by the machine's own clock."""
    settings = Settings(database_url=database, secret_key=SecretStr("x" * 16), _env_file=None)
    with TestClient(create_app(settings)) as client:
        yield client


def eventually(true):
    """Wait until something is so; the test that needs it sooner says so itself."""
    until = time.monotonic() + 20
    while not true():
        assert time.monotonic() < until
        time.sleep(0.01)


def released(newsroom):
    """When the articles of which the log says that they were released were due."""
    with newsroom.house.desk.store.snapshot() as tx:
        logged = [each.change for each in tx.log.after(0, limit=99)]
    return [change.at for change in logged if change.kind == "released"]


def test_an_embargo_holds_on_every_output_and_is_over_within_a_second(database):
    with opened(database) as client:
        newsroom = Newsroom(client, Today(NOON))
        newsroom.publish(title="Another")  # the first takes longer
        opens = wall_clock() + 2 * SECOND
        says = {"published_at": None, "embargoed_until": opens.isoformat()}
        sent = newsroom.publish(external_id="soon", **says)
        one = sent.json()["links"]["self"]
        with ThreadPoolExecutor(len(OUTPUTS) + 1) as readers:
            asking = [readers.submit(sightings, newsroom, path) for path in (*OUTPUTS, one)]
            eventually(lambda: released(newsroom))
            logged = wall_clock()
            first = [future.result() for future in asking]
        assert released(newsroom) == [opens]
        assert logged - opens < SECOND
        assert all(timedelta() <= seen - opens < SECOND for seen in first)


def sightings(newsroom, path):
    """Poll until the article is there; return when the answer that shows it was complete."""
    while "Rivers rise" not in newsroom.get(path).text:
        pass
    return wall_clock()


def test_what_opened_while_the_service_was_down_is_there_and_logged_when_it_is_up(database):
    with opened(database) as client:
        newsroom = Newsroom(client, Today(NOON))
        newsroom.publish(external_id="open")
        opens = wall_clock() + 2 * SECOND
        newsroom.publish(published_at=None, embargoed_until=opens.isoformat())
        assert newsroom.ids() == ["open"]
    eventually(lambda: wall_clock() > opens)
    with opened(database) as client:
        newsroom.client, newsroom.house = client, client.app.state.house
        up = wall_clock()
        assert newsroom.ids() == ["hg-1", "open"]
        eventually(lambda: released(newsroom) == [opens])
        assert wall_clock() - up < SECOND


# Those who look


@contextmanager
def ticking(room, clock=wall_clock):
    """Somebody who looks at the clock, on a desk of their own: another process, as it were."""
    store = Store(room.database)
    desk = Desk(store, Writer(store), room.desk.rules)
    ticker = Ticker(desk, clock)
    try:
        yield
    finally:
        ticker.close()
        desk.writer.close()
        store.close()


def test_many_who_look_log_each_edge_once_and_in_order(room):
    now = wall_clock()
    edges = [now + timedelta(milliseconds=100 * step) for step in range(10, 18)]
    with ticking(room), ticking(room), ticking(room):
        for number in range(4):
            says = {
                "embargoed_until": edges[number].isoformat(),
                "expires_at": edges[number + 4].isoformat(),
            }
            room.send(payload(external_id=str(number), **says), now)
        eventually(lambda: len(changes(room)) == 12)
    assert [change.at for change in changes(room)[4:]] == edges


def test_a_row_that_cannot_be_read_is_said_to_be_so_once(room, caplog):
    now = wall_clock()
    for name in ("broken", "a", "b"):
        due = now + timedelta(milliseconds=300 if name == "b" else 100)
        room.send(payload(external_id=name, embargoed_until=due.isoformat()), now)
    spoil(room, "broken")
    with ticking(room):
        eventually(lambda: len(changes(room)) == 5)
    (said,) = (record.getMessage() for record in caplog.records)
    assert said.startswith("The row of urn:uuid:")


def test_trouble_is_said_to_be_so_once_and_is_over_when_it_is(room, caplog):
    troubled = True

    def clock():
        if troubled:
            raise OSError
        return wall_clock()

    now = wall_clock()
    room.send(payload(embargoed_until=(now + SECOND / 10).isoformat()), now)
    with ticking(room, clock):
        eventually(lambda: caplog.records)
        time.sleep(0.6)
        troubled = False
        eventually(lambda: len(changes(room)) == 2)
    assert [record.getMessage() for record in caplog.records] == [
        "The clock's changes cannot be logged now."
    ]
