"""The database: opened, brought up to date, and handed out a transaction at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from service.model.errors import Unavailable
from service.store.database import Database, Watch, address_in, reason
from service.store.postgres import PostgreSQL
from service.store.schema import migrate
from service.store.sqlite import SQLite
from service.store.transaction import Transaction

READERS: Final = 4


class Store:
    """One database. `serves`: whether this process is one that answers from it."""

    def __init__(self, url: str, *, serves: bool = False) -> None:
        self._database = _database(url, serves=serves)
        try:
            with self._database.turn(migrates=True) as connection:
                migrate(connection)
        except DBAPIError as error:
            self.close()
            msg = f"The database cannot be opened: {reason(error)}"
            raise Unavailable(msg) from error
        except BaseException:
            self.close()
            raise

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """A transaction that writes: durable once the block has ended, undone if it raises."""
        try:
            with self._database.turn() as connection:
                transaction = Transaction(connection)
                yield transaction
                transaction.log.number()
        except (DBAPIError, NoConnection) as error:
            msg = "The database cannot write now."
            raise Unavailable(msg) from error

    @contextmanager
    def snapshot(self) -> Iterator[Transaction]:
        """A transaction that only reads: one state of the database, however long it takes."""
        try:
            with self._database.look() as connection:
                yield Transaction(connection)
        except (DBAPIError, NoConnection) as error:
            msg = "The database cannot be read now."
            raise Unavailable(msg) from error

    def watch(self) -> Watch:
        """Begin to watch where the log and the configuration stand."""
        return self._database.watch()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()


def _database(url: str, *, serves: bool) -> Database:
    parsed = address_in(url)
    match parsed.get_backend_name():
        case "sqlite":
            return SQLite(parsed, serves=serves, readers=READERS)
        case "postgresql":
            return PostgreSQL(parsed, readers=READERS)
        case other:
            msg = f"COPYDESK_DATABASE_URL must be a SQLite file or postgresql://…, not {other}."
            raise Unavailable(msg)
