"""One transaction, and the pages of the store as they stand in it."""

from typing import NamedTuple

from sqlalchemy import Connection

from service.model.decision import Decision
from service.model.errors import Unavailable
from service.store.articles import Articles
from service.store.calendar import Calendar
from service.store.deliveries import Deliveries
from service.store.feeds import Feeds
from service.store.habits import Memory
from service.store.log import Log
from service.store.partners import Partners
from service.store.reading import Reading
from service.store.reserve import FULL
from service.store.secrets import Secrets
from service.store.sources import Sources
from service.store.versions import Versions


class Mark(NamedTuple):
    """How far a transaction has come."""

    decided: int
    written: int


class Transaction:
    """All of what is done through it happens, or none of it.

    `short`: whether the disk is full, so that nothing may be written but withdrawals.
    """

    def __init__(self, connection: Connection, *, short: bool = False) -> None:
        self.connection = connection
        self.decisions: list[Decision] = []
        """Withdrawals and restorations, noted before anything is written of them."""
        self._short = short
        self.log = Log(connection)
        self.articles = Articles(connection)
        self.calendar = Calendar(connection)
        self.versions = Versions(connection)
        self.deliveries = Deliveries(connection)
        self.habits = Memory(connection)
        self.reading = Reading(connection, self.log)
        self.sources = Sources(connection)
        self.partners = Partners(connection)
        self.feeds = Feeds(connection)
        self.secrets = Secrets(connection)

    @property
    def withdraws(self) -> bool:
        """Whether an article is withdrawn in it."""
        return any(decision.withdrawn for decision in self.decisions)

    def mark(self) -> Mark:
        """Return how far it has come, to `check` what follows."""
        return Mark(len(self.decisions), self._written())

    def check(self, mark: Mark) -> None:
        """Raise Unavailable if what was written since `mark` withdraws nothing, and must."""
        withdraws = any(decision.withdrawn for decision in self.decisions[mark.decided :])
        if self._short and not withdraws and self._written() > mark.written:
            raise Unavailable(FULL)

    def _written(self) -> int:
        """Return how many rows were written since the connection was opened, where that matters."""
        return int(self.connection.connection.total_changes) if self._short else 0
