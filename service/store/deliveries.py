"""Accepted events, by the id that their sender gave them: so that one sent twice counts once."""

import hashlib
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection, delete, insert, select
from sqlmodel import col

from service.model.receipt import Receipt
from service.model.value import Moment, Value
from service.store.tables import DeliveryRow

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
        statement = select(col(DeliveryRow.digest), col(DeliveryRow.receipt)).where(
            col(DeliveryRow.source) == source, col(DeliveryRow.message_id) == message_id
        )
        row = self._connection.execute(statement).one_or_none()
        if row is None:
            return None
        receipt = Receipt.model_validate_json(row.receipt)
        return Delivery(
            source=source, message_id=message_id, digest=row.digest, receipt=receipt
        )

    def keep(self, delivery: Delivery, *, at: Moment) -> None:
        """Remember an accepted event."""
        self._connection.execute(
            insert(DeliveryRow).values(
                source=delivery.source,
                message_id=delivery.message_id,
                digest=delivery.digest,
                receipt=delivery.receipt.model_dump_json().encode(),
                accepted_at=at,
            )
        )

    def forget(self, now: Moment) -> None:
        """Let go of the ids that are older than a month."""
        self._connection.execute(
            delete(DeliveryRow).where(col(DeliveryRow.accepted_at) < now - KEPT)
        )


def digest_of(body: bytes) -> str:
    """Return the SHA-256 of an event's bytes, in hexadecimal."""
    return hashlib.sha256(body).hexdigest()
