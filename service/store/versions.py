"""What a source said of an article's content, version by version.

Kept so that the date of the newest content is the same in whatever order its events arrived.
"""

from typing import Final

from sqlalchemy import Connection, bindparam, func, insert, select, update

from service.model.value import Moment
from service.store.tables import VERSIONS


class Versions:
    """The versions, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, article: str, version: Moment, digest: str) -> None:
        """Note that `article` had this content at `version`; of two, the later arrival holds."""
        said = {"of": article, "at": version, "digest": digest}
        if self._connection.execute(_REPLACE, said).rowcount == 0:
            values = {"article": article, "version": version, "digest": digest}
            self._connection.execute(_ADD, values)

    def since(self, article: str, digest: str) -> Moment | None:
        """Return the first version of the newest unbroken run of this content."""
        said = {"of": article, "digest": digest}
        since: Moment | None = self._connection.execute(_SINCE, said).scalar_one()
        return since


_ADD: Final = insert(VERSIONS)
_REPLACE: Final = update(VERSIONS).where(
    VERSIONS.c.article == bindparam("of"), VERSIONS.c.version == bindparam("at")
)
_MINE: Final = VERSIONS.c.article == bindparam("of")
_RIVAL: Final = (
    select(VERSIONS.c.version)
    .where(_MINE, VERSIONS.c.digest != bindparam("digest"))
    .order_by(VERSIONS.c.version.desc())
    .limit(1)
    .scalar_subquery()
)
_SINCE: Final = select(func.min(VERSIONS.c.version)).where(
    _MINE,
    VERSIONS.c.digest == bindparam("digest"),
    _RIVAL.is_(None) | (VERSIONS.c.version > _RIVAL),
)
