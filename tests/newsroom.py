"""A newsroom to test against: the real service on a real database, and a CMS that signs."""

import json
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fastapi.testclient import TestClient
from httpx2 import Response

from service import accounts
from service.model.access import EVERYTHING, Feed, Partner, Source
from service.model.signature import SECRET_BYTES, sign
from service.settings import Settings
from service.store import Transaction
from service.web.app import create_app
from service.web.clock import TrustedClock
from tests.make import NOON

OPERATOR = "the-operators-own-key"
SOURCE = "harbour-gazette"


class Clock:
    """A clock that stands still until it is told to move on."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def pace(self) -> float:
        """The seconds that have passed; a clock that is told to move on does not jump."""
        return self.at.timestamp()

    def pass_(self, **time: float) -> None:
        """Let time pass."""
        self.at += timedelta(**time)


def furnish(tx: Transaction, *, now: datetime) -> tuple[str, str]:
    """Add a source, a partner and two feeds; return the source's secret and the partner's key."""
    everything = tx.partners.product(EVERYTHING)
    source = accounts.add_source(
        tx,
        Source(slug=SOURCE, name="Harbour Gazette", url="https://h.example/", secrets=()),
        randomness=secrets.token_bytes(SECRET_BYTES),
        now=now,
    )
    welcome = accounts.add_partner(
        tx,
        Partner(slug="reader", name="Reader", products=(everything,)),
        randomness=secrets.token_bytes(accounts.KEY_BYTES),
        now=now,
    )
    for name, public in (("news", True), ("private", False)):
        feed = Feed(name=name, title=f"{name} of the day", product=everything, public=public)
        accounts.add_feed(tx, feed, now=now)
    return source.secrets[0], welcome.key.text


class Newsroom:
    """One source, one partner entitled to everything, a public feed and a keyed one."""

    def __init__(self, client: TestClient, clock: Clock) -> None:
        self.client, self.clock = client, clock
        self.house = client.app.state.house  # type: ignore[attr-defined]
        with self.house.desk.store.transaction() as tx:
            self.secret, self.key = furnish(tx, now=clock())

    def post(self, body: bytes, *, source: str = SOURCE, **headers: str) -> Response:
        """Send these very bytes to the intake."""
        return self.client.post(f"/v1/intake/{source}", content=body, headers=headers)

    def signed(self, body: bytes, *, message_id: str | None = None) -> dict[str, str]:
        """Return the headers that sign `body` as the source would, now."""
        message_id = message_id or f"msg_{secrets.token_hex(8)}"
        signature = sign(body, secret=self.secret, message_id=message_id, at=self.clock())
        return signature | {"content-type": "application/json"}

    def send(self, says: Mapping[str, Any], *, message_id: str | None = None) -> Response:
        """Send an event as the CMS would."""
        body = json.dumps(says).encode()
        return self.post(body, **self.signed(body, message_id=message_id))

    def publish(self, **says: Any) -> Response:
        """Send an article on rivers, saying also `says`."""
        return self.send(payload(**says))

    def withdraw(self, external_id: str = "hg-1", **says: Any) -> Response:
        """Take an article back, as of now."""
        return self.send(self.notice("withdrawn", external_id, **says))

    def restore(self, external_id: str = "hg-1") -> Response:
        """Stand by an article again, as of now."""
        return self.send(self.notice("restored", external_id))

    def notice(self, what: str, external_id: str, **says: Any) -> dict[str, Any]:
        """Return an envelope that says of an article what became of it, now."""
        data = {"external_id": external_id, **says}
        at = self.clock().isoformat()
        return {"type": f"article.{what}", "timestamp": at, "data": data}

    def get(self, path: str, *, key: str | None = None, **headers: str) -> Response:
        """Read as the partner does."""
        authorization = {"authorization": f"Bearer {key or self.key}"}
        return self.client.get(path, headers=authorization | headers)

    def ids(self, path: str = "/v1/articles") -> list[str]:
        """Return the external ids of the articles that the partner is shown."""
        return [article["external_id"] for article in self.get(path).json()["articles"]]


def payload(**says: Any) -> dict[str, Any]:
    """Return a native payload of a short article on rivers."""
    return {
        "external_id": "hg-1",
        "title": "Rivers rise",
        "body": "<p>Rivers rose in the night.</p><p>Nobody slept on Quay Street.</p>",
        "url": "https://h.example/rivers",
        "language": "en",
        "published_at": NOON.isoformat(),
        "modified_at": NOON.isoformat(),
        **says,
    }


@contextmanager
def newsroom_on(database: str) -> Iterator[Newsroom]:
    """Open a newsroom on a database; it is an hour after noon."""
    clock = Clock(NOON + timedelta(hours=1))
    with served_on(database, clock) as client:
        yield Newsroom(client, clock)


@contextmanager
def served_on(database: str, clock: Clock) -> Iterator[TestClient]:
    """Serve a database, in a folder of one's own; on a server another process may do so too."""
    with TemporaryDirectory() as folder:
        yield from _served(database, clock, Path(folder))


def _served(database: str, clock: Clock, folder: Path) -> Iterator[TestClient]:
    settings = Settings(
        database_url=database,
        withdrawals=folder / "withdrawals",
        admin_key=OPERATOR,  # type: ignore[arg-type]  # pydantic makes the secret of it
        secret_key="the-key-that-signs-cursors",  # type: ignore[arg-type]
        public_url="https://desk.example/syndication",
        _env_file=None,
    )
    app = create_app(settings, TrustedClock(clock, clock.pace))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def until(true: Callable[[], bool], seconds: float = 10) -> None:
    """Wait until `true` says so."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)
