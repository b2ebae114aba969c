"""What each source repeats: a row a story."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; what was received before is not read again, so it fills as articles arrive."""
    op.create_table(
        "habits",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("article", sa.String(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("trace", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["source"], ["sources.slug"]),
        sa.PrimaryKeyConstraint("source", "number"),
    )
    op.create_index("habits_article", "habits", ["source", "article"], unique=True)
