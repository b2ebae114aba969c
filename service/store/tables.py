"""The tables. Columns exist to be queried by; what a row says is in its JSON.

Private to the store: values leave this room, never rows.
"""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import JSON, BigInteger, Column, Index, String, Table, text
from sqlmodel import Field, SQLModel

BYTEWISE: Final = String().with_variant(String(collation="C"), "postgresql")
"""Text in the order of its bytes, whatever the language of the server."""


def _json() -> Any:
    return Field(sa_column=Column(JSON, nullable=False))


_DUE: Final = text("due_at IS NOT NULL")


def _number() -> Any:
    return Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))


class ArticleRow(SQLModel, table=True):
    """One article: where it stands, and its newest revision as partners read it."""

    __tablename__ = "articles"
    __table_args__ = (
        Index("articles_due", "due_at", "id", sqlite_where=_DUE, postgresql_where=_DUE),
    )

    id: str = Field(sa_column=Column(BYTEWISE, primary_key=True))
    source: str
    external_id: str
    revision: int
    standing: dict[str, Any] = _json()
    facets: dict[str, Any] | None = Field(sa_column=Column(JSON, nullable=True))
    held: str | None
    status: str | None
    published_at: datetime | None
    opens_at: datetime | None
    expires_at: datetime | None
    shown: bool
    due_at: datetime | None
    changed_at: datetime
    document: bytes | None
    digest: str | None


class ArticleTermRow(SQLModel, table=True):
    """What a usable article may be asked for by: along one term its articles stand in their order.

    It is `store.articles` that keeps it true: a row goes when its article has the term no more.
    """

    __tablename__ = "article_terms"
    __table_args__ = ({"sqlite_with_rowid": False},)

    term: int = _number()
    published_at: datetime = Field(primary_key=True)
    article: str = Field(sa_column=Column(BYTEWISE, primary_key=True))
    expires_at: datetime | None


class RevisionRow(SQLModel, table=True):
    """One revision: its canonical bytes, what cleaning did, and the event that made it."""

    __tablename__ = "revisions"

    article: str = Field(primary_key=True, foreign_key="articles.id")
    number: int = Field(primary_key=True)
    kind: str
    at: datetime
    document: bytes
    ledger: bytes | None
    payload: bytes | None


class VersionRow(SQLModel, table=True):
    """Which content a source said an article had, and when it said so; late events too."""

    __tablename__ = "versions"

    article: str = Field(primary_key=True)
    version: datetime = Field(primary_key=True)
    digest: str


class DeliveryRow(SQLModel, table=True):
    """An accepted event's id, the digest of its bytes, and the receipt that it got."""

    __tablename__ = "deliveries"

    source: str = Field(primary_key=True, foreign_key="sources.slug")
    message_id: str = Field(primary_key=True)
    digest: str
    receipt: bytes
    accepted_at: datetime = Field(index=True)


class HabitRow(SQLModel, table=True):
    """What one story left in its source's memory; `lines` says how much of it."""

    __tablename__ = "habits"
    __table_args__ = (Index("habits_article", "source", "article", unique=True),)

    source: str = Field(primary_key=True, foreign_key="sources.slug")
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    article: str
    lines: int
    trace: bytes


class ChangeRow(SQLModel, table=True):
    """A row of the log, numbered densely in commit order."""

    __tablename__ = "changes"

    sequence: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    article: str = Field(foreign_key="articles.id", index=True)
    revision: int
    kind: str
    at: datetime
    shown_before: bool
    shown_after: bool
    facets_before: dict[str, Any] | None = Field(sa_column=Column(JSON, nullable=True))
    facets_after: dict[str, Any] | None = Field(sa_column=Column(JSON, nullable=True))


class ChangeTermRow(SQLModel, table=True):
    """Which changes concern a term: somebody could see the article, which had it before or after."""

    __tablename__ = "change_terms"
    __table_args__ = ({"sqlite_with_rowid": False},)

    term: int = _number()
    sequence: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})


class HeadRow(SQLModel, table=True):
    """The one row that every write transaction takes last."""

    __tablename__ = "head"

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    log_epoch: str
    sequence: int
    configuration_epoch: int
    configured_at: datetime


class SourceRow(SQLModel, table=True):
    """A CMS that sends, with its live secrets."""

    __tablename__ = "sources"

    slug: str = Field(primary_key=True)
    name: str
    url: str
    format: str
    secrets: list[str] = _json()
    hold_at: str | None


class ProductRow(SQLModel, table=True):
    """A saved filter."""

    __tablename__ = "products"

    slug: str = Field(primary_key=True)
    product: dict[str, Any] = _json()


class PartnerRow(SQLModel, table=True):
    """One who reads, and the slugs of the products that they may."""

    __tablename__ = "partners"

    slug: str = Field(primary_key=True)
    name: str
    products: list[str] = _json()


class KeyRow(SQLModel, table=True):
    """A partner's key: its digest, never its secret."""

    __tablename__ = "keys"

    id: str = Field(primary_key=True)
    partner: str = Field(foreign_key="partners.slug", index=True)
    digest: str
    scopes: list[str] = _json()
    created_at: datetime
    revoked_at: datetime | None


class FeedRow(SQLModel, table=True):
    """A feed and the slug of its product."""

    __tablename__ = "feeds"

    name: str = Field(primary_key=True)
    title: str
    description: str | None
    product: str = Field(foreign_key="products.slug")
    language: str | None
    public: bool
    items: int


class SecretRow(SQLModel, table=True):
    """A secret of the service's own, for all its processes."""

    __tablename__ = "secrets"

    name: str = Field(primary_key=True)
    secret: str


def _table(row: type[SQLModel]) -> Table:
    return SQLModel.metadata.tables[str(row.__tablename__)]


# The hot paths speak Core: a statement on a table is compiled once, and knows no session.
ARTICLES: Final = _table(ArticleRow)
ARTICLE_TERMS: Final = _table(ArticleTermRow)
REVISIONS: Final = _table(RevisionRow)
VERSIONS: Final = _table(VersionRow)
DELIVERIES: Final = _table(DeliveryRow)
HABITS: Final = _table(HabitRow)
CHANGES: Final = _table(ChangeRow)
CHANGE_TERMS: Final = _table(ChangeTermRow)
HEAD: Final = _table(HeadRow)
SOURCES: Final = _table(SourceRow)
PRODUCTS: Final = _table(ProductRow)
PARTNERS: Final = _table(PartnerRow)
KEYS: Final = _table(KeyRow)
FEEDS: Final = _table(FeedRow)
SECRETS: Final = _table(SecretRow)
