"""Who sends and who reads: sources, partners, keys and feeds, in a real store."""

from collections.abc import Callable
from functools import partial

import pytest

from service import accounts
from service.model.access import EVERYTHING, Feed, Partner, Product, Source
from service.model.cleaned import Weight
from service.model.errors import AlreadyThere, NoSuchThing
from service.model.keys import id_of, matches
from service.model.signature import key_of
from tests.backroom import MINUTE
from tests.databases import contents
from tests.make import NOON

SOURCE = Source(
    slug="harbour-gazette", name="Harbour Gazette", url="https://h.example/", secrets=()
)
ALL = Product(slug=EVERYTHING, name="Everything")
READER = Partner(slug="reader", name="Reader", products=(ALL,))
FEED = Feed(name="news", title="News", product=ALL, public=True)
RANDOM, OTHER = (bytes([number]) * accounts.KEY_BYTES for number in (1, 2))

add_source = partial(accounts.add_source, source=SOURCE, randomness=bytes(32), now=NOON)
add_partner = partial(accounts.add_partner, partner=READER, randomness=RANDOM, now=NOON)
add_feed = partial(accounts.add_feed, feed=FEED, now=NOON)


def test_a_source_is_given_a_secret_of_its_own(store):
    with store.transaction() as tx:
        added = add_source(tx)
    assert key_of(added.secrets[0]) == bytes(32)
    with store.snapshot() as tx:
        assert tx.sources.find(SOURCE.slug) == added


def test_a_source_is_told_from_which_doubt_on_its_articles_are_held(store):
    with store.transaction() as tx:
        assert add_source(tx).hold_at is None
        for weight in (Weight.LOOK, None, Weight.STOP):
            changed = accounts.hold_at(tx, SOURCE.slug, weight, now=NOON)
            assert changed.hold_at == weight
    with store.snapshot() as tx:
        assert tx.sources.find(SOURCE.slug) == changed


def test_a_partner_is_given_a_key_of_which_only_the_digest_is_kept(store, database):
    with store.transaction() as tx:
        welcome = add_partner(tx)
    with store.snapshot() as tx:
        assert tx.partners.find("reader") == READER == welcome.partner
        (key,) = tx.partners.keys("reader")
    assert (key.id, key.created_at, key.revoked_at) == (id_of(welcome.key.text), NOON, None)
    assert matches(welcome.key.text, key.digest)
    assert welcome.key.text not in "".join(contents(database))


def test_a_partner_may_have_several_keys_and_each_ends_alone(store):
    with store.transaction() as tx:
        first = add_partner(tx).key
        second = accounts.add_key(tx, "reader", randomness=OTHER, now=NOON + MINUTE)
        accounts.revoke_key(tx, first.id, now=NOON + 2 * MINUTE)
    with store.snapshot() as tx:
        ended = {key.id: key.revoked_at for key in tx.partners.keys("reader")}
    assert ended == {first.id: NOON + 2 * MINUTE, second.id: None}


def test_a_key_that_has_ended_stays_as_it_was(store):
    with store.transaction() as tx:
        key = add_partner(tx).key
        for minute in (1, 2):
            ended = accounts.revoke_key(tx, key.id, now=NOON + minute * MINUTE)
            assert ended.revoked_at == NOON + MINUTE


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(add_source, id="a source"),
        pytest.param(add_partner, id="a partner"),
        pytest.param(add_feed, id="a feed"),
    ],
)
def test_a_name_that_is_taken_is_refused_and_nothing_of_it_happens(store, database, change):
    with store.transaction() as tx:
        change(tx)
    before = contents(database)
    with pytest.raises(AlreadyThere), store.transaction() as tx:
        change(tx)
    assert contents(database) == before


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(
            partial(accounts.add_key, partner="nobody", randomness=RANDOM, now=NOON),
            id="a key for nobody",
        ),
        pytest.param(
            partial(accounts.hold_at, slug="nobody", weight=Weight.LOOK, now=NOON),
            id="a policy for nobody",
        ),
        pytest.param(
            partial(accounts.revoke_key, key_id="nothing", now=NOON), id="the end of no key"
        ),
        pytest.param(
            partial(
                accounts.add_partner,
                partner=READER.model_copy(
                    update={"products": (Product(slug="sport", name="Sport"),)}
                ),
                randomness=RANDOM,
                now=NOON,
            ),
            id="a partner of no product",
        ),
    ],
)
def test_what_is_not_there_cannot_be_given_to(store, database, change):
    before = contents(database)
    with pytest.raises(NoSuchThing), store.transaction() as tx:
        change(tx)
    assert contents(database) == before


def test_every_change_moves_the_configuration_on_but_not_the_log(store):
    def heads():
        with store.snapshot() as tx:
            return tx.log.head()

    first = heads()
    changes: list[Callable[..., object]] = [add_source, add_partner, add_feed]
    for count, change in enumerate(changes, start=1):
        with store.transaction() as tx:
            change(tx)
        assert heads().configuration_epoch == first.configuration_epoch + count
    with store.transaction() as tx:
        key = accounts.add_key(tx, "reader", randomness=OTHER, now=NOON)
    assert heads().configuration_epoch == first.configuration_epoch + 4
    with store.transaction() as tx:
        accounts.revoke_key(tx, key.id, now=NOON + MINUTE)
    assert heads().configuration_epoch == first.configuration_epoch + 5
    with store.transaction() as tx:
        accounts.hold_at(tx, SOURCE.slug, Weight.LOOK, now=NOON + MINUTE)
    assert heads().configuration_epoch == first.configuration_epoch + 6
    assert (heads().sequence, heads().log_epoch) == (0, first.log_epoch)
    assert heads().configured_at == NOON + MINUTE
