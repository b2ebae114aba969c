"""What a reader may have. SQL narrows; every row then passes the gate on its way out."""

from collections.abc import Iterator

from sqlalchemy import Connection, RowMapping, Select, func, or_, select, tuple_
from sqlmodel import col

from service.model.access import Partner
from service.model.article import Article, Status
from service.model.change import Change, ChangeKind
from service.model.errors import NoSuchThing, Withdrawn
from service.model.facets import Facets
from service.model.gate import Allowed, decide
from service.model.standing import Standing
from service.model.value import Moment, Value
from service.store.log import Log
from service.store.tables import ArticleRow


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
        self, partner: Partner, now: Moment, *, limit: int, after: Place | None = None
    ) -> tuple[Shown, ...]:
        """Return up to `limit` articles that `partner` may see, newest first, from `after` on."""
        found: list[Shown] = []
        for shown in self._open(now, after):
            if isinstance(decide(partner, shown.facets, now), Allowed):
                found.append(shown)
                if len(found) == limit:
                    break
        return tuple(found)

    def one(self, partner: Partner, article_id: str, now: Moment) -> Shown:
        """Return one article.

        Raise Withdrawn where `partner` had it and its source took it back, and NoSuchThing in
        every other case: an article that is not there, not yet, or not theirs looks the same.
        """
        statement = _SHOWN.add_columns(col(ArticleRow.standing), col(ArticleRow.status))
        statement = statement.where(
            col(ArticleRow.id) == article_id, col(ArticleRow.document).is_not(None)
        )
        row = self._connection.execute(statement).mappings().one_or_none()
        if row:
            shown = _shown(row)
            if isinstance(decide(partner, shown.facets, now), Allowed):
                return shown
            if row["status"] == Status.CANCELED and self._had(partner, article_id):
                raise Withdrawn(article_id, Standing.model_validate(row["standing"]).reason)
        msg = "There is no such article."
        raise NoSuchThing(msg)

    def last_change(self, partner: Partner, now: Moment) -> Moment | None:
        """Return when what `partner` sees last changed, as far as articles go."""
        for logged in self._log.shown():
            if logged.change.at <= now and _concerns(partner, logged.change):
                return logged.change.at
        return None

    def next_edge(self, now: Moment) -> Moment | None:
        """Return when the clock alone will next open or expire an article, if it ever will."""
        usable = col(ArticleRow.status) == Status.USABLE
        edges = [
            self._connection.execute(
                select(func.min(edge)).where(usable, edge > now)
            ).scalar_one_or_none()
            for edge in (col(ArticleRow.opens_at), col(ArticleRow.expires_at))
        ]
        return min((edge for edge in edges if edge), default=None)

    def _open(self, now: Moment, after: Place | None) -> Iterator[Shown]:
        statement = _SHOWN.where(
            col(ArticleRow.status) == Status.USABLE,
            col(ArticleRow.opens_at) <= now,
            or_(col(ArticleRow.expires_at).is_(None), col(ArticleRow.expires_at) > now),
        )
        newest_first = (col(ArticleRow.published_at), col(ArticleRow.id))
        if after:
            statement = statement.where(
                tuple_(*newest_first) < tuple_(after.published_at, after.article)
            )
        statement = statement.order_by(*(column.desc() for column in newest_first))
        with self._connection.execute(statement) as rows:
            yield from map(_shown, rows.mappings())

    def _had(self, partner: Partner, article_id: str) -> bool:
        return any(
            logged.change.kind is ChangeKind.WITHDRAWN and _concerns(partner, logged.change)
            for logged in self._log.shown(article_id)
        )


_SHOWN: Select[tuple[object, ...]] = select(
    col(ArticleRow.facets),
    col(ArticleRow.document),
    col(ArticleRow.digest),
    col(ArticleRow.changed_at),
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
