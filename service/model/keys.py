"""Partner keys: `cdk_live_<id>_<secret><check>`. Shown once; only a digest is ever kept.

256 bits of randomness need no slow hash: SHA-256, looked up by id, compared in constant time.
"""

import hashlib
import hmac
import re
import zlib
from typing import Final, NamedTuple

PREFIX: Final = "cdk_live_"
ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
ID_BYTES: Final = 6
SECRET_BYTES: Final = 32

_ID_LENGTH: Final = 8
_SECRET_LENGTH: Final = 43
_CHECK_LENGTH: Final = 6
_SHAPE: Final = re.compile(
    rf"{PREFIX}([0-9A-Za-z]{{{_ID_LENGTH}}})_[0-9A-Za-z]{{{_SECRET_LENGTH + _CHECK_LENGTH}}}",
    re.ASCII,
)


class NewKey(NamedTuple):
    """A key just made: its text is for the partner, its id and digest for the store."""

    text: str
    id: str
    digest: str


def new_key(randomness: bytes) -> NewKey:
    """Return the key that `randomness` (38 bytes) makes."""
    if len(randomness) != ID_BYTES + SECRET_BYTES:
        msg = f"A key is made of {ID_BYTES + SECRET_BYTES} bytes."
        raise ValueError(msg)
    key_id = _base62(int.from_bytes(randomness[:ID_BYTES]) % 62**_ID_LENGTH, _ID_LENGTH)
    secret = _base62(int.from_bytes(randomness[ID_BYTES:]), _SECRET_LENGTH)
    stem = f"{PREFIX}{key_id}_{secret}"
    text = stem + _check(stem)
    return NewKey(text, key_id, digest_of(text))


def id_of(text: str) -> str | None:
    """Return the id in a key, or None where `text` is no key: mistyped, cut, or something else."""
    shape = _SHAPE.fullmatch(text)
    if not shape or _check(text[:-_CHECK_LENGTH]) != text[-_CHECK_LENGTH:]:
        return None
    return shape[1]


def digest_of(text: str) -> str:
    """Return the SHA-256 of a key, in hexadecimal: what may be stored of it."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def matches(text: str, digest: str) -> bool:
    """Whether `text` is the key of which `digest` was kept; in constant time."""
    return hmac.compare_digest(digest_of(text).encode(), digest.encode())


def _check(stem: str) -> str:
    return _base62(zlib.crc32(stem.encode()), _CHECK_LENGTH)


def _base62(number: int, length: int) -> str:
    digits = []
    for _ in range(length):
        number, digit = divmod(number, len(ALPHABET))
        digits.append(ALPHABET[digit])
    return "".join(reversed(digits))
