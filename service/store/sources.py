"""The sources: each CMS that sends, and its secrets."""

from typing import Final

from sqlalchemy import Connection, bindparam, insert, select

from service.model.access import Source
from service.model.errors import AlreadyThere
from service.store.tables import SOURCES


class Sources:
    """The sources, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, slug: str) -> Source | None:
        """Return the source of that name."""
        row = self._connection.execute(_FIND, {"of": slug}).mappings().one_or_none()
        return Source.model_validate(dict(row)) if row else None

    def all(self) -> tuple[Source, ...]:
        """Return every source, by name."""
        rows = self._connection.execute(_ALL)
        return tuple(Source.model_validate(dict(row)) for row in rows.mappings())

    def add(self, source: Source) -> None:
        """Add a source; AlreadyThere when its name is taken."""
        if self.find(source.slug):
            msg = f"There is a source {source.slug} already."
            raise AlreadyThere(msg)
        self._connection.execute(_ADD, source.model_dump(mode="json"))


_ALL: Final = select(SOURCES).order_by(SOURCES.c.slug)
_FIND: Final = select(SOURCES).where(SOURCES.c.slug == bindparam("of"))
_ADD: Final = insert(SOURCES)
