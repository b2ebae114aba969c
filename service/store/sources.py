"""The sources: each CMS that sends, and its secrets."""

from sqlalchemy import Connection, insert, select
from sqlmodel import col

from service.model.access import Source
from service.model.errors import AlreadyThere
from service.store.tables import SourceRow


class Sources:
    """The sources, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, slug: str) -> Source | None:
        """Return the source of that name."""
        statement = select(*_SOURCE).where(col(SourceRow.slug) == slug)
        row = self._connection.execute(statement).mappings().one_or_none()
        return Source.model_validate(dict(row)) if row else None

    def all(self) -> tuple[Source, ...]:
        """Return every source, by name."""
        rows = self._connection.execute(select(*_SOURCE).order_by(col(SourceRow.slug)))
        return tuple(Source.model_validate(dict(row)) for row in rows.mappings())

    def add(self, source: Source) -> None:
        """Add a source; AlreadyThere when its name is taken."""
        if self.find(source.slug):
            msg = f"There is a source {source.slug} already."
            raise AlreadyThere(msg)
        self._connection.execute(insert(SourceRow).values(source.model_dump(mode="json")))


_SOURCE = (
    col(SourceRow.slug),
    col(SourceRow.name),
    col(SourceRow.url),
    col(SourceRow.format),
    col(SourceRow.secrets),
)
