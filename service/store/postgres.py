"""How PostgreSQL is opened: many processes on one database, of which one at a time writes.

Turns are taken by an advisory lock that ends with its transaction, so a process that dies, or that
stops in the middle for longer than a few seconds, holds up nobody.
https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS

A transaction begins with its settings, in one message. Nothing is left to the session, which a
pooler such as PgBouncer gives to another client after each transaction.
"""

import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Final, TypeVar

import psycopg
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import URL, Connection, Engine, NullPool, create_engine

from service.model.errors import Unavailable
from service.store.database import UNREADABLE
from service.store.log import Log
from service.store.watch import FRESH, ServerWatch

T = TypeVar("T")

TURN: Final = int.from_bytes(b"copydesk")
"""The number of the advisory lock."""
PATIENCE: Final = 5.5
"""Seconds to wait for an answer: the server gives up before that, unless it hangs."""

_SETTINGS: Final = {
    "timezone": "UTC",
    "synchronous_commit": "on",  # what is acknowledged is on the disk, whatever the server's default
    "lock_timeout": "5s",
    "statement_timeout": "5s",
    "idle_in_transaction_session_timeout": "5s",
}
_NETWORK: Final[dict[str, Any]] = {
    "connect_timeout": 3,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 5000,
    "application_name": "copydesk",
}
_POOL: Final[dict[str, Any]] = {
    "max_overflow": 0,
    "pool_timeout": 2,
    "pool_pre_ping": True,  # a server that was restarted is found again at once
}
_SET: Final = "".join(f"SET LOCAL {name} = '{said}'; " for name, said in _SETTINGS.items())
_PATIENTLY: Final = "SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0; "
_TAKE_TURN: Final = f"SELECT pg_advisory_xact_lock({TURN})"
_TO_READ: Final = f"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; {_SET}"
_TO_WRITE: Final = f"BEGIN ISOLATION LEVEL READ COMMITTED; {_SET}{_TAKE_TURN}"
_TO_MIGRATE: Final = f"BEGIN ISOLATION LEVEL READ COMMITTED; {_SET}{_PATIENTLY}{_TAKE_TURN}"


class PostgreSQL:
    """One database, which any number of processes serve."""

    def __init__(self, url: URL, *, readers: int) -> None:
        self._url = _libpq(url)
        self._writing = _engine(self._connect, **_POOL, pool_size=1)
        self._reading = _engine(self._connect, **_POOL, pool_size=readers)
        self._watch: ServerWatch | None = None

    @contextmanager
    def turn(self, *, migrates: bool = False) -> Iterator[Connection]:
        """A transaction of the only one who writes, by an advisory lock."""
        watch = self._confirmed()
        begin, patience = (_TO_MIGRATE, None) if migrates else (_TO_WRITE, PATIENCE)
        with _transaction(self._writing, begin, patience) as connection:
            yield connection
            head, asked = (Log(connection).head() if watch else None), time.monotonic()
        if watch and head:
            watch.committed(head, asked)

    @contextmanager
    def look(self) -> Iterator[Connection]:
        """A transaction that only reads, of one state of the database."""
        self._confirmed()
        with _transaction(self._reading, _TO_READ, PATIENCE) as connection:
            yield connection

    def watch(self) -> ServerWatch:
        """Begin to watch the head; from now on nothing is asked of a server that does not answer."""
        engine = _engine(partial(Impatient.to, self._url), poolclass=NullPool)
        self._watch = ServerWatch(engine)
        return self._watch

    def close(self) -> None:
        """Let go of the connections."""
        if self._watch:
            self._watch.close()
        self._reading.dispose()
        self._writing.dispose()

    def _confirmed(self) -> ServerWatch | None:
        """Return the watch, or raise Unavailable: to wait for the server again would help nobody."""
        if self._watch:
            self._watch.head()
        return self._watch

    def _connect(self) -> "Impatient":
        self._confirmed()
        return Impatient.to(self._url)


class Impatient(psycopg.Connection[Any]):
    """A connection that is closed when an answer takes longer than `patience`, in seconds."""

    patience: float | None = FRESH

    @classmethod
    def to(cls, url: str) -> "Impatient":
        """Connect; every statement is a transaction unless it is told to begin one."""
        connection = cls.connect(url, autocommit=True, **_NETWORK)
        [(session,)] = connection.execute("SELECT pg_backend_pid()").fetchall()
        if (
            session != connection.info.backend_pid
        ):  # a pooler is between, and shares sessions out
            connection.prepare_threshold = None
        return connection

    def wait(
        self,
        gen: Generator[Any, Any, T],
        interval: float = 0.1,
        timeout: float | None = None,
    ) -> T:
        """Wait for the server."""
        if timeout is not None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, self.patience)
        except psycopg.OperationalError as error:
            if error.sqlstate is None:  # it is not the server that says so
                self.close()
            raise


@contextmanager
def _transaction(engine: Engine, begin: str, patience: float | None) -> Iterator[Connection]:
    """A transaction that the statements `begin` begin, in which an answer may take `patience`."""
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.patience = patience
        try:
            with connection.begin():
                connection.exec_driver_sql(begin)
                yield connection
        finally:
            driver.patience = (
                FRESH  # whether it is still there is soon asked, before its next use
            )


def _libpq(url: URL) -> str:
    """Return `url` as libpq reads it; what libpq says of one that it cannot may hold the password."""
    address = url.render_as_string(hide_password=False).replace(" ", "%20")
    try:
        conninfo_to_dict(address)
    except psycopg.ProgrammingError:
        raise Unavailable(UNREADABLE) from None
    return address


def _engine(connect: Any, **options: Any) -> Engine:
    return create_engine(
        "postgresql+psycopg://",
        creator=connect,
        isolation_level="AUTOCOMMIT",  # the driver begins no transactions behind our back
        hide_parameters=True,
        **options,
    )
