"""What a database holds, read without us; and what becomes of it, done without us."""

from typing import Any, Final

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import MetaData, NullPool, create_engine, make_url, select, text

from service.store.schema import MIGRATIONS

on_a_file: Final = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""A test of what only a file can suffer."""
on_a_server: Final = pytest.mark.parametrize("database", ["postgresql"], indirect=True)
"""A test of what only a server can."""


def rows(url: str, statement: str) -> list[Any]:
    """What a database answers to a question."""
    with _engine(url).connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


def change(url: str, statement: str) -> None:
    """Do something to a database."""
    with _engine(url).begin() as connection:
        connection.execute(text(statement))


def contents(url: str) -> list[str]:
    """All that a database holds: each table, and each of its rows."""
    found, tables = [], MetaData()
    with _engine(url).connect() as connection:
        tables.reflect(connection)
        for table in tables.sorted_tables:
            ordered = select(table).order_by(*table.primary_key)
            found += [table.name, *(str(row) for row in connection.execute(ordered))]
    return found


def copy_as_of(revision: str, url: str, copy: str) -> None:
    """Copy to an empty database what another held when it was of an older version."""
    with _engine(url).connect() as now, _engine(copy).begin() as then:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = then
        command.upgrade(config, revision)
        tables = MetaData()
        tables.reflect(then)
        for table in tables.sorted_tables:
            if table.name != "alembic_version":
                then.execute(table.delete())
                held = [dict(row) for row in now.execute(select(table)).mappings()]
                if held:
                    then.execute(table.insert(), held)


def _engine(url: str) -> Any:
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    return create_engine(parsed, poolclass=NullPool)
