"""Where the log and the configuration stand, without asking the database each time.

All that is shown is a function of the head. Whoever keeps what was shown asks here whether the
head is still the one that it was made for; what nobody can confirm is not shown.
"""

import logging
import sqlite3
import threading
import time
from typing import Any, Final

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from service.model.errors import Unavailable
from service.store.database import reason
from service.store.log import Head, Log

FRESH: Final = 0.9
"""Seconds that a head is good for, from when it was asked for: what is withdrawn is gone within one
second, and the last tenth is for an answer's way out."""
POLL: Final = 0.25
"""Seconds between questions, where no notice comes."""
CHANNEL: Final = "copydesk_head"
"""Where a transaction that moves the head gives notice; migration 0006 has the trigger."""

_log = logging.getLogger("copydesk")


class FileWatch:
    """Watches a SQLite file, of which one word says whether anybody wrote.

    https://www.sqlite.org/pragma.html#pragma_data_version
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._connection = engine.connect()
        self._driver: Any = self._connection.connection.driver_connection
        self._version: int | None = None
        self._head: Head | None = None

    def head(self) -> Head:
        """Return the head as it is."""
        try:
            with self._lock:
                ((version,),) = self._driver.execute("PRAGMA data_version").fetchall()
                if self._head is None or version != self._version:
                    with self._connection.begin():
                        self._head = Log(self._connection).head()
                    self._version = version  # only now: it may have moved on since
                return self._head
        except (SQLAlchemyError, sqlite3.Error) as error:
            msg = "The database cannot be read now."
            raise Unavailable(msg) from error

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()
            self._engine.dispose()


class ServerWatch:
    """Watches a PostgreSQL, in a thread that hears notices and, lest one is lost, asks by itself."""

    def __init__(self, engine: Engine, *, poll: float = POLL) -> None:
        self._engine = engine
        self._poll = poll
        self._lock = threading.Lock()
        self._head: Head | None = None
        self._asked = self._committed = 0.0
        self._answered = threading.Event()
        self._closed = threading.Event()
        threading.Thread(target=self._run, name="watch", daemon=True).start()
        self._answered.wait(FRESH)

    def head(self) -> Head:
        """Return the head as it was when last asked for, less than a second ago."""
        with self._lock:
            head, asked = self._head, self._asked
        if head is None or time.monotonic() - asked > FRESH:
            msg = "The database does not answer."
            raise Unavailable(msg)
        return head

    def committed(self, head: Head, asked: float) -> None:
        """Hear that this process has just committed; `head` was so at `asked`, on time.monotonic."""
        with self._lock:
            if not _covers(self._head, head):
                self._head, self._asked = head, asked
            self._committed = time.monotonic()

    def close(self) -> None:
        """Watch no longer: the thread ends by itself."""
        self._closed.set()

    def _run(self) -> None:
        while not self._closed.is_set():
            try:
                self._listen()
            except Exception as error:  # whatever it is, somebody must go on asking
                if self._answered.is_set() and not self._closed.is_set():
                    _log.warning("The database does not answer: %s", reason(error))
                self._answered.clear()
                self._closed.wait(self._poll)

    def _listen(self) -> None:
        with self._engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.execute(f"LISTEN {CHANNEL}")
            while not self._closed.is_set():
                self._ask(connection)
                for _ in driver.notifies(timeout=self._poll, stop_after=1):
                    pass

    def _ask(self, connection: Connection) -> None:
        asked = time.monotonic()
        head = Log(connection).head()
        with self._lock:
            # what was asked for before a commit of ours may not know of it
            if asked > self._committed or _covers(head, self._head):
                self._head, self._asked = head, asked
        self._answered.set()


def _covers(one: Head | None, other: Head | None) -> bool:
    """Whether `one` knows of all that `other` does: both are of one log, which only grows."""
    return bool(
        one
        and other
        and one.log_epoch == other.log_epoch
        and one.sequence >= other.sequence
        and one.configuration_epoch >= other.configuration_epoch
    )
