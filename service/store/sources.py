"""The sources: each CMS that sends, and its secrets."""

from typing import Final

from sqlalchemy import Connection, bindparam, insert, select, update

from service.model.access import Source
from service.model.cleaned import Weight
from service.model.errors import AlreadyThere, NoSuchThing
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

    def hold_at(self, slug: str, weight: Weight | None) -> Source:
        """Set from which weight on a doubt holds the source's articles; NoSuchThing without it."""
        self._connection.execute(_HOLD_AT, {"of": slug, "weight": weight})
        source = self.find(slug)
        if source is None:
            msg = f"There is no source {slug}."
            raise NoSuchThing(msg)
        return source


_ALL: Final = select(SOURCES).order_by(SOURCES.c.slug)
_FIND: Final = select(SOURCES).where(SOURCES.c.slug == bindparam("of"))
_ADD: Final = insert(SOURCES)
_HOLD_AT: Final = (
    update(SOURCES).where(SOURCES.c.slug == bindparam("of")).values(hold_at=bindparam("weight"))
)
