"""The database: opened, brought up to date, and handed out a transaction at a time."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from service.model.decision import Decision
from service.model.errors import Unavailable
from service.store.database import Database, Watch, address_in, reason
from service.store.ledger import Ledger
from service.store.postgres import PostgreSQL
from service.store.reserve import FULL, Reserve, is_full
from service.store.schema import migrate
from service.store.sqlite import SQLite
from service.store.transaction import Transaction

T = TypeVar("T")
READERS: Final = 4


class Store:
    """One database, and what stands beside it: the withdrawal ledger, and space in reserve.

    `serves`: whether this process is one that answers from it. `ledger`: where the ledger is, where
    the database is not a file that it stands beside.
    """

    def __init__(self, url: str, *, serves: bool = False, ledger: Path | None = None) -> None:
        parsed = address_in(url)
        self._database = _database(parsed, serves=serves)
        beside = _file_of(parsed)
        self._is_file = beside is not None
        file = beside.with_name(f"{beside.name}.withdrawals") if beside else ledger
        self._ledger = Ledger(file)
        self._serves = serves
        self._reserve = Reserve(file and file.with_suffix(".reserve"), makes=serves)
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    @property
    def short(self) -> bool:
        """Whether the space in reserve was given up, as the disk is full."""
        return self._reserve.is_spent

    @contextmanager
    def transaction(self, *, withdraws: bool = False) -> Iterator[Transaction]:
        """A transaction that writes: durable once the block has ended, undone if it raises.

        When the disk is full only one that `withdraws` begins.
        """
        try:
            with self._database.turn() as connection:
                short = self._reserve.keep() and self._is_file
                if short and not withdraws:
                    raise Unavailable(FULL)
                transaction = Transaction(connection, short=short)
                yield transaction
                transaction.log.number()
                self._ledger.write(transaction.decisions)
        except (DBAPIError, NoConnection) as error:
            msg = FULL if is_full(error) else "The database cannot write now."
            raise Unavailable(msg) from error

    def write(self, unit: Callable[[Transaction], T]) -> T:
        """Return what `unit` returns, once what it did is durable; it may run twice.

        One that withdraws an article, and meets a full disk, is given the space in reserve.
        """
        transaction = None
        try:
            with self.transaction(withdraws=True) as transaction:
                done = unit(transaction)
        except Unavailable as error:
            urgent = transaction and transaction.withdraws
            if not (urgent and is_full(error.__cause__) and self._reserve.spend()):
                raise
        else:
            return done
        with self.transaction(withdraws=True) as transaction:
            return unit(transaction)

    @contextmanager
    def snapshot(self) -> Iterator[Transaction]:
        """A transaction that only reads: one state of the database, however long it takes."""
        try:
            with self._database.look() as connection:
                yield Transaction(connection)
        except (DBAPIError, NoConnection) as error:
            msg = "The database cannot be read now."
            raise Unavailable(msg) from error

    def unknown(self) -> tuple[Decision, ...]:
        """Return the decisions in the ledger that the database does not know: it is a backup."""
        decisions = self._ledger.decisions()
        with self.snapshot() as transaction:
            standings = transaction.articles.standings(decisions)
        return tuple(
            decision
            for article, decision in decisions.items()
            if not decision.is_known_to(standings.get(article))
        )

    def watch(self) -> Watch:
        """Begin to watch where the log and the configuration stand."""
        return self._database.watch()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def _open(self) -> None:
        """Bring the database up to date; where the disk is too full for that, with the reserve."""
        try:
            self._bring_up_to_date()
        except DBAPIError as error:
            if is_full(error) and self._reserve.spend():
                self._open()
                return
            msg = f"The database cannot be opened: {reason(error)}"
            raise Unavailable(msg) from error

    def _bring_up_to_date(self) -> None:
        with self._database.turn(migrates=True) as connection:
            migrate(connection)
            if self._serves:
                self._ledger.prepare()
            self._ledger.compact()
            self._reserve.keep()


def _database(url: URL, *, serves: bool) -> Database:
    match url.get_backend_name():
        case "sqlite":
            return SQLite(url, serves=serves, readers=READERS)
        case "postgresql":
            return PostgreSQL(url, readers=READERS)
        case other:
            msg = f"COPYDESK_DATABASE_URL must be a SQLite file or postgresql://…, not {other}."
            raise Unavailable(msg)


def _file_of(url: URL) -> Path | None:
    """Return the file that the database is, where it is one."""
    return Path(str(url.database)) if url.get_backend_name() == "sqlite" else None
