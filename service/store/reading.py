"""What a reader may have. SQL narrows; every row then passes the gate on its way out."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final, NamedTuple, TypedDict, Unpack

from sqlalchemy import Connection, bindparam, func, select

from service.model.access import Partner
from service.model.article import Article, Status
from service.model.change import Change, ChangeKind
from service.model.clock import Time, bounds
from service.model.errors import NoSuchThing, Withdrawn
from service.model.facets import NO_FILTER, Facets, Filter
from service.model.gate import decide
from service.model.standing import Standing
from service.model.value import Moment, Value
from service.store.log import Log
from service.store.narrowing import Offer, Start, offers, start_at
from service.store.tables import ARTICLES
from service.store.terms import Asks, wanted

MOST_BYTES: Final = 8 * 2**20
"""A shelf holds no more, but always one article."""
LOOK_BACK: Final = 1000
"""So many changes that the clock made, and one's reader saw, may follow one that a source made."""


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


class Asked(TypedDict, total=False):
    """What of all that a partner may see is asked for: what a filter covers, after a place."""

    within: Filter
    after: Place | None


class Reading:
    """The readers' side of the store, in one transaction."""

    def __init__(self, connection: Connection, log: Log) -> None:
        self._connection = connection
        self._log = log

    def newest(
        self, partner: Partner, now: Time, *, limit: int, **asked: Unpack[Asked]
    ) -> tuple[Shown, ...]:
        """Return up to `limit` articles that `partner` may see, newest first."""
        return self.shelf(partner, now, limit=limit, **asked).articles

    def shelf(
        self, partner: Partner, now: Time, *, limit: int, **asked: Unpack[Asked]
    ) -> Shelf:
        """Return the same, and whether more follow; of big articles fewer than `limit`."""
        within, after = asked.get("within", NO_FILTER), asked.get("after")
        earliest = bounds(now).earliest
        start = Start(after.published_at, after.article) if after else start_at(earliest)
        offered = self._offered(wanted(partner, within), earliest, start, limit + 1)
        found: list[Offer] = []
        size = 0
        for offer in offered:
            if within.covers(offer.facets) and decide(partner, offer.facets, now).allowed:
                size += offer.size
                if len(found) == limit or (found and size > MOST_BYTES):
                    return Shelf(self._read(found), more=True)
                found.append(offer)
        return Shelf(self._read(found), more=False)

    def one(self, partner: Partner, article_id: str, now: Time) -> Shown:
        """Return one article.

        Raise Withdrawn where `partner` had it and its source took it back, and NoSuchThing in
        every other case: an article that is not there, not yet, or not theirs looks the same.
        """
        row = self._connection.execute(_ONE, {"of": article_id}).one_or_none()
        if row:
            shown = _shown(row, Facets.model_validate(row.facets))
            if decide(partner, shown.facets, now).allowed:
                return shown
            if row.status == Status.CANCELED and self._had(partner, article_id):
                raise Withdrawn(article_id, Standing.model_validate(row.standing).reason)
        msg = "There is no such article."
        raise NoSuchThing(msg)

    def last_change(self, partner: Partner, now: Time) -> Moment | None:
        """Return when what `partner` sees last changed, as far as articles go; None: it never did."""
        earliest = bounds(now).earliest
        changes = self._log.concerning(wanted(partner, NO_FILTER))
        seen = (each for each in changes if each.at <= earliest and _concerns(partner, each))
        last = None
        for change in islice(seen, LOOK_BACK):
            last = max(last or change.at, change.at)
            if change.kind not in _BY_THE_CLOCK:  # these are logged when due or later
                break
        return last

    def next_edge(self, now: Time) -> Moment | None:
        """Return when the clock alone will next open or expire an article, if it ever will."""
        edges = self._connection.execute(_EDGES, {"now": bounds(now).earliest}).one()
        return min((edge for edge in edges if edge), default=None)

    def _offered(
        self, asks: tuple[Asks, ...], now: Moment, start: Start, limit: int
    ) -> Iterator[Offer]:
        """Yield what SQL offers, newest first: all that the gate may allow, and perhaps more."""
        while found := offers(self._connection, asks, now, start, limit):
            yield from found
            if len(found) < limit:
                return
            start = Start(found[-1].published_at, found[-1].article)

    def _read(self, found: list[Offer]) -> tuple[Shown, ...]:
        """Read what was found, in this order; what is not shown is never read."""
        articles = [offer.article for offer in found]
        rows = self._connection.execute(_READ, {"articles": articles}) if found else ()
        read = {row.id: row for row in rows}
        return tuple(_shown(read[offer.article], offer.facets) for offer in found)

    def _had(self, partner: Partner, article_id: str) -> bool:
        return any(_concerns(partner, change) for change in self._log.shown_of(article_id))


_BY_THE_CLOCK: Final = {ChangeKind.RELEASED, ChangeKind.EXPIRED}
_SHOWN: Final = select(
    ARTICLES.c.id, ARTICLES.c.document, ARTICLES.c.digest, ARTICLES.c.changed_at
)
_READ: Final = _SHOWN.where(ARTICLES.c.id.in_(bindparam("articles", expanding=True)))
_ONE: Final = _SHOWN.add_columns(
    ARTICLES.c.facets, ARTICLES.c.standing, ARTICLES.c.status
).where(ARTICLES.c.id == bindparam("of"), ARTICLES.c.document.is_not(None))
_NOW: Final = bindparam("now", type_=ARTICLES.c.due_at.type)
_EDGES: Final = select(
    select(func.min(ARTICLES.c.due_at)).where(ARTICLES.c.due_at > _NOW).scalar_subquery(),
    select(func.min(ARTICLES.c.expires_at))  # of what is due, and not logged yet
    .where(ARTICLES.c.due_at <= _NOW, ARTICLES.c.expires_at > _NOW)
    .scalar_subquery(),
)


def _shown(row: Any, facets: Facets) -> Shown:
    return Shown(
        facets=facets,
        document=row.document,
        digest=row.digest,
        changed_at=row.changed_at,
    )


def _concerns(partner: Partner, change: Change) -> bool:
    """Whether `partner` could see the article before the change or after it."""
    return any(product.covers(facets) for product in partner.products for facets in change.seen)
