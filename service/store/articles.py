"""Articles and their revisions: what the next event is weighed against, and what is kept of it."""

import hashlib
from collections.abc import Iterable
from itertools import islice
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, select, update

from service.model.article import Article, Status
from service.model.change import ChangeKind
from service.model.facets import Facets
from service.model.standing import Standing
from service.model.value import Moment, Value
from service.store.tables import ARTICLE_TERMS, ARTICLES, REVISIONS
from service.store.terms import terms_of


class Record(Value):
    """All that is held of one article. Without `article`, only a withdrawal is known of it."""

    id: str
    source: str
    external_id: str
    standing: Standing
    revision: int = 0
    article: Article | None = None
    held: str | None = None
    """Why the article is not published, where it is not."""
    shown: bool = False
    """Whether, by the log, anyone entitled can see it."""
    due_at: Moment | None = None
    """When the clock alone will next change that."""

    @property
    def facets(self) -> Facets | None:
        """What the gate looks at."""
        return Facets.of(self.article) if self.article else None


class Making(Value):
    """How a revision came to be: the kind of change, and the event and the ledger behind it."""

    kind: ChangeKind
    payload: bytes | None = None
    ledger: bytes | None = None


class _Line(NamedTuple):
    """Where an article stands along a term."""

    term: int
    published_at: Moment
    article: str
    expires_at: Moment | None


class Articles:
    """The articles, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, article_id: str) -> Record | None:
        """Return what is held of an article."""
        found = self._connection.execute(_FIND, {"article": article_id})
        row = found.mappings().one_or_none()
        return _record(row) if row else None

    def standings(self, articles: Iterable[str]) -> dict[str, Standing]:
        """Return where each of these articles stands, if it is there."""
        found: dict[str, Standing] = {}
        names = iter(articles)
        while some := list(islice(names, _TOGETHER)):
            rows = self._connection.execute(_STANDINGS, {"articles": some})
            found |= {row.id: Standing.model_validate(row.standing) for row in rows}
        return found

    def withdrawn_by_an_event(self, article_id: str) -> bool:
        """Whether an event brought the article's newest withdrawal; if none did, the desk decided."""
        found = self._connection.execute(_WITHDRAWAL, {"article": article_id}).one_or_none()
        return found is None or found.payload is not None

    def save(self, record: Record, making: Making | None = None, *, at: Moment) -> None:
        """Keep `record` in place of what was held, and beside all earlier ones if it has a making.

        The canonical bytes are rendered here: once a revision, in its own transaction.
        """
        document = record.article.model_dump_json().encode() if record.article else None
        self._replace(record, document, at)
        if making:
            revision = {"article": record.id, "number": record.revision, "document": document}
            values = revision | making.model_dump() | {"at": at}
            self._connection.execute(_ADD_REVISION, values)

    def _replace(self, record: Record, document: bytes | None, at: Moment) -> None:
        facets = record.facets
        values: dict[str, Any] = {
            "id": record.id,
            "source": record.source,
            "external_id": record.external_id,
            "revision": record.revision,
            "standing": record.standing.model_dump(mode="json"),
            "facets": facets.model_dump(mode="json") if facets else None,
            "held": record.held,
            "status": facets.status if facets else None,
            "published_at": facets.published_at if facets else None,
            "opens_at": facets.opens_at if facets else None,
            "expires_at": facets.expires_at if facets else None,
            "shown": record.shown,
            "due_at": record.due_at,
            "changed_at": at,
            "document": document,
            "digest": hashlib.sha256(document).hexdigest() if document else None,
        }
        known = self._connection.execute(_FACETS, {"article": record.id}).one_or_none()
        if known:
            self._connection.execute(_REPLACE, values | {"article": record.id})
        else:
            self._connection.execute(_ADD, values)
        before = Facets.model_validate(known.facets) if known and known.facets else None
        if before != facets:
            self._list(_lines(before), _lines(facets))

    def _list(self, before: frozenset[_Line], after: frozenset[_Line]) -> None:
        """Have what may be asked for be so: only what differs is written."""
        if gone := before - after:
            self._connection.execute(_UNLIST, [line._asdict() for line in gone])
        if new := after - before:
            self._connection.execute(_LIST, [line._asdict() for line in new])


_RECORD: Final = select(
    ARTICLES.c.id,
    ARTICLES.c.source,
    ARTICLES.c.external_id,
    ARTICLES.c.standing,
    ARTICLES.c.revision,
    ARTICLES.c.document,
    ARTICLES.c.held,
    ARTICLES.c.shown,
    ARTICLES.c.due_at,
)
_FIND: Final = _RECORD.where(ARTICLES.c.id == bindparam("article"))
_FACETS: Final = select(ARTICLES.c.facets).where(ARTICLES.c.id == bindparam("article"))
_STANDINGS: Final = select(ARTICLES.c.id, ARTICLES.c.standing).where(
    ARTICLES.c.id.in_(bindparam("articles", expanding=True))
)
_TOGETHER: Final = 500
_WITHDRAWAL: Final = (
    select(REVISIONS.c.payload)
    .where(
        REVISIONS.c.article == bindparam("article"), REVISIONS.c.kind == ChangeKind.WITHDRAWN
    )
    .order_by(REVISIONS.c.number.desc())
    .limit(1)
)
_ADD: Final = insert(ARTICLES)
_REPLACE: Final = update(ARTICLES).where(ARTICLES.c.id == bindparam("article"))
_ADD_REVISION: Final = insert(REVISIONS)
_LIST: Final = insert(ARTICLE_TERMS)
_UNLIST: Final = delete(ARTICLE_TERMS).where(
    *(ARTICLE_TERMS.c[name] == bindparam(name) for name in ("term", "published_at", "article"))
)


def _lines(facets: Facets | None) -> frozenset[_Line]:
    """Where an article stands: nowhere, when nobody may see it at any time."""
    if facets is None or facets.status is not Status.USABLE:
        return frozenset()
    place = facets.published_at, facets.article, facets.expires_at
    return frozenset(_Line(term, *place) for term in terms_of(facets))


def _record(row: RowMapping) -> Record:
    fields = dict(row)
    document = fields.pop("document")
    article = Article.model_validate_json(document) if document else None
    return Record(article=article, **fields)
