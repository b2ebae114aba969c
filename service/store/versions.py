"""What a source said of an article's content, version by version.

Kept so that the date of the newest content is the same in whatever order its events arrived.
"""

from typing import Final

from sqlalchemy import Connection, bindparam, func, select, text

from service.model.value import Moment
from service.store.tables import VERSIONS


class Versions:
    """The versions, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, article: str, version: Moment, digest: str) -> None:
        """Note that `article` had this content at `version`; of two, the later arrival holds."""
        self._connection.execute(_KEEP, {"of": article, "at": version, "digest": digest})

    def since(self, article: str, digest: str) -> Moment | None:
        """Return the first version of the newest unbroken run of this content."""
        said = {"of": article, "digest": digest}
        since: Moment | None = self._connection.execute(_SINCE, said).scalar_one()
        return since


_KEEP: Final = text(
    "INSERT INTO versions (article, version, digest) VALUES (:of, :at, :digest)"
    " ON CONFLICT (article, version) DO UPDATE SET digest = excluded.digest"
).bindparams(bindparam("at", type_=VERSIONS.c.version.type))
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
