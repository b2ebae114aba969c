"""Bringing a database to the shape that this code expects; Alembic keeps the steps."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

MIGRATIONS: Final = Path(__file__).with_name("migrations")


def migrate(connection: Connection) -> None:
    """Run the migrations that this database has not had, in the caller's transaction."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
