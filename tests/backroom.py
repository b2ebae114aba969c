"""A newsroom without its front door: a CMS that signs, and a real desk on a real file."""

import json
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from service.accounts import add_source
from service.cleaning import SourceRules
from service.model.access import Partner, Product, Source
from service.model.article import Article
from service.model.change import Logged
from service.model.identity import article_id
from service.model.receipt import Receipt
from service.model.signature import sign
from service.pipeline import Accepted, Desk, Webhook, open_store, receive, tick
from service.store import Record, Writer
from tests import databases
from tests.make import NOON

SLUG = "harbour-gazette"
MINUTE = timedelta(minutes=1)
ROSE, FELL, STOOD = ("<p>Rivers rose.</p>", "<p>Rivers fell.</p>", "<p>Rivers stood still.</p>")


def at(minute: float) -> datetime:
    """So many minutes past noon."""
    return NOON + minute * MINUTE


def stated(minute: float) -> str:
    """That time, as a payload states it."""
    return at(minute).isoformat()


def partner(**says: Any) -> Partner:
    """A partner with one product, which asks for what is said."""
    return Partner(slug="p", name="P", products=(Product(slug="a", name="A", **says),))


EVERYBODY = partner()
NOBODY = Partner(slug="n", name="N")
SPORT = partner(sections=frozenset({"sport"}))
WORLD = partner(sections=frozenset({"world"}))


def payload(**says: Any) -> dict[str, Any]:
    """A bare payload: a short article on rivers."""
    return {"external_id": "hg-1", "title": "Rivers rise", "body": "<p>Rivers rose.</p>"} | says


def notice(kind: str, at: datetime | None = None, **says: Any) -> dict[str, Any]:
    """An envelope that withdraws or restores an article."""
    timestamp = {"timestamp": at.isoformat()} if at else {}
    data = {"external_id": "hg-1"} | says
    return {"type": f"article.{kind}", "data": data} | timestamp


class Backroom:
    """One source, one desk."""

    def __init__(self, database: str, ledger: Path | None) -> None:
        self.database, self._ledger = database, ledger
        self._ids = count(1)
        self.open()
        with self.store.transaction() as tx:
            source = Source(
                slug=SLUG, name="Harbour Gazette", url="https://a.example/", secrets=()
            )
            self.source = add_source(tx, source, randomness=bytes(32), now=NOON)

    def open(self) -> None:
        """Start the service."""
        self.store = open_store(
            self.database, clock=lambda: NOON, serves=True, ledger=self._ledger
        )
        self.desk = Desk(self.store, Writer(self.store), SourceRules())

    def close(self) -> None:
        """Stop it."""
        self.desk.writer.close()
        self.store.close()

    def post(
        self,
        says: Any,
        at: datetime = NOON,
        *,
        now: datetime | None = None,
        name: str = "",
        source: str = SLUG,
    ) -> Future[Accepted]:
        """Send an event, signed at `at`, and do not wait for what becomes of it.

        Every event has a message id of its own unless it is given a `name`.
        """
        body = says if isinstance(says, bytes) else json.dumps(says).encode()
        message_id = name or f"msg_{next(self._ids)}"
        headers = sign(body, secret=self.source.secrets[0], message_id=message_id, at=at)
        return receive(self.desk, Webhook(source, headers, body), clock=lambda: now or at)

    def send(self, says: Any, at: datetime = NOON, **more: Any) -> Receipt:
        """Send an event and return its receipt."""
        return self.post(says, at, **more).result().receipt

    def tick(self, now: datetime) -> int:
        """Let the clock do its part."""
        with self.store.transaction() as tx:
            return tick(tx, now=now)

    def record(self, external_id: str = "hg-1") -> Record | None:
        """All that is held of an article."""
        with self.store.snapshot() as tx:
            return tx.articles.find(article_id(SLUG, external_id))

    def article(self, external_id: str = "hg-1") -> Article:
        """The canonical article."""
        record = self.record(external_id)
        assert record
        assert record.article
        return record.article

    def log(self) -> tuple[Logged, ...]:
        """The whole log."""
        with self.store.snapshot() as tx:
            return tx.log.after(0, limit=10_000)

    def kinds(self) -> list[str]:
        """The kinds of change that the log tells of."""
        return [logged.change.kind for logged in self.log()]

    def rows(self, statement: str) -> list[Any]:
        """What the database says, read without us."""
        return databases.rows(self.database, statement)

    def everything(self) -> list[str]:
        """All that the database holds."""
        return databases.contents(self.database)


@contextmanager
def backroom_on(database: str, ledger: Path | None = None) -> Iterator[Backroom]:
    """A backroom, for as long as it is needed; `ledger` is its own where it stands beside no file."""
    room = Backroom(database, ledger)
    try:
        yield room
    finally:
        room.close()
