"""Accepted events, by the id that their sender gave them: so that one sent twice counts once."""

import hashlib
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection, bindparam, delete, insert, select

from service.model.receipt import Receipt
from service.model.value import Moment, Value
from service.store.tables import DELIVERIES

KEPT: Final = timedelta(days=30)


class Delivery(Value):
    """One accepted event: its id, the digest of its bytes, and its receipt."""

    source: str
    message_id: str
    digest: str
    receipt: Receipt


class Deliveries:
    """The accepted events, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, source: str, message_id: str) -> Delivery | None:
        """Return the event that `source` sent under this id, if it was accepted."""
        sent = {"of": source, "id": message_id}
        row = self._connection.execute(_FIND, sent).one_or_none()
        if row is None:
            return None
        receipt = Receipt.model_validate_json(row.receipt)
        return Delivery(
            source=source, message_id=message_id, digest=row.digest, receipt=receipt
        )

    def keep(self, delivery: Delivery, *, at: Moment) -> None:
        """Remember an accepted event."""
        values = {
            "source": delivery.source,
            "message_id": delivery.message_id,
            "digest": delivery.digest,
            "receipt": delivery.receipt.model_dump_json().encode(),
            "accepted_at": at,
        }
        self._connection.execute(_ADD, values)

    def forget(self, now: Moment) -> None:
        """Let go of the ids that are older than a month."""
        self._connection.execute(_FORGET, {"before": now - KEPT})


_FIND: Final = select(DELIVERIES.c.digest, DELIVERIES.c.receipt).where(
    DELIVERIES.c.source == bindparam("of"), DELIVERIES.c.message_id == bindparam("id")
)
_ADD: Final = insert(DELIVERIES)
_FORGET: Final = delete(DELIVERIES).where(DELIVERIES.c.accepted_at < bindparam("before"))


def digest_of(body: bytes) -> str:
    """Return the SHA-256 of an event's bytes, in hexadecimal."""
    return hashlib.sha256(body).hexdigest()
