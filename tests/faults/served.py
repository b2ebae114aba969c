"""`copydesk serve` as a process that can be killed and born again, and a way to talk to it.

It is the command itself that runs in a life of its own, with its arguments and its environment.
"""

import json
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from copy import copy
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Final, NamedTuple

from service import cli
from service.model.signature import sign
from service.store import Store
from tests.faults.lives import LIVES
from tests.newsroom import OPERATOR, SOURCE, furnish

PATIENCE: Final = 30
"""Seconds to wait for an answer, or for what must come true."""


class Answer(NamedTuple):
    """What the service said: its status, its headers (lower case), its body; and how long it took."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float


class Served:
    """A newsroom on `database`, and the life of its service: one at a time."""

    def __init__(self, database: str, folder: Path) -> None:
        self.settings = {
            "COPYDESK_ADMIN_KEY": OPERATOR,
            "COPYDESK_SECRET_KEY": "the-key-that-signs-cursors",
        }
        self.settle(database, folder)
        store = Store(database)
        with store.transaction() as tx:
            self.secret, self.key = furnish(tx, now=datetime.now(UTC))
        store.close()
        self.life: BaseProcess

    def another(self, folder: Path) -> "Served":
        """The same newsroom, served by a process of another folder."""
        other = copy(self)
        folder.mkdir()
        other.settle(self.database, folder)
        return other

    def move(self, database: str) -> None:
        """Serve another database from its next life on."""
        self.database = self.settings["COPYDESK_DATABASE_URL"] = database

    def settle(self, database: str, folder: Path) -> None:
        """Serve `database` from a port of its own, and from this folder."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        self.log = folder / "serve.log"
        self.settings = self.settings | {"COPYDESK_PORT": str(self.port)}
        self.move(database)

    def begin(self, first: Callable[[], None] | None = None) -> None:
        """Begin a life, whatever comes of it; `first` is what it does before anything else."""
        self.life = LIVES.Process(
            target=_live, args=(self.log, self.settings, first), daemon=True
        )
        self.life.start()

    def start(self, first: Callable[[], None] | None = None) -> float:
        """Begin a life, and return after how many seconds it was ready."""
        self.begin(first)
        return self.until(self.is_ready)

    def kill(self) -> None:
        """End it, as by kill -9."""
        self.life.kill()
        self.life.join()

    def is_ready(self) -> bool:
        """Whether the service says so."""
        try:
            return self.get("/health/ready", timeout=2).status == 200
        except (OSError, HTTPException):
            return False

    @staticmethod
    def until(true: Callable[[], bool], seconds: float = PATIENCE) -> float:
        """Wait until `true` says so; return how many seconds it took."""
        began = time.monotonic()
        while not true():
            assert time.monotonic() - began < seconds, f"not within {seconds} s"
            time.sleep(0.005)
        return time.monotonic() - began

    def connect(self, timeout: float = PATIENCE) -> HTTPConnection:
        """A connection to the service, which is kept alive."""
        return HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def get(self, path: str, timeout: float = PATIENCE) -> Answer:
        """Read as the partner does."""
        with closing(self.connect(timeout)) as once:
            return ask(once, "GET", path, {"authorization": f"Bearer {self.key}"})

    def send(self, says: Any, message_id: str, on: HTTPConnection | None = None) -> Answer:
        """Send an event, signed as the source would."""
        body = json.dumps(says).encode()
        signature = sign(body, secret=self.secret, message_id=message_id, at=datetime.now(UTC))
        headers = signature | {"content-type": "application/json"}
        with nullcontext(on) if on else closing(self.connect()) as connection:
            return ask(connection, "POST", f"/v1/intake/{SOURCE}", headers, body)


@contextmanager
def served_on(database: str, folder: Path) -> Iterator[Served]:
    """A newsroom whose service does not outlive the test."""
    served = Served(database, folder)
    try:
        yield served
    finally:
        if hasattr(served, "life"):
            served.kill()


def ask(on: HTTPConnection, method: str, path: str, headers: Any, body: bytes = b"") -> Answer:
    """Say this, and return the whole answer."""
    began = time.monotonic()
    on.request(method, path, body or None, headers)
    with on.getresponse() as said:
        heard = {name.lower(): value for name, value in said.getheaders()}
        return Answer(said.status, heard, said.read(), time.monotonic() - began)


def _live(log: Path, settings: dict[str, str], first: Callable[[], None] | None) -> None:
    with log.open("ab") as file:
        for stream in (1, 2):
            os.dup2(file.fileno(), stream)
    os.chdir(log.parent)
    os.environ |= settings
    sys.argv = ["copydesk", "serve"]
    if first:
        first()
    cli.main()
