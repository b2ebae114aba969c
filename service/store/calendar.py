"""What the clock alone will do, and when: embargoes that end, articles that expire.

An article's row says when it is next due, as of what the log last said of it; so what comes due is
logged once, whoever looks, and also after a restart.
"""

from collections.abc import Collection
from typing import Final

from pydantic import ValidationError
from sqlalchemy import (
    BindParameter,
    Connection,
    RowMapping,
    Text,
    bindparam,
    cast,
    select,
    update,
)

from service.model.facets import Facets
from service.model.value import Moment, Value
from service.store.tables import ARTICLES


class Entry(Value):
    """An article that the clock will open or expire at `due_at`. Without facets: unreadable."""

    article: str
    revision: int
    due_at: Moment
    facets: Facets | None


class Calendar:
    """The articles that are due, in one transaction; those set `aside` are passed over."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def first(self, aside: Collection[str] = ()) -> Entry | None:
        """Return the article that is due first, now or later."""
        row = self._connection.execute(_FIRST, {"aside": list(aside)}).mappings().one_or_none()
        return _entry(row) if row else None

    def due(self, now: Moment, *, limit: int, aside: Collection[str] = ()) -> tuple[Entry, ...]:
        """Return up to `limit` articles that are due by `now`, in order."""
        asked = {"now": now, "limit": limit, "aside": list(aside)}
        return tuple(map(_entry, self._connection.execute(_DUE, asked).mappings()))

    def turn(self, article: str, *, shown: bool, due_at: Moment | None, at: Moment) -> None:
        """Keep what the clock did to an article: whether it is shown now, and when it is next due."""
        values = {"shown": shown, "due_at": due_at, "changed_at": at}
        self._connection.execute(_TURN, {"of": article, **values})


_ASIDE: Final[BindParameter[str]] = bindparam("aside", expanding=True)
_NEXT: Final = (
    select(
        ARTICLES.c.id.label("article"),
        ARTICLES.c.revision,
        ARTICLES.c.due_at,
        cast(ARTICLES.c.facets, Text).label("facets"),  # read one by one: one may be unreadable
    )
    .where(ARTICLES.c.due_at.is_not(None), ARTICLES.c.id.not_in(_ASIDE))
    .order_by(ARTICLES.c.due_at, ARTICLES.c.id)
)
_FIRST: Final = _NEXT.limit(1)
_DUE: Final = _NEXT.where(
    ARTICLES.c.due_at <= bindparam("now", type_=ARTICLES.c.due_at.type)
).limit(bindparam("limit"))
_TURN: Final = update(ARTICLES).where(ARTICLES.c.id == bindparam("of"))


def _entry(row: RowMapping) -> Entry:
    try:
        facets = Facets.model_validate_json(row["facets"])
    except ValidationError:
        facets = None
    return Entry(
        article=row["article"], revision=row["revision"], due_at=row["due_at"], facets=facets
    )
