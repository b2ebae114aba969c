"""What the store asks of a database; one page an engine says how."""

from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection


class Database(Protocol):
    """Tables that can be reached. Those who write take turns; those who read see one state.

    Turns make what is held of an article, and the log's numbers, as simple as if one process wrote:
    nothing is read that another is about to change, and nobody waits for who waits for them.
    """

    def turn(self, *, migrates: bool = False) -> AbstractContextManager[Connection]:
        """A transaction of the only one who writes, among all processes; durable once it ends.

        A turn that `migrates` may take and wait for as long as it needs.
        """

    def look(self) -> AbstractContextManager[Connection]:
        """A transaction that only reads, of one state of the database."""

    def close(self) -> None:
        """Let go of it."""
