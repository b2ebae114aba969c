"""Which address of an `<img>` is the picture's, and whether there is a picture at all."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from service.cleaning import addresses
from service.cleaning.block import Picture
from service.cleaning.tidying import tidy

Attributes = dict[str, str | None]
_SINGLE: Final = (
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-hi-res-src",
    "data-url",
    "src",
)
_SETS: Final = ("data-srcset", "data-lazy-srcset", "srcset")
_DIGITS: Final = re.compile(r"\d{1,5}")
_DOT: Final = 3
"""A picture this small is there to count readers."""


def read(
    attributes: Attributes,
    base: str | None,
    around: Callable[[], Iterable[str]] = tuple,
    withheld: frozenset[str] = frozenset(),
) -> Picture:
    """Return the picture of an `<img>`; `around` tells the sets of the `<picture>` around it.

    One that may be shown from an address whose stem is `withheld` is the picture that stands there.
    """
    width, height = _pixels(attributes.get("width")), _pixels(attributes.get("height"))
    tracking = bool(width and width <= _DOT) or bool(height and height <= _DOT)
    url = _chosen(filter(None, _addresses(attributes, base, around)), withheld)
    alt = tidy(attributes.get("alt") or "")[:5_000] or None
    return Picture(url, alt, width, height, tracking)


def _chosen(said: Iterator[str], withheld: frozenset[str]) -> str | None:
    first = next(said, None)
    if not withheld or first is None or addresses.stem(first) in withheld:
        return first
    return next((each for each in said if addresses.stem(each) in withheld), first)


def _addresses(
    attributes: Attributes, base: str | None, around: Callable[[], Iterable[str]]
) -> Iterator[str | None]:
    """Yield the addresses that it may be shown from, each read only if the one before is none."""
    for name in _SINGLE:
        if name in attributes:
            yield addresses.web(attributes[name], base)
    for name in _SETS:
        if name in attributes:
            yield addresses.web(_largest(attributes[name]), base)
    for candidates in around():
        yield addresses.web(_largest(candidates), base)


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
    if not value:
        return None
    found = _DIGITS.match(value.strip())
    return int(found[0]) if found else None
