"""What each source repeats: a row a story, hashes only, the newest of them.

A row is written in the article's own transaction, by the one who writes, so that articles which share
a commit are all remembered; it is not read there.
"""

from functools import lru_cache
from typing import Final

from sqlalchemy import Connection, bindparam, delete, func, select, text

from service.cleaning import Habits, Trace
from service.cleaning.habits import LINES, STORIES
from service.store.tables import HABITS


class Memory:
    """What the sources repeat, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, source: str) -> Habits:
        """Return what `source` repeats; nothing is known of one that never sent."""
        stored = self._connection.execute(_OF, {"of": source}).scalars()
        return Habits(tuple(trace for trace in map(_trace, stored) if trace))

    def keep(self, source: str, article: str, trace: Trace) -> None:
        """Remember a story, in place of what its article left before; let go of the oldest."""
        story = {"of": source, "one": article, "lines": len(trace.keys)}
        self._connection.execute(_KEEP, story | {"trace": trace.to_bytes()})
        self._connection.execute(_LET_GO, {"of": source})


_trace = lru_cache(maxsize=2_048)(Trace.from_bytes)
"""A story is read for every article that follows it: about a hundred times."""

_MINE: Final = HABITS.c.source == bindparam("of")
_OF: Final = select(HABITS.c.trace).where(_MINE).order_by(HABITS.c.number)
_KEEP: Final = text(
    "INSERT INTO habits (source, number, article, lines, trace) VALUES"
    " (:of, (SELECT coalesce(max(number), 0) + 1 FROM habits WHERE source = :of), :one, :lines, :trace)"
    " ON CONFLICT (source, article) DO UPDATE"
    " SET number = excluded.number, lines = excluded.lines, trace = excluded.trace"
).bindparams(bindparam("of", type_=HABITS.c.source.type))
_NEWEST_FIRST: Final = HABITS.c.number.desc()
_COUNTED: Final = (
    select(
        HABITS.c.number,
        func.count().over(order_by=_NEWEST_FIRST).label("stories"),
        func.sum(HABITS.c.lines).over(order_by=_NEWEST_FIRST).label("lines"),
    )
    .where(_MINE)
    .subquery()
)
_LET_GO: Final = delete(HABITS).where(
    _MINE,
    HABITS.c.number.in_(
        select(_COUNTED.c.number).where(
            (_COUNTED.c.stories > STORIES) | (_COUNTED.c.lines > LINES)
        )
    ),
)
