"""Which address of an `<img>` is the picture's, and whether there is a picture at all."""

import re
from typing import Final

from service.cleaning import addresses
from service.cleaning.block import Picture
from service.cleaning.wording import fold

Attributes = dict[str, str | None]
_LAZY: Final = ("data-src", "data-lazy-src", "data-original", "data-hi-res-src", "data-url")
_SETS: Final = ("data-srcset", "data-lazy-srcset", "srcset")
_DIGITS: Final = re.compile(r"\d{1,5}")
_DOT: Final = 3
"""A picture this small is there to count readers."""


def read(attributes: Attributes, sources: list[str], base: str | None) -> Picture:
    """Return the picture of an `<img>`; `sources` are the sets of the `<picture>` around it."""
    width, height = _pixels(attributes.get("width")), _pixels(attributes.get("height"))
    tracking = bool(width and width <= _DOT) or bool(height and height <= _DOT)
    return Picture(
        url=_address(attributes, sources, base),
        alt=fold(attributes.get("alt") or "")[:5_000] or None,
        width=width,
        height=height,
        tracking=tracking,
    )


def _address(attributes: Attributes, sources: list[str], base: str | None) -> str | None:
    tries = [attributes.get(name) for name in (*_LAZY, "src")]
    tries += [_largest(attributes.get(name)) for name in _SETS]
    tries += [_largest(source) for source in sources]
    return next((found for one in tries if (found := addresses.web(one, base))), None)


def _largest(candidates: str | None) -> str | None:
    """Return the widest (or densest) picture of a `srcset`."""
    best, widest = None, -1.0
    for candidate in (candidates or "")[:10_000].split(", "):
        address, _, measure = candidate.strip(" \t\r\n,").partition(" ")
        try:
            wide = float(measure.strip().rstrip("wx") or 0)
        except ValueError:
            wide = 0.0
        if address and wide > widest:
            best, widest = address, wide
    return best


def _pixels(value: str | None) -> int | None:
    found = _DIGITS.match((value or "").strip())
    return int(found[0]) if found else None
