"""How PostgreSQL is opened: many processes on one database, of which one at a time writes.

Turns are taken by an advisory lock that ends with its transaction, so a process that dies, or that
stops in the middle for longer than a few seconds, holds up nobody.
https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, select, text

TURN: Final = int.from_bytes(b"copydesk")
"""The number of the advisory lock."""
_SETTINGS: Final = {
    "timezone": "UTC",
    "synchronous_commit": "on",  # what is acknowledged is on the disk, whatever the server's default
    "lock_timeout": "5s",
    "statement_timeout": "10s",
    "idle_in_transaction_session_timeout": "5s",
}
_NETWORK: Final = {
    "connect_timeout": 3,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 5000,
    "application_name": "copydesk",
    "options": " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items()),
}
_TAKE_TURN: Final = select(func.pg_advisory_xact_lock(TURN))
_PATIENTLY: Final = text("SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0")


class PostgreSQL:
    """One database, which any number of processes serve."""

    def __init__(self, url: URL, *, readers: int) -> None:
        self._writing = _engine(url, pool_size=1, isolation_level="READ COMMITTED")
        self._reading = _engine(url, pool_size=readers, isolation_level="REPEATABLE READ")

        @event.listens_for(self._reading, "connect")
        def only_read(connection: Any, _: Any) -> None:
            connection.read_only = True

    @contextmanager
    def turn(self, *, migrates: bool = False) -> Iterator[Connection]:
        """A transaction of the only one who writes, by an advisory lock."""
        with self._writing.begin() as connection:
            if migrates:
                connection.execute(_PATIENTLY)
            connection.execute(_TAKE_TURN)
            yield connection

    @contextmanager
    def look(self) -> Iterator[Connection]:
        """A transaction that only reads, of one state of the database."""
        with self._reading.begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of the connections."""
        self._reading.dispose()
        self._writing.dispose()


def _engine(url: URL, **options: Any) -> Engine:
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        max_overflow=0,
        pool_pre_ping=True,  # a server that was restarted is found again at once
        connect_args=_NETWORK,
        **options,
    )
