"""Standard Webhooks 1.0.0 signatures, both ways: a verdict on what came, headers for what goes.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from service.model.clock import Time, bounds
from service.model.errors import BadSignature
from service.model.value import Value

TOLERANCE: Final = timedelta(seconds=300)
PREFIX: Final = "whsec_"
SECRET_BYTES: Final = 32
MOST_SIGNATURES: Final = 5

_MESSAGE_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_TIMESTAMP: Final = re.compile(r"[0-9]{10}", re.ASCII)


class Sealed(Value):
    """What the headers of a verified message say: its id, and when this attempt was signed."""

    message_id: str
    at: datetime


def verify(
    body: bytes, headers: Mapping[str, str], *, secrets: Iterable[str], now: Time
) -> Sealed:
    """Return what the headers say of `body`, or raise BadSignature without saying why.

    `headers` has lower-case names; `secrets` are `whsec_…`, any one of which may have signed.
    """
    message_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    given = headers.get("webhook-signature", "").split(" ")
    if not (_MESSAGE_ID.fullmatch(message_id) and _TIMESTAMP.fullmatch(timestamp)):
        raise BadSignature
    at = datetime.fromtimestamp(int(timestamp), UTC)
    ours = [_signature(body, secret, message_id, timestamp) for secret in secrets]
    signed = any(
        hmac.compare_digest(mine, theirs.encode("utf-8", "replace"))
        for mine in ours
        for theirs in given[:MOST_SIGNATURES]
    )
    earliest, latest = bounds(now)
    if not signed or not earliest - TOLERANCE <= at <= latest + TOLERANCE:
        raise BadSignature
    return Sealed(message_id=message_id, at=at)


def sign(body: bytes, *, secret: str, message_id: str, at: datetime) -> dict[str, str]:
    """Return the three headers that sign `body` as sent at `at` (to the second)."""
    timestamp = str(int(at.timestamp()))
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": _signature(body, secret, message_id, timestamp).decode(),
    }


def new_secret(randomness: bytes) -> str:
    """Return `randomness` (32 bytes) as a secret that can be handed to a CMS."""
    if len(randomness) != SECRET_BYTES:
        msg = f"A signing secret is made of {SECRET_BYTES} bytes."
        raise ValueError(msg)
    return PREFIX + base64.b64encode(randomness).decode()


def key_of(secret: str) -> bytes:
    """Return the bytes that `secret` stands for; ValueError when it stands for none."""
    encoded = secret.removeprefix(PREFIX)
    try:
        key = base64.b64decode(encoded, validate=True)
    except ValueError:
        key = b""
    if encoded == secret or not key:
        msg = f"A signing secret is {PREFIX} and padded base64."
        raise ValueError(msg)
    return key


def _signature(body: bytes, secret: str, message_id: str, timestamp: str) -> bytes:
    signed = b".".join((message_id.encode(), timestamp.encode(), body))
    digest = hmac.new(key_of(secret), signed, hashlib.sha256).digest()
    return b"v1," + base64.b64encode(digest)
