"""Who asks: a partner or the operator by key, or the subscriber of a feed. Stated once, as types."""

import base64
import binascii
import hmac
from typing import Annotated, NamedTuple

from fastapi import Depends, Request

from service.model import keys
from service.model.access import Feed, Key, Partner, Scope
from service.model.errors import NoSuchThing, NotAllowed
from service.store import Transaction
from service.web.house import TheHouse


class Subscription(NamedTuple):
    """A feed, and its reader as the gate sees them."""

    feed: Feed
    reader: Partner


async def _partner(request: Request, house: TheHouse) -> Partner:
    text = _key_in(request)
    return await house.read(lambda tx: _owner(tx, text, "read"))


async def _operator(request: Request, house: TheHouse) -> None:
    given, expected = _key_in(request), house.keys.operator
    if not expected or not hmac.compare_digest(given.encode(), expected.encode()):
        raise NotAllowed


async def _subscription(feed: str, request: Request, house: TheHouse) -> Subscription:
    def find(tx: Transaction) -> Subscription:
        found = tx.feeds.find(feed)
        if found is None:
            raise NoSuchThing
        if not found.public and not _owner(tx, _key_in(request), "feeds").may_read(
            found.product
        ):
            raise NoSuchThing
        return Subscription(found, found.reader)

    return await house.read(find)


ThePartner = Annotated[Partner, Depends(_partner)]
"""The partner whose live key came with the request."""
TheOperator = Annotated[None, Depends(_operator)]
"""Nothing but the certainty that the operator asks."""
TheSubscription = Annotated[Subscription, Depends(_subscription)]
"""The feed in the address, and that the asker may read it."""


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
