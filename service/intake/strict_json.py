"""JSON as we accept it (RFC 8259, I-JSON's RFC 7493 in spirit): bounded, and free of traps.

No NaN, no lone surrogates, no NUL or noncharacters, at most 32 deep and 20,000 values.
"""

import re
from typing import Any, Final

from pydantic_core import from_json

from service.model.errors import Unreadable

DEEPEST: Final = 32
MOST_VALUES: Final = 20_000

_FORBIDDEN: Final = re.compile(
    "[\0\ufdd0-\ufdef"
    + "".join(
        chr(plane * 0x10000 + 0xFFFE) + chr(plane * 0x10000 + 0xFFFF) for plane in range(17)
    )
    + "]"
)


def read(body: bytes) -> Any:
    """Return what `body` says, or raise Unreadable, which says where it went wrong."""
    try:
        document = from_json(body, allow_inf_nan=False, cache_strings="none")
    except ValueError as error:
        msg = f"The body is not JSON: {error}."
        raise Unreadable(msg) from None
    _bound(document)
    return document


def _bound(document: Any) -> None:
    """Raise Unreadable where the document is too deep, too wide, or holds what no text may."""
    waiting = [(document, 1)]
    seen = 0
    while waiting:
        value, depth = waiting.pop()
        seen += 1
        if isinstance(value, str):
            if _FORBIDDEN.search(value):
                msg = "A text holds a NUL or a Unicode noncharacter."
                raise Unreadable(msg)
            continue
        inner = _inner(value)
        if inner and depth == DEEPEST:
            msg = f"The JSON is more than {DEEPEST} levels deep."
            raise Unreadable(msg)
        if seen + len(waiting) + len(inner) > MOST_VALUES:
            msg = f"The JSON holds more than {MOST_VALUES:,} values."
            raise Unreadable(msg)
        waiting += [(one, depth + 1) for one in inner]


def _inner(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    return value if isinstance(value, list) else []
