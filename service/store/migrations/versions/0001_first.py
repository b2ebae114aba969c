"""The first tables, the log's head, and the product that is built in."""

from datetime import UTC, datetime
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

MOMENT = sa.DateTime(timezone=True)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table and the rows that must exist."""
    _configuration()
    _articles()
    _first_rows()


def _configuration() -> None:
    op.create_table(
        "sources",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("secrets", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("slug"),
    )
    op.create_table(
        "products",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("product", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("slug"),
    )
    op.create_table(
        "partners",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("products", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("slug"),
    )
    op.create_table(
        "keys",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("partner", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["partner"], ["partners.slug"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_keys_partner", "keys", ["partner"])
    op.create_table(
        "feeds",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("product", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["product"], ["products.slug"]),
        sa.PrimaryKeyConstraint("name"),
    )


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("standing", sa.JSON(), nullable=False),
        sa.Column("facets", sa.JSON(), nullable=True),
        sa.Column("held", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("opens_at", MOMENT, nullable=True),
        sa.Column("expires_at", MOMENT, nullable=True),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=True),
        sa.Column("digest", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("articles_expiring", "articles", ["shown", "expires_at"])
    op.create_index("articles_newest", "articles", ["status", "published_at", "id"])
    op.create_index("articles_opening", "articles", ["shown", "opens_at"])
    op.create_table(
        "revisions",
        sa.Column("article", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("ledger", sa.LargeBinary(), nullable=True),
        sa.Column("payload", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["article"], ["articles.id"]),
        sa.PrimaryKeyConstraint("article", "number"),
    )
    op.create_table(
        "versions",
        sa.Column("article", sa.String(), nullable=False),
        sa.Column("version", MOMENT, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("article", "version"),
    )
    op.create_table(
        "deliveries",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("receipt", sa.LargeBinary(), nullable=False),
        sa.Column("accepted_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["source"], ["sources.slug"]),
        sa.PrimaryKeyConstraint("source", "message_id"),
    )
    op.create_index("ix_deliveries_accepted_at", "deliveries", ["accepted_at"])
    op.create_table(
        "changes",
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("article", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("shown_before", sa.Boolean(), nullable=False),
        sa.Column("shown_after", sa.Boolean(), nullable=False),
        sa.Column("facets_before", sa.JSON(), nullable=True),
        sa.Column("facets_after", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["article"], ["articles.id"]),
        sa.PrimaryKeyConstraint("sequence"),
    )
    op.create_index("ix_changes_article", "changes", ["article"])
    op.create_table(
        "head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("log_epoch", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("configuration_epoch", sa.Integer(), nullable=False),
        sa.Column("configured_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _first_rows() -> None:
    head = sa.table(
        "head",
        *map(sa.column, ("id", "log_epoch", "sequence", "configuration_epoch")),
        sa.column("configured_at", MOMENT),
    )
    op.bulk_insert(
        head,
        [
            {
                "id": 1,
                "log_epoch": str(uuid4()),
                "sequence": 0,
                "configuration_epoch": 0,
                "configured_at": datetime.now(UTC),
            }
        ],
    )
    products = sa.table("products", sa.column("slug"), sa.column("product", sa.JSON()))
    op.bulk_insert(
        products,
        [{"slug": "everything", "product": {"slug": "everything", "name": "Everything"}}],
    )
