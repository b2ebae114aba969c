"""The database: opened, brought up to date, and handed out a transaction at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from service.model.errors import Unavailable
from service.store.engine import reading_engine, writing_engine
from service.store.lock import WriteLock, claim
from service.store.schema import migrate
from service.store.transaction import Transaction

READERS: Final = 4


class Store:
    """One database. `serves`: whether this process is the one that answers from it."""

    def __init__(self, url: str, *, serves: bool = False) -> None:
        database = _database(url)
        try:
            database.parent.mkdir(parents=True, exist_ok=True)
            self._claim = claim(database) if serves else None
            self._lock = WriteLock(database)
            database.touch(
                mode=0o600
            )  # before SQLite makes it for all to read: it holds secrets
        except OSError as error:
            msg = "The database's folder cannot be written to."
            raise Unavailable(msg) from error
        self._writing = writing_engine(url, checkpoints=serves)
        self._reading = reading_engine(url, readers=READERS)
        try:
            with self._lock(), self._writing.begin() as connection:
                migrate(connection)
        except DBAPIError as error:
            msg = "The database cannot be opened."
            raise Unavailable(msg) from error

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """A transaction that writes: durable once the block has ended, undone if it raises."""
        try:
            with self._lock(), self._writing.begin() as connection:
                transaction = Transaction(connection)
                yield transaction
                transaction.log.number()
        except DBAPIError as error:
            msg = "The database cannot write now."
            raise Unavailable(msg) from error

    @contextmanager
    def snapshot(self) -> Iterator[Transaction]:
        """A transaction that only reads: one state of the database, however long it takes."""
        try:
            with self._reading.begin() as connection:
                yield Transaction(connection)
        except DBAPIError as error:
            msg = "The database cannot be read now."
            raise Unavailable(msg) from error

    def close(self) -> None:
        """Let go of the database."""
        self._reading.dispose()
        self._writing.dispose()
        if self._claim:
            self._claim.close()


def _database(url: str) -> Path:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in {None, "", ":memory:"}:
        msg = "COPYDESK_DATABASE_URL must name a SQLite file: sqlite:///path/to/file.db"
        raise ValueError(msg)
    return Path(parsed.database)
