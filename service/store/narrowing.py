"""Narrowing: what may be of use to a reader, along the terms that they ask by and never past them.

Along one term its rows stand in their order, so what comes next is one short range of an index however
much lies beyond. Of what several terms offer, each offers as much as is wanted of all; the first of
that is taken.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, Final, NamedTuple, TypeVar

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Connection,
    RowMapping,
    Select,
    Subquery,
    Text,
    bindparam,
    cast,
    func,
    select,
    tuple_,
    union,
)

from service.model.facets import Facets
from service.model.value import Moment
from service.store.tables import ARTICLE_TERMS, ARTICLES, CHANGE_TERMS, CHANGES
from service.store.terms import Asks

TOGETHER: Final = 32
"""So many terms are walked along by one statement."""


class Offer(NamedTuple):
    """An article that a reader may perhaps see: where it stands, and how long its bytes are."""

    published_at: Moment
    article: str
    facets: Facets
    size: int


class Start(NamedTuple):
    """Where to go on: after the article of this name, of all that were published then."""

    published_at: Moment
    article: str


def start_at(now: Moment) -> Start:
    """Return the start that leaves out nothing published by now: no article's id is as late."""
    return Start(now, "\U0010ffff")


def offers(
    connection: Connection, wanted: tuple[Asks, ...], now: Moment, start: Start, limit: int
) -> list[Offer]:
    """Return the newest articles from `start` on that have what is asked for: `limit`, or all."""
    place = {"now": now, "limit": limit, **start._asdict()}
    found = {
        (row.published_at, row.article): row
        for statement, terms in _walks(_newest, wanted)
        for row in connection.execute(statement, terms | place)
    }
    newest = sorted(found, reverse=True)[:limit]
    return [_offer(found[key]) for key in newest]


def concerned(
    connection: Connection, wanted: tuple[Asks, ...], before: int, limit: int
) -> list[RowMapping]:
    """Return the newest changes before a number that concern what is asked for: `limit`, or all."""
    place = {"before": before, "limit": limit}
    found = {
        row["sequence"]: row
        for statement, terms in _walks(_latest, wanted)
        for row in connection.execute(statement, terms | place).mappings()
    }
    return [found[sequence] for sequence in sorted(found, reverse=True)[:limit]]


def _walks(
    shaped: Any, wanted: tuple[Asks, ...]
) -> Iterator[tuple[Select[Any], dict[str, Any]]]:
    """Yield the statements that walk along what is wanted, and the terms that they ask for."""
    for first, *rest in wanted:
        probes = {f"probe{number}": list(ask) for number, ask in enumerate(rest)}
        terms = iter(first)
        while part := list(islice(terms, TOGETHER)):
            walked = {f"term{number}": term for number, term in enumerate(part)}
            yield shaped(len(part), len(rest)), walked | probes


@lru_cache(maxsize=512)
def _newest(walks: int, probes: int) -> Select[Any]:
    """Articles along so many terms, each of which has a term of each of so many probes."""
    listed, other = ARTICLE_TERMS.alias("listed"), ARTICLE_TERMS.alias("other")
    here = (other.c.published_at == listed.c.published_at, other.c.article == listed.c.article)
    start = tuple_(
        bindparam("published_at", type_=listed.c.published_at.type), bindparam("article")
    )
    along = select(listed.c.published_at, listed.c.article).where(
        tuple_(listed.c.published_at, listed.c.article) < start,
        listed.c.expires_at.is_(None) | (listed.c.expires_at > _NOW),
        *(_has(other, number, *here) for number in range(probes)),
    )
    near = _first(along, listed.c.term, walks)
    facets = cast(ARTICLES.c.facets, Text).label("facets")  # read at once, by the model alone
    size = func.length(ARTICLES.c.document).label("size")
    return select(near, facets, size).join(ARTICLES, ARTICLES.c.id == near.c.article)


@lru_cache(maxsize=512)
def _latest(walks: int, probes: int) -> Select[Any]:
    """Changes that concern so many terms, each of which concerns one of each of so many probes."""
    listed, other = CHANGE_TERMS.alias("listed"), CHANGE_TERMS.alias("other")
    along = select(listed.c.sequence).where(
        listed.c.sequence < bindparam("before"),
        *(
            _has(other, number, other.c.sequence == listed.c.sequence)
            for number in range(probes)
        ),
    )
    near = _first(along, listed.c.term, walks)
    return select(CHANGES).join(near, CHANGES.c.sequence == near.c.sequence)


Rows = TypeVar("Rows", Select[Any], CompoundSelect[Any])
_NOW: Final = bindparam("now", type_=ARTICLE_TERMS.c.expires_at.type)
_LIMIT: Final[BindParameter[int]] = bindparam("limit")


def _first(along: Select[Any], term: Any, walks: int) -> Subquery:
    """What comes first of what so many walks find, each of them `along` one term."""
    found = [
        select(
            _limited(along.where(term == bindparam(f"term{number}"))).subquery(f"walk{number}")
        )
        for number in range(walks)
    ]
    return (_limited(union(*found)) if walks > 1 else found[0]).subquery("near")


def _limited(rows: Rows) -> Rows:
    return rows.order_by(*(column.desc() for column in rows.selected_columns)).limit(_LIMIT)


def _has(other: Any, number: int, *here: Any) -> Any:
    """Whether a term of a probe stands `here` too.

    Written as a value that is there, and not as EXISTS, which PostgreSQL may answer by reading all
    that have the term.
    """
    probe = other.c.term.in_(bindparam(f"probe{number}", expanding=True))
    return (
        select(1).select_from(other).where(probe, *here).limit(1).scalar_subquery().is_not(None)
    )


def _offer(row: Any) -> Offer:
    return Offer(
        row.published_at, row.article, Facets.model_validate_json(row.facets), row.size
    )
