"""The change log: append-only, numbered densely in the order in which transactions commit.

The last statement of every write transaction takes the head's one row and numbers what was
appended, so no reader can pass a number below which another will yet appear.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, RowMapping, insert, or_, select, update
from sqlmodel import col

from service.model.change import Change, Logged
from service.model.value import Moment, Value
from service.store.tables import ChangeRow, HeadRow


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
        row = self._connection.execute(select(*_HEAD)).mappings().one()
        return Head.model_validate(dict(row))

    def append(self, change: Change) -> None:
        """Add `change`; it is numbered when the transaction ends."""
        self._appended.append(change)

    def after(self, sequence: int, *, limit: int) -> tuple[Logged, ...]:
        """Return up to `limit` changes that follow `sequence`, in order."""
        statement = select(*_CHANGE).where(col(ChangeRow.sequence) > sequence)
        statement = statement.order_by(col(ChangeRow.sequence)).limit(limit)
        return tuple(_logged(row) for row in self._connection.execute(statement).mappings())

    def shown(self, article: str | None = None) -> Iterator[Logged]:
        """Yield, newest first, the changes that somebody could see (of `article`, if given)."""
        statement = select(*_CHANGE).where(
            or_(col(ChangeRow.shown_before).is_(True), col(ChangeRow.shown_after).is_(True))
        )
        if article is not None:
            statement = statement.where(col(ChangeRow.article) == article)
        statement = statement.order_by(col(ChangeRow.sequence).desc())
        with self._connection.execute(statement) as rows:
            yield from map(_logged, rows.mappings())

    def configured(self, at: Moment) -> None:
        """Note that sources, partners, products, feeds or keys changed."""
        epoch = HeadRow.configuration_epoch
        self._connection.execute(
            update(HeadRow).values(configuration_epoch=epoch + 1, configured_at=at)
        )

    def mark(self) -> int:
        """Return how much has been appended, to go `back_to`."""
        return len(self._appended)

    def back_to(self, mark: int) -> None:
        """Forget what was appended since `mark`: its unit of work did not happen."""
        del self._appended[mark:]

    def number(self) -> None:
        """Take the head and number what was appended; the transaction's last statement."""
        if not self._appended:
            return
        count = len(self._appended)
        take = update(HeadRow).values(sequence=HeadRow.sequence + count)
        head = self._connection.execute(take.returning(col(HeadRow.sequence))).scalar_one()
        rows = [
            {"sequence": sequence, **change.model_dump(mode="python")} | _facets(change)
            for sequence, change in enumerate(self._appended, start=head - count + 1)
        ]
        self._connection.execute(insert(ChangeRow), rows)
        self._appended.clear()


_HEAD = (
    col(HeadRow.log_epoch),
    col(HeadRow.sequence),
    col(HeadRow.configuration_epoch),
    col(HeadRow.configured_at),
)
_CHANGE = (
    col(ChangeRow.sequence),
    col(ChangeRow.article),
    col(ChangeRow.revision),
    col(ChangeRow.kind),
    col(ChangeRow.at),
    col(ChangeRow.shown_before),
    col(ChangeRow.shown_after),
    col(ChangeRow.facets_before),
    col(ChangeRow.facets_after),
)


def _facets(change: Change) -> dict[str, object]:
    return change.model_dump(mode="json", include={"facets_before", "facets_after"})


def _logged(row: RowMapping) -> Logged:
    fields = dict(row)
    return Logged(sequence=fields.pop("sequence"), change=Change.model_validate(fields))
