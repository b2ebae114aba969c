"""Who asks: a partner or the operator by key, or the subscriber of a feed. Stated once, as types.

Who may read is asked in the same transaction as what is read: one hop, and no key that is
revoked between the two.
"""

import base64
import binascii
import hmac
from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import Depends, Request

from service.model import keys
from service.model.access import Feed, Key, Partner, Scope
from service.model.errors import NoSuchThing, NotAllowed
from service.store import Transaction
from service.web.house import House, TheHouse

T = TypeVar("T")


class AsPartner:
    """The partner whose live key came with the request, as of what is read with it."""

    def __init__(self, key: str, house: House) -> None:
        self._key, self._house = key, house

    async def read(self, question: Callable[[Transaction, Partner], T]) -> T:
        """Ask `question` of one state of the store, in which the key is good."""
        return await self._house.read(lambda tx: question(tx, _owner(tx, self._key, "read")))


class AsSubscriber:
    """Whoever may read the feed in the address, as of what is read with it."""

    def __init__(self, feed: str, key: str, house: House) -> None:
        self._feed, self.key, self._house = feed, key, house

    async def read(self, question: Callable[[Transaction, Feed], T]) -> T:
        """Ask `question` of one state of the store, in which the feed may be read."""
        return await self._house.read(lambda tx: question(tx, self._opened(tx)))

    def _opened(self, tx: Transaction) -> Feed:
        feed = tx.feeds.find(self._feed)
        if feed is None:
            raise NoSuchThing
        if not feed.public and not _owner(tx, self.key, "feeds").may_read(feed.product):
            raise NoSuchThing
        return feed


async def _partner(request: Request, house: TheHouse) -> AsPartner:
    return AsPartner(_key_in(request), house)


async def _subscriber(feed: str, request: Request, house: TheHouse) -> AsSubscriber:
    return AsSubscriber(feed, _key_in(request), house)


async def _operator(request: Request, house: TheHouse) -> None:
    given, expected = _key_in(request), house.keys.operator
    if not expected or not hmac.compare_digest(given.encode(), expected.encode()):
        raise NotAllowed


# What a route depends on is `async`: FastAPI takes the rest into a thread, one for each.
ThePartner = Annotated[AsPartner, Depends(_partner)]
TheSubscriber = Annotated[AsSubscriber, Depends(_subscriber)]
TheOperator = Annotated[None, Depends(_operator)]
"""Nothing but the certainty that the operator asks."""


def _owner(tx: Transaction, text: str, scope: Scope) -> Partner:
    key_id = keys.id_of(text)
    key = tx.partners.key(key_id) if key_id else None
    partner = tx.partners.find(key.partner) if key and _opens(key, text, scope) else None
    if partner is None:
        raise NotAllowed
    return partner


def _opens(key: Key, text: str, scope: Scope) -> bool:
    return keys.matches(text, key.digest) and scope in key.scopes and key.revoked_at is None


def _key_in(request: Request) -> str:
    """Return the key of a Bearer token, or of HTTP Basic's password (RFC 6750, RFC 7617)."""
    scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return credentials.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(credentials.strip()).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return ""
