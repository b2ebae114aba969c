"""Who sends and who reads: every way in which sources, partners, keys and feeds change.

Randomness and the time are handed in; each function takes the transaction that it happens in.
"""

from typing import NamedTuple

from service.model import keys
from service.model.access import Feed, Key, Partner, Source
from service.model.cleaned import Weight
from service.model.signature import new_secret
from service.model.value import Moment
from service.store import Transaction

KEY_BYTES = keys.ID_BYTES + keys.SECRET_BYTES
"""How much randomness a key is made of."""


class Welcome(NamedTuple):
    """A partner, and their first key: shown now, and never again."""

    partner: Partner
    key: keys.NewKey


def add_source(tx: Transaction, source: Source, *, randomness: bytes, now: Moment) -> Source:
    """Add a source with a new signing secret, made of 32 random bytes."""
    source = source.model_copy(update={"secrets": (new_secret(randomness),)})
    tx.sources.add(source)
    tx.log.configured(now)
    return source


def hold_at(tx: Transaction, slug: str, weight: Weight | None, *, now: Moment) -> Source:
    """Set from which weight on a doubt holds a source's articles; None: only empty ones are."""
    source = tx.sources.hold_at(slug, weight)
    tx.log.configured(now)
    return source


def add_partner(
    tx: Transaction, partner: Partner, *, randomness: bytes, now: Moment
) -> Welcome:
    """Add a partner with a first key."""
    tx.partners.add(partner)
    return Welcome(partner, add_key(tx, partner.slug, randomness=randomness, now=now))


def add_key(tx: Transaction, partner: str, *, randomness: bytes, now: Moment) -> keys.NewKey:
    """Give a partner one more key; the others stay good."""
    made = keys.new_key(randomness)
    tx.partners.add_key(Key(id=made.id, partner=partner, digest=made.digest, created_at=now))
    tx.log.configured(now)
    return made


def revoke_key(tx: Transaction, key_id: str, *, now: Moment) -> Key:
    """End a key: whoever holds it is refused from now on."""
    key = tx.partners.revoke(key_id, at=now)
    tx.log.configured(now)
    return key


def add_feed(tx: Transaction, feed: Feed, *, now: Moment) -> Feed:
    """Add a feed."""
    tx.feeds.add(feed)
    tx.log.configured(now)
    return feed
