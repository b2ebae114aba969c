"""The change log: append-only, numbered densely in the order in which transactions commit.

The last statement of every write transaction takes the head's one row and numbers what was
appended, so no reader can pass a number below which another will yet appear.
"""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update

from service.model.change import Change, Logged
from service.model.value import Moment, Value
from service.store.narrowing import concerned
from service.store.tables import CHANGE_TERMS, CHANGES, HEAD
from service.store.terms import Asks, terms_of

_A_FEW, _MANY = 4, 256
_NO_END: Final = 2**31 - 1
"""No change has so high a number."""


class Head(Value):
    """Where the log and the configuration stand; all that is shown is a function of these."""

    log_epoch: str
    sequence: int
    configuration_epoch: int
    configured_at: Moment


class Log:
    """The log, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._appended: list[Change] = []

    def head(self) -> Head:
        """Return where the log stands."""
        row = self._connection.execute(_HEAD).mappings().one()
        return Head.model_validate(dict(row))

    def append(self, change: Change) -> None:
        """Add `change`; it is numbered when the transaction ends."""
        self._appended.append(change)

    def after(self, sequence: int, *, limit: int) -> tuple[Logged, ...]:
        """Return up to `limit` changes that follow `sequence`, in order."""
        rows = self._connection.execute(_AFTER, {"sequence": sequence, "limit": limit})
        return tuple(_logged(row) for row in rows.mappings())

    def shown_of(self, article: str) -> Iterator[Change]:
        """Yield, newest first, the changes of an article that somebody could see."""
        with self._connection.execute(_SHOWN_OF, {"of": article}) as rows:
            yield from (_logged(row).change for row in rows.mappings())

    def concerning(self, wanted: tuple[Asks, ...]) -> Iterator[Change]:
        """Yield, newest first, the changes that may concern what is `wanted`, and some that do not."""
        before, count = _NO_END, _A_FEW
        while rows := concerned(self._connection, wanted, before, count):
            yield from (_logged(row).change for row in rows)
            before, count = rows[-1]["sequence"], min(2 * count, _MANY)

    def configured(self, at: Moment) -> None:
        """Note that sources, partners, products, feeds or keys changed."""
        self._connection.execute(_CONFIGURED, {"configured_at": at})

    def touch(self) -> None:
        """Write the head as it is: a transaction then writes something, whatever else it does."""
        self._connection.execute(_TOUCH)

    def number(self) -> None:
        """Take the head and number what was appended; the transaction's last statement."""
        if not self._appended:
            return
        count = len(self._appended)
        head = self._connection.execute(_TAKE, {"count": count}).scalar_one()
        rows = [
            {"sequence": sequence, **change.model_dump(mode="python")} | _facets(change)
            for sequence, change in enumerate(self._appended, start=head - count + 1)
        ]
        self._connection.execute(_ADD, rows)
        terms = [
            {"sequence": sequence, "term": term}
            for sequence, change in enumerate(self._appended, start=head - count + 1)
            for term in _terms_of(change)
        ]
        if terms:
            self._connection.execute(_ADD_TERMS, terms)
        self._appended.clear()


_HEAD: Final = select(
    HEAD.c.log_epoch, HEAD.c.sequence, HEAD.c.configuration_epoch, HEAD.c.configured_at
)
_TAKE: Final = (
    update(HEAD)
    .values(sequence=HEAD.c.sequence + bindparam("count"))
    .returning(HEAD.c.sequence)
)
_CONFIGURED: Final = update(HEAD).values(
    configuration_epoch=HEAD.c.configuration_epoch + 1, configured_at=bindparam("configured_at")
)
_TOUCH: Final = update(HEAD).values(sequence=HEAD.c.sequence)
_ADD: Final = insert(CHANGES)
_ADD_TERMS: Final = insert(CHANGE_TERMS)
_AFTER: Final = (
    select(CHANGES)
    .where(CHANGES.c.sequence > bindparam("sequence"))
    .order_by(CHANGES.c.sequence)
    .limit(bindparam("limit"))
)
_SHOWN_OF: Final = (
    select(CHANGES)
    .where(
        CHANGES.c.article == bindparam("of"),
        CHANGES.c.shown_before.is_(True) | CHANGES.c.shown_after.is_(True),
    )
    .order_by(CHANGES.c.sequence.desc())
)


def _terms_of(change: Change) -> frozenset[int]:
    """The terms of the article as anybody could see it, before the change or after it."""
    none: frozenset[int] = frozenset()
    return none.union(*map(terms_of, change.seen))


def _facets(change: Change) -> dict[str, object]:
    return change.model_dump(mode="json", include={"facets_before", "facets_after"})


def _logged(row: RowMapping) -> Logged:
    fields = dict(row)
    return Logged(sequence=fields.pop("sequence"), change=Change.model_validate(fields))
