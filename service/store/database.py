"""What the store asks of a database; one page an engine says how."""

from contextlib import AbstractContextManager
from typing import Final, Protocol

from sqlalchemy import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from service.model.errors import Unavailable
from service.store.log import Head


class Watch(Protocol):
    """One who knows where the log and the configuration stand. From any thread."""

    def head(self) -> Head:
        """Return the head as it is, or was less than a second ago; Unavailable if nobody knows."""

    def close(self) -> None:
        """Watch no longer."""


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

    def watch(self) -> Watch:
        """Begin to watch where the log and the configuration stand, until it is closed."""

    def close(self) -> None:
        """Let go of it."""


UNREADABLE: Final = (
    "COPYDESK_DATABASE_URL cannot be read: percent-encode what is not a letter or a digit in the "
    "user, the password and the name; its options are those of libpq."
)


def address_in(url: str) -> URL:
    """Return where `url` leads; Unavailable, which does not repeat it, where that cannot be told."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise Unavailable(UNREADABLE) from None
    if "@" in (address.host or ""):  # then what is before it is of the password
        raise Unavailable(UNREADABLE)
    return address


def reason(error: Exception) -> str:
    """Return what the database or its driver says, in a line."""
    said = error.orig if isinstance(error, DBAPIError) else error
    return " ".join(str(said).strip().partition("\n")[0].split())
