"""How SQLite is opened: one engine that writes, one that only reads.

WAL with synchronous=FULL: what is committed survives a power cut, and readers never wait. SQLite
before 3.51.3 can corrupt a database when two connections checkpoint at once, so only the process
that serves does, and only while it holds the write lock.
"""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Engine, create_engine, event

PRAGMAS: Final = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "busy_timeout": "5000",
    "foreign_keys": "ON",
    "trusted_schema": "OFF",
    "journal_size_limit": str(64 * 2**20),
}
CHECKPOINT_PAGES: Final = 1000


def writing_engine(url: str, *, checkpoints: bool) -> Engine:
    """Return the engine of the one connection that writes."""
    pages = CHECKPOINT_PAGES if checkpoints else 0
    return _engine(
        url, "BEGIN IMMEDIATE", PRAGMAS | {"wal_autocheckpoint": str(pages)}, pool_size=1
    )


def reading_engine(url: str, *, readers: int) -> Engine:
    """Return an engine whose connections can only read."""
    pragmas = PRAGMAS | {"wal_autocheckpoint": "0", "query_only": "ON"}
    return _engine(url, "BEGIN", pragmas, pool_size=readers)


def _engine(url: str, begin: str, pragmas: Mapping[str, str], *, pool_size: int) -> Engine:
    engine = create_engine(url, pool_size=pool_size, max_overflow=0)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # the driver starts no transactions behind our back
        for name, value in pragmas.items():
            connection.execute(f"PRAGMA {name} = {value}")

    @event.listens_for(engine, "begin")
    def start(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine
