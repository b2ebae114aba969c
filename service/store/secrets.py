"""The service's own secrets, where they must be the same for all its processes. Never shown."""

from typing import Final

from sqlalchemy import Connection, bindparam, insert, select

from service.store.tables import SECRETS


class Secrets:
    """The secrets, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, name: str, made: str) -> str:
        """Return the secret of that name: the one that is kept already, else `made`, kept from now on."""
        kept: str | None = self._connection.execute(_FIND, {"of": name}).scalar_one_or_none()
        if kept is None:
            self._connection.execute(_ADD, {"name": name, "secret": made})
        return kept or made


_FIND: Final = select(SECRETS.c.secret).where(SECRETS.c.name == bindparam("of"))
_ADD: Final = insert(SECRETS)
