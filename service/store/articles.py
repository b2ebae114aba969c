"""Articles and their revisions: what the next event is weighed against, and what is kept of it."""

import hashlib
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update
from sqlmodel import col

from service.model.article import Article, Status
from service.model.change import ChangeKind
from service.model.facets import Facets
from service.model.gate import is_open
from service.model.standing import Standing
from service.model.value import Moment, Value
from service.store.tables import ArticleRow, RevisionRow


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

    @property
    def facets(self) -> Facets | None:
        """What the gate looks at."""
        return Facets.of(self.article) if self.article else None


class Making(Value):
    """How a revision came to be: the kind of change, and the event and the ledger behind it."""

    kind: ChangeKind
    payload: bytes | None = None
    ledger: bytes | None = None


class Articles:
    """The articles, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, article_id: str) -> Record | None:
        """Return what is held of an article."""
        statement = select(*_RECORD).where(col(ArticleRow.id) == article_id)
        row = self._connection.execute(statement).mappings().one_or_none()
        return _record(row) if row else None

    def save(self, record: Record, making: Making | None = None, *, at: Moment) -> None:
        """Keep `record` in place of what was held, and beside all earlier ones if it has a making.

        The canonical bytes are rendered here: once a revision, in its own transaction.
        """
        document = record.article.model_dump_json().encode() if record.article else None
        self._replace(record, document, at)
        if making:
            revision = {"article": record.id, "number": record.revision, "document": document}
            values = revision | making.model_dump() | {"at": at}
            self._connection.execute(insert(RevisionRow).values(values))

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
            "changed_at": at,
            "document": document,
            "digest": hashlib.sha256(document).hexdigest() if document else None,
        }
        found = update(ArticleRow).where(col(ArticleRow.id) == record.id).values(values)
        if self._connection.execute(found).rowcount == 0:
            self._connection.execute(insert(ArticleRow).values(values))

    def due(self, now: Moment, *, limit: int = 500) -> tuple[Record, ...]:
        """Return articles whose embargo or time is over, and of which the log does not say so."""
        opened = (
            col(ArticleRow.shown).is_(False)
            & (col(ArticleRow.status) == Status.USABLE)
            & (col(ArticleRow.opens_at) <= now)
        )
        over = col(ArticleRow.shown).is_(True) & (col(ArticleRow.expires_at) <= now)
        records = []
        for condition in (opened, over):
            rows = self._connection.execute(select(*_RECORD).where(condition).limit(limit))
            records += [_record(row) for row in rows.mappings()]
        return tuple(r for r in records if r.facets and is_open(r.facets, now) is not r.shown)


_RECORD = (
    col(ArticleRow.id),
    col(ArticleRow.source),
    col(ArticleRow.external_id),
    col(ArticleRow.standing),
    col(ArticleRow.revision),
    col(ArticleRow.document),
    col(ArticleRow.held),
    col(ArticleRow.shown),
)


def _record(row: RowMapping) -> Record:
    fields = dict(row)
    document = fields.pop("document")
    article = Article.model_validate_json(document) if document else None
    return Record(article=article, **fields)
