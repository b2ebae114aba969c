"""What a source said of an article's content, version by version.

Kept so that the date of the newest content is the same in whatever order its events arrived.
"""

from sqlalchemy import Connection, func, insert, select, update
from sqlmodel import col

from service.model.value import Moment
from service.store.tables import VersionRow


class Versions:
    """The versions, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, article: str, version: Moment, digest: str) -> None:
        """Note that `article` had this content at `version`; of two, the later arrival holds."""
        here = (col(VersionRow.article) == article) & (col(VersionRow.version) == version)
        found = update(VersionRow).where(here).values(digest=digest)
        if self._connection.execute(found).rowcount == 0:
            values = {"article": article, "version": version, "digest": digest}
            self._connection.execute(insert(VersionRow).values(values))

    def since(self, article: str, digest: str) -> Moment | None:
        """Return the first version of the newest unbroken run of this content."""
        version = col(VersionRow.version)
        mine = select(func.min(version)).where(
            col(VersionRow.article) == article, col(VersionRow.digest) == digest
        )
        rival = select(func.max(version)).where(
            col(VersionRow.article) == article, col(VersionRow.digest) != digest
        )
        newest_rival = self._connection.execute(rival).scalar_one()
        if newest_rival is not None:
            mine = mine.where(version > newest_rival)
        since: Moment | None = self._connection.execute(mine).scalar_one()
        return since
