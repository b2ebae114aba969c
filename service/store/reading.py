"""What a reader may have. SQL narrows; every row then passes the gate on its way out."""

from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from sqlalchemy import Connection, RowMapping, bindparam, func, select, tuple_

from service.model.access import Partner
from service.model.article import Article, Status
from service.model.change import Change, ChangeKind
from service.model.clock import Time, bounds
from service.model.errors import NoSuchThing, Withdrawn
from service.model.facets import Facets
from service.model.gate import Allowed, decide
from service.model.standing import Standing
from service.model.value import Moment, Value
from service.store.log import Log
from service.store.tables import ARTICLES

MOST_BYTES: Final = 8 * 2**20
"""A shelf holds no more, but always one article."""
LOOK_BACK: Final = 1000
"""Changes to look through for the newest that a partner could see."""


class Shown(Value):
    """An article that its reader may see: its canonical bytes and their digest."""

    facets: Facets
    document: bytes
    digest: str
    changed_at: Moment

    @property
    def article(self) -> Article:
        """The article that the bytes say."""
        return Article.model_validate_json(self.document)


class Shelf(NamedTuple):
    """Articles in order, and whether more follow."""

    articles: tuple[Shown, ...]
    more: bool


class Place(Value):
    """Where a page ended: after this article, newest first."""

    published_at: Moment
    article: str


class Reading:
    """The readers' side of the store, in one transaction."""

    def __init__(self, connection: Connection, log: Log) -> None:
        self._connection = connection
        self._log = log

    def newest(
        self, partner: Partner, now: Time, *, limit: int, after: Place | None = None
    ) -> tuple[Shown, ...]:
        """Return up to `limit` articles that `partner` may see, newest first, from `after` on."""
        return self.shelf(partner, now, limit=limit, after=after).articles

    def shelf(
        self, partner: Partner, now: Time, *, limit: int, after: Place | None = None
    ) -> Shelf:
        """Return the same, and whether more follow; of big articles fewer than `limit`."""
        found: list[Shown] = []
        size = 0
        if not partner.products:  # the gate would say so of every article there is
            return Shelf((), more=False)
        for shown in self._open(now, after):
            if isinstance(decide(partner, shown.facets, now), Allowed):
                size += len(shown.document)
                if len(found) == limit or (found and size > MOST_BYTES):
                    return Shelf(tuple(found), more=True)
                found.append(shown)
        return Shelf(tuple(found), more=False)

    def one(self, partner: Partner, article_id: str, now: Time) -> Shown:
        """Return one article.

        Raise Withdrawn where `partner` had it and its source took it back, and NoSuchThing in
        every other case: an article that is not there, not yet, or not theirs looks the same.
        """
        row = self._connection.execute(_ONE, {"of": article_id}).mappings().one_or_none()
        if row:
            shown = _shown(row)
            if isinstance(decide(partner, shown.facets, now), Allowed):
                return shown
            if row["status"] == Status.CANCELED and self._had(partner, article_id):
                raise Withdrawn(article_id, Standing.model_validate(row["standing"]).reason)
        msg = "There is no such article."
        raise NoSuchThing(msg)

    def last_change(self, partner: Partner, now: Time) -> Moment | None:
        """Return when what `partner` sees last changed, as far as articles go.

        None where nothing did, or not within the newest thousand changes: an answer then goes
        without a date, rather than wait for one.
        """
        last = None
        for logged in islice(self._log.shown(), LOOK_BACK):
            change = logged.change
            if change.at <= bounds(now).earliest and _concerns(partner, change):
                last = max(last or change.at, change.at)
                if change.kind not in _BY_THE_CLOCK:  # these are logged when due or later
                    break
        return last

    def next_edge(self, now: Time) -> Moment | None:
        """Return when the clock alone will next open or expire an article, if it ever will."""
        edges = self._connection.execute(_EDGES, {"now": bounds(now).earliest}).one()
        return min((edge for edge in edges if edge), default=None)

    def _open(self, now: Time, after: Place | None) -> Iterator[Shown]:
        earliest = bounds(now).earliest
        if after is None:
            rows = self._connection.execute(_NEWEST, {"now": earliest})
        else:
            rows = self._connection.execute(_AFTER, {"now": earliest, **dict(after)})
        with rows:
            yield from map(_shown, rows.mappings())

    def _had(self, partner: Partner, article_id: str) -> bool:
        return any(_concerns(partner, logged.change) for logged in self._log.shown(article_id))


_BY_THE_CLOCK: Final = {ChangeKind.RELEASED, ChangeKind.EXPIRED}
_NOW: Final = bindparam("now", type_=ARTICLES.c.opens_at.type)
_USABLE: Final = ARTICLES.c.status == Status.USABLE
_SHOWN: Final = select(
    ARTICLES.c.facets, ARTICLES.c.document, ARTICLES.c.digest, ARTICLES.c.changed_at
)
_ONE: Final = _SHOWN.add_columns(ARTICLES.c.standing, ARTICLES.c.status).where(
    ARTICLES.c.id == bindparam("of"), ARTICLES.c.document.is_not(None)
)
_NEWEST: Final = _SHOWN.where(
    _USABLE,
    ARTICLES.c.opens_at <= _NOW,
    ARTICLES.c.expires_at.is_(None) | (ARTICLES.c.expires_at > _NOW),
).order_by(ARTICLES.c.published_at.desc(), ARTICLES.c.id.desc())
_AFTER: Final = _NEWEST.where(
    tuple_(ARTICLES.c.published_at, ARTICLES.c.id)
    < tuple_(bindparam("published_at", type_=_NOW.type), bindparam("article"))
)
_EDGES: Final = select(
    *(
        select(func.min(edge)).where(_USABLE, edge > _NOW).scalar_subquery()
        for edge in (ARTICLES.c.opens_at, ARTICLES.c.expires_at)
    )
)


def _shown(row: RowMapping) -> Shown:
    return Shown(
        facets=Facets.model_validate(row["facets"]),
        document=row["document"],
        digest=row["digest"],
        changed_at=row["changed_at"],
    )


def _concerns(partner: Partner, change: Change) -> bool:
    """Whether `partner` could see the article before the change or after it."""
    seen = (
        change.facets_before if change.shown_before else None,
        change.facets_after if change.shown_after else None,
    )
    return any(
        product.covers(facets) for product in partner.products for facets in seen if facets
    )
