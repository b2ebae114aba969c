"""Many processes on one database: notices of what one committed, and the secret that all share."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make a place for secrets; on PostgreSQL have each transaction that moves the head tell so."""
    op.create_table(
        "secrets",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION copydesk_head() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN PERFORM pg_notify('copydesk_head', ''); RETURN NULL; END $$"
        )
        op.execute(
            "CREATE TRIGGER copydesk_head AFTER UPDATE ON head "
            "FOR EACH STATEMENT EXECUTE FUNCTION copydesk_head()"
        )
