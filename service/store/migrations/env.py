"""Alembic's entry: it runs in the connection, transaction and lock of `store.schema.migrate`."""

from alembic import context
from sqlmodel import SQLModel

from service.store import tables

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()

__all__ = ["tables"]
