"""A source's policy: from which weight on a doubt holds its articles."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give every source the policy that it had: only an empty article is held."""
    op.add_column("sources", sa.Column("hold_at", sa.String(), nullable=True))
