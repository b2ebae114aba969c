"""When the clock alone next opens or expires an article."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_DUE = sa.text("due_at IS NOT NULL")
_ARTICLES = sa.table(
    "articles",
    *(sa.column(name) for name in ("status", "shown", "opens_at", "expires_at", "changed_at")),
    sa.column("due_at"),
)


def upgrade() -> None:
    """Note it for every article, by what the log said last; what finds them finds all of them."""
    op.add_column("articles", sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_index("articles_opening", "articles")
    op.drop_index("articles_expiring", "articles")
    opens, expires = _ARTICLES.c.opens_at, _ARTICLES.c.expires_at
    waits = expires.is_(None) | ((expires > opens) & (expires > _ARTICLES.c.changed_at))
    due = sa.case((_ARTICLES.c.shown == sa.true(), expires), (waits, opens))
    op.execute(_ARTICLES.update().where(_ARTICLES.c.status == "usable").values(due_at=due))
    op.create_index(
        "articles_due", "articles", ["due_at", "id"], sqlite_where=_DUE, postgresql_where=_DUE
    )
