"""Addresses: absolute, of a known scheme, and without a character that misleads."""

import re
import unicodedata
from functools import lru_cache
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit

from service.model.draft import Draft

_MISLEADING: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SPACES: Final = re.compile(r"[\s\\<>\"'`{}|^]")
_FILES: Final = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")
_SIZE: Final = re.compile(r"-(?:\d{2,5}x\d{2,5}|scaled)(?=\.[a-z]{3,4}(?:\?|$))")
"""How WordPress, and many after it, names the file of a picture in another size."""
_LONGEST: Final = 2_048
_PLAIN: Final = re.compile(
    r"(https?://[a-z0-9][a-z0-9.-]*+(?::[0-9]{1,4})?+)?+"
    r"(?:/(?![/.])(?:[A-Za-z0-9!$%&()*+,:=@_~.-]++|/(?!\.))*+)?+"
    r"(?:[?][A-Za-z0-9!$%&()*+,:=@_~./?-]++)?+(?:#[A-Za-z0-9!$%&()*+,:=@_~./?-]++)?+"
)
"""An address that joining it to any base, or taking it apart, leaves as it is."""
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*+:")


_PARTS: Final = re.compile(
    r"https?://([a-z0-9.-]++)(?::[0-9]{1,4})?+(/[^\s?#]*+)?+(?:\?([^\s#]*+))?+(?:#\S*+)?+"
)
"""An address's host, path and query, where it is written as most are."""


def link(address: str | None, base: str | None) -> str | None:
    """Return where a link goes (http, https, mailto, tel), or None where we will not go."""
    return _resolve(address, base, ("http", "https", "mailto", "tel"))


def web(address: str | None, base: str | None) -> str | None:
    """Return an address of the web (http, https), or None where we will not go."""
    return _resolve(address, base, ("http", "https"))


def key(address: str) -> str:
    """Return what the addresses of one picture share, whatever the scheme and the size asked for."""
    if found := _PARTS.fullmatch(address):
        host, path, query = found.groups("")
    else:
        parts = urlsplit(address)
        host, path, query = parts.hostname or "", parts.path, parts.query
    place = f"{host}{path}".lower()
    return place if place.endswith(_FILES) else f"{place}?{query}"


def stem(address: str) -> str:
    """Return what the addresses of one picture share, also where its files are named by their size."""
    return _SIZE.sub("", key(address))


def withheld(draft: Draft) -> frozenset[str]:
    """Return the stems of the pictures that the payload keeps in house."""
    urls = (web(each.url, draft.url) for each in draft.images if not each.syndication)
    return frozenset(stem(url) for url in urls if url)


def _resolve(address: str | None, base: str | None, schemes: tuple[str, ...]) -> str | None:
    written = (address or "").strip(" \t\n\r\f")
    if not written or len(written) > _LONGEST:
        return None
    plain = _PLAIN.fullmatch(written)
    if plain and (plain[1] or (base and written[0] == "/" and _origin(base))):
        whole = written if plain[1] else f"{_origin(base or '')}{written}"
        return whole if len(whole) <= _LONGEST else None
    if plain and written[0] == "#" and base and _origin(base) and "#" not in base:
        return f"{base}{written}".removesuffix("#")
    scheme = _SCHEME.match(written)
    if (scheme and scheme[0][:-1].lower() not in schemes) or _misleads(written):
        return None
    try:
        whole, parts, _ = written, urlsplit(written), urlsplit(base or "")
        if base and not _is_whole(parts, written):
            whole = urljoin(base, written)
            parts = urlsplit(whole)
        reachable = parts.scheme in schemes and (
            bool(parts.hostname) == parts.scheme.startswith("http")
        )
        _ = parts.port
    except ValueError:
        return None
    return whole if reachable and len(whole) <= _LONGEST else None


@lru_cache(maxsize=256)
def _origin(base: str) -> str | None:
    """What stands before the path of a base as plain as that."""
    plain = _PLAIN.fullmatch(base)
    return plain[1] if plain else None


def _is_whole(parts: SplitResult, written: str) -> bool:
    """Whether an address is written as it would be when joined to any base."""
    return (
        bool(parts.scheme and parts.netloc) and ";" not in written and parts.geturl() == written
    )


def _misleads(address: str) -> bool:
    if address.isascii():
        return not address.isprintable() or bool(_SPACES.search(address))
    return bool(_SPACES.search(address)) or any(
        unicodedata.category(letter) in _MISLEADING for letter in address
    )
