"""Bringing a database to the shape that this code expects; Alembic keeps the steps."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from service.model.errors import Unavailable

MIGRATIONS: Final = Path(__file__).with_name("migrations")


def migrate(connection: Connection) -> None:
    """Run the migrations that this database has not had, in the caller's transaction.

    Raise Unavailable for a database of a newer version, in which nothing is changed.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if not known.issuperset(MigrationContext.configure(connection).get_current_heads()):
        msg = "The database was made by a newer version of Copydesk: run that one."
        raise Unavailable(msg)
    command.upgrade(config, "head")
