"""Cursors: where a page ended, signed, and good only for the partner that they were given to."""

import base64
import binascii
import hashlib
import hmac
from typing import Final

from pydantic import ValidationError

from service.model.errors import CursorOutdated, Fault, Invalid
from service.model.value import Value
from service.store import Place

_MAC_BYTES: Final = 16


class Cursor(Value):
    """The last article shown, and the log's epoch at the time."""

    log_epoch: str
    place: Place


def write(cursor: Cursor, *, key: bytes, partner: str) -> str:
    """Return `cursor` as text for an address."""
    said = cursor.model_dump_json().encode()
    return base64.urlsafe_b64encode(_mac(said, key, partner) + said).rstrip(b"=").decode()


def read(text: str, *, key: bytes, partner: str, log_epoch: str) -> Place:
    """Return the place in a cursor; Invalid for one that we did not write for `partner`."""
    try:
        sealed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        mac, said = sealed[:_MAC_BYTES], sealed[_MAC_BYTES:]
        genuine = hmac.compare_digest(mac, _mac(said, key, partner))
        cursor = Cursor.model_validate_json(said) if genuine else None
    except (binascii.Error, UnicodeEncodeError, ValueError, ValidationError):
        cursor = None
    if cursor is None:
        raise Invalid((Fault(pointer="/query/cursor", detail="is not a cursor of yours"),))
    if cursor.log_epoch != log_epoch:
        raise CursorOutdated
    return cursor.place


def _mac(said: bytes, key: bytes, partner: str) -> bytes:
    signed = b"articles\0" + partner.encode() + b"\0" + said
    return hmac.new(key, signed, hashlib.sha256).digest()[:_MAC_BYTES]
