"""Pages of bytes, kept for as long as they are still the ones that would be made.

What is shown is a function of the log, the configuration and the embargoes and expiries passed;
so a page is good for one head, and until the next of those edges.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Final, NamedTuple

from service.model.clock import Time, bounds
from service.model.keys import digest_of
from service.model.value import Moment
from service.store import Head

MOST_BYTES: Final = 64 * 2**20
"""Beyond that, the pages that were made longest ago go."""


class Page(NamedTuple):
    """Bytes to answer with, and what validates them."""

    body: bytes
    media_type: str
    changed_at: Moment | None
    etag: str
    """A strong validator: it changes if and only if the bytes do."""


def page_of(body: bytes, media_type: str, changed_at: Moment | None) -> Page:
    """Return `body` as a page."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    return Page(body, media_type, changed_at, etag)


class Kept(NamedTuple):
    """A page, the head that it is good for, and the moment that it is good until."""

    page: Page
    head: Head
    until: Moment | None
    readers: set[str] | None = None
    """Digests of the keys that opened it, good for as long as it is; None: it is public."""

    def is_open_to(self, key: str) -> bool:
        """Whether a page that still holds may be read with `key`, as far as is known."""
        return self.readers is None or digest_of(key) in self.readers


class Pages:
    """The kept pages; safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()

    def find(self, address: Hashable, head: Head, now: Time) -> Kept | None:
        """Return what is kept for an address, if it still holds."""
        with self._lock:
            kept = self._kept.get(address)
        latest = bounds(now).latest
        holds = kept and kept.head == head and (kept.until is None or latest < kept.until)
        return kept if holds else None

    def keep(self, address: Hashable, kept: Kept, now: Time) -> Kept:
        """Keep a page, made `now`, in place of the one kept before; return it."""
        earliest, latest = bounds(now)
        if earliest < latest:  # in doubt less is shown than will be
            return kept
        with self._lock:
            self._kept[address] = kept
            self._kept.move_to_end(address)
            while sum(len(each.page.body) for each in self._kept.values()) > MOST_BYTES:
                self._kept.popitem(last=False)
        return kept
