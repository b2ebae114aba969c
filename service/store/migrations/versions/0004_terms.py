"""Terms: what articles and changes may be asked for by, in the order of lists."""

from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa
from alembic import op

MOMENT = sa.DateTime(timezone=True)
BYTEWISE = sa.String().with_variant(sa.String(collation="C"), "postgresql")
AT_A_TIME = 1000

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and fill them from what is there; the index that they stand in for goes."""
    op.create_table(
        "article_terms",
        sa.Column("term", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("article", BYTEWISE, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("term", "published_at", "article"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "change_terms",
        sa.Column("term", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("term", "sequence"),
        sqlite_with_rowid=False,
    )
    op.drop_index("articles_newest", "articles")
    if op.get_context().dialect.name == "postgresql":  # SQLite's text is in that order as it is
        op.alter_column("articles", "id", type_=BYTEWISE)
    _fill_articles()
    _fill_changes()


def _fill_articles() -> None:
    articles = sa.table(
        "articles",
        *map(sa.column, ("id", "status")),
        *(sa.column(name, MOMENT) for name in ("published_at", "expires_at")),
        sa.column("facets", sa.JSON()),
    )
    terms = sa.table(
        "article_terms",
        *map(sa.column, ("term", "article")),
        *(sa.column(name, MOMENT) for name in ("published_at", "expires_at")),
    )
    usable = sa.select(articles).where(articles.c.status == "usable")
    for rows in _in_parts(usable, articles.c.id, ""):
        listed = [
            {
                "term": term,
                "published_at": row.published_at,
                "article": row.id,
                "expires_at": row.expires_at,
            }
            for row in rows
            for term in _terms(row.facets)
        ]
        op.bulk_insert(terms, listed)


def _fill_changes() -> None:
    names = ("facets_before", "facets_after")
    changes = sa.table(
        "changes",
        sa.column("sequence"),
        *(sa.column(name, sa.Boolean()) for name in ("shown_before", "shown_after")),
        *(sa.column(name, sa.JSON()) for name in names),
    )
    terms = sa.table("change_terms", *map(sa.column, ("term", "sequence")))
    for rows in _in_parts(sa.select(changes), changes.c.sequence, 0):
        concerned = [
            {"term": term, "sequence": row.sequence}
            for row in rows
            for term in _terms(row.shown_before and row.facets_before)
            | _terms(row.shown_after and row.facets_after)
        ]
        if concerned:
            op.bulk_insert(terms, concerned)


def _in_parts(rows: sa.Select[Any], key: sa.ColumnClause[Any], last: Any) -> Iterator[Any]:
    """Yield `rows` a part at a time, in the order of `key`, whose values follow `last`."""
    ordered = rows.order_by(key).limit(AT_A_TIME)
    while part := op.get_bind().execute(ordered.where(key > last)).all():
        yield part
        last = getattr(part[-1], key.name)


def _terms(facets: Any) -> set[int]:
    """The terms as they were numbered when this was written."""
    if not facets:
        return set()
    source, section = facets["source"], facets["section"]
    found = {_term("everything", ""), _term("source", source)}
    found |= {_term("language", facets["language"])}
    found |= {_term("tag", tag) for tag in facets["tags"]}
    found |= {_term("author", author) for author in facets["authors"]}
    if section is not None:
        found |= {_term("section", section), _term("filed", f"{source}\0{section}")}
    return found


def _term(facet: str, value: str) -> int:
    said = f"{facet}\0{value}".encode(errors="surrogatepass")
    return int.from_bytes(blake2b(said, digest_size=8).digest(), signed=True)
