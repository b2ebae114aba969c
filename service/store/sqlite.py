"""How SQLite is opened: one connection that writes, some that only read.

WAL with synchronous=FULL: what is committed survives a power cut, and readers never wait. SQLite
before 3.51.3 can corrupt a database when two connections checkpoint at once, so only the process
that serves does, and only while it holds the write lock.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event

from service.model.errors import Unavailable
from service.store.lock import WriteLock, claim
from service.store.watch import FileWatch

PRAGMAS: Final = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "busy_timeout": "5000",
    "foreign_keys": "ON",
    "trusted_schema": "OFF",
    "journal_size_limit": str(64 * 2**20),
}
CHECKPOINT_PAGES: Final = 1000


class SQLite:
    """One file. `serves`: whether this process is the one that answers from it."""

    def __init__(self, url: URL, *, serves: bool, readers: int) -> None:
        file = _file(url)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._claim = claim(file) if serves else None
            self._lock = WriteLock(file)
            file.touch(mode=0o600)  # before SQLite makes it for all to read: it holds secrets
        except OSError as error:
            msg = "The database's folder cannot be written to."
            raise Unavailable(msg) from error
        self._writing = writing_engine(url, checkpoints=serves)
        self._reading = _reading_engine(url, readers)
        self._watching = _reading_engine(url, 1)
        self._watch: FileWatch | None = None

    @contextmanager
    def turn(self, *, migrates: bool = False) -> Iterator[Connection]:
        """A transaction of the only one who writes, by a lock file beside the database."""
        del migrates  # nothing here ends a statement that takes long
        with self._lock(), self._writing.begin() as connection:
            yield connection

    @contextmanager
    def look(self) -> Iterator[Connection]:
        """A transaction that only reads, of one state of the database."""
        with self._reading.begin() as connection:
            yield connection

    def watch(self) -> FileWatch:
        """Begin to watch the head, by a connection of its own."""
        self._watch = FileWatch(self._watching)
        return self._watch

    def close(self) -> None:
        """Let go of the file."""
        if self._watch:
            self._watch.close()
        self._reading.dispose()
        self._writing.dispose()
        if self._claim:
            self._claim.close()


def writing_engine(url: URL, *, checkpoints: bool) -> Engine:
    """Return the engine of the one connection that writes."""
    pages = CHECKPOINT_PAGES if checkpoints else 0
    pragmas = PRAGMAS | {"wal_autocheckpoint": str(pages)}
    return _engine(url, "BEGIN IMMEDIATE", pragmas, pool_size=1)


def _reading_engine(url: URL, connections: int) -> Engine:
    pragmas = PRAGMAS | {"wal_autocheckpoint": "0", "query_only": "ON"}
    return _engine(url, "BEGIN", pragmas, pool_size=connections)


def _engine(url: URL, begin: str, pragmas: Mapping[str, str], *, pool_size: int) -> Engine:
    engine = create_engine(
        url, pool_size=pool_size, max_overflow=0, pool_timeout=2, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # the driver starts no transactions behind our back
        for name, value in pragmas.items():
            connection.execute(f"PRAGMA {name} = {value}")

    @event.listens_for(engine, "begin")
    def start(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _file(url: URL) -> Path:
    if url.database in {None, "", ":memory:"}:
        msg = "COPYDESK_DATABASE_URL must name a SQLite file: sqlite:///path/to/file.db"
        raise Unavailable(msg)
    return Path(str(url.database))
