"""What readers may have: newest first, page by page, and nothing that the gate refuses."""

import hashlib
from contextlib import contextmanager, suppress
from datetime import timedelta
from operator import attrgetter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.model.access import Partner, Product
from service.model.article import Status
from service.model.errors import NoSuchThing
from service.model.facets import Facets
from service.model.gate import Allowed, decide, edges
from service.model.standing import Standing
from service.store import Place, Record, Store
from tests import make
from tests.backroom import EVERYBODY, NOBODY, SLUG, at, partner
from tests.make import NOON

TICK = timedelta(microseconds=1)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    opened = Store(f"sqlite:///{tmp_path_factory.mktemp('reading')}/copydesk.db")
    yield opened
    opened.close()


class Undone(Exception):
    pass


@contextmanager
def world(store, *articles):
    """A world with these articles in it, for as long as the block lasts."""
    with suppress(Undone), store.transaction() as tx:
        for each in articles:
            keep(tx, each)
        yield tx
        raise Undone


def keep(tx, article):
    facets = Facets.of(article)
    record = Record(
        id=article.id,
        source=article.source.slug,
        external_id=article.external_id,
        standing=Standing(first=NOON),
        revision=1,
        article=article,
        due_at=next(iter(edges(facets)), None),
    )
    tx.articles.save(record, at=NOON)


def article(name, **says):
    return make.article(id=name, external_id=name, **says)


def names(shown):
    return [each.facets.article for each in shown]


def read(tx, reader=EVERYBODY, now=NOON, limit=100, **more):
    return names(tx.reading.newest(reader, now, limit=limit, **more))


# A list


def test_the_newest_comes_first_and_of_the_same_moment_the_order_is_settled(store):
    minutes = {"a": 1, "b": 3, "c": 2, "e": 2, "d": 2}
    articles = [article(name, published_at=at(-minute)) for name, minute in minutes.items()]
    with world(store, *articles) as tx:
        assert read(tx) == ["a", "e", "d", "c", "b"]
        assert read(tx, limit=2) == ["a", "e"]


def test_what_is_given_is_the_canonical_bytes_and_their_digest(store):
    with world(store, article("a", headline="Été")) as tx:
        (shown,) = tx.reading.newest(EVERYBODY, NOON, limit=9)
        assert shown == tx.reading.one(EVERYBODY, "a", NOON)
    assert shown.document == article("a", headline="Été").model_dump_json().encode()
    assert shown.digest == hashlib.sha256(shown.document).hexdigest()
    assert shown.article == article("a", headline="Été")


@pytest.mark.parametrize(
    ("asks", "found"),
    [
        pytest.param({}, ["plain", "rich"], id="nothing asked: everything"),
        pytest.param({"sections": {"sport"}}, ["rich"], id="a section"),
        pytest.param({"sections": {"world"}}, [], id="another section"),
        pytest.param({"tags": {"water", "fire"}}, ["rich"], id="one of several tags"),
        pytest.param({"authors": {"Ada Quill"}}, ["rich"], id="an author"),
        pytest.param({"authors": {"ada quill"}}, [], id="not quite an author"),
        pytest.param({"languages": {"fr"}}, ["rich"], id="a language"),
        pytest.param({"sources": {"harbour-gazette"}}, ["plain", "rich"], id="a source"),
        pytest.param({"sources": {"le-phare"}}, [], id="another source"),
        pytest.param({"tags": {"water"}, "languages": {"en"}}, [], id="all of several asks"),
    ],
)
def test_a_partner_sees_what_a_product_of_theirs_covers(store, asks, found):
    rich = article(
        "rich",
        section="sport",
        tags=("water", "boats"),
        authors=({"name": "Ada Quill"},),
        language="fr",
        published_at=at(-1),
    )
    reader = partner(**{key: frozenset(value) for key, value in asks.items()})
    with world(store, article("plain"), rich) as tx:
        assert read(tx, reader) == found


def test_a_partner_without_a_product_sees_nothing(store):
    with world(store, article("a")) as tx:
        assert read(tx, NOBODY) == []
        with pytest.raises(NoSuchThing):
            tx.reading.one(NOBODY, "a", NOON)


@pytest.mark.parametrize(
    ("says", "shown"),
    [
        pytest.param({"status": Status.CANCELED}, False, id="withdrawn: never"),
        pytest.param({"status": Status.WITHHELD}, False, id="held: never"),
        pytest.param({"embargoed_until": NOON + TICK}, False, id="embargo: not a tick early"),
        pytest.param({"embargoed_until": NOON}, True, id="embargo: over when it is over"),
        pytest.param({"published_at": NOON + TICK}, False, id="dated ahead: not a tick early"),
        pytest.param({"published_at": NOON}, True, id="dated ahead: on its date"),
        pytest.param({"expires_at": NOON + TICK}, True, id="expiry: to the last tick"),
        pytest.param({"expires_at": NOON}, False, id="expiry: not one longer"),
    ],
)
def test_the_status_and_the_clock_decide(store, says, shown):
    with world(store, article("a", **says)) as tx:
        assert read(tx) == (["a"] if shown else [])
        if shown:
            assert tx.reading.one(EVERYBODY, "a", NOON).facets.article == "a"
        else:
            with pytest.raises(NoSuchThing, match="There is no such article"):
                tx.reading.one(EVERYBODY, "a", NOON)


# Laws


MOMENTS = st.integers(-3, 3).map(at)
SOME = st.frozensets(st.sampled_from("abc"), max_size=2)
PRODUCTS = st.builds(
    Product,
    slug=st.just("a"),
    name=st.just("A"),
    sections=SOME,
    tags=SOME,
    authors=SOME,
    languages=SOME,
    sources=st.sampled_from([frozenset(), frozenset({SLUG}), frozenset({"le-phare"})]),
)
PARTNERS = st.builds(
    Partner, slug=st.just("p"), name=st.just("P"), products=st.lists(PRODUCTS, max_size=2)
)
STATUSES = st.sampled_from([Status.USABLE, Status.USABLE, Status.CANCELED, Status.WITHHELD])
SAYS = st.fixed_dictionaries(
    {"published_at": MOMENTS},
    optional={
        "status": STATUSES,
        "section": st.sampled_from("abc"),
        "tags": SOME.map(sorted),
        "authors": SOME.map(lambda some: [{"name": name} for name in sorted(some)]),
        "language": st.sampled_from("abc"),
        "embargoed_until": MOMENTS,
        "expires_at": MOMENTS,
    },
)
WORLDS = st.lists(SAYS, max_size=8).map(
    lambda said: [article(str(number), **says) for number, says in enumerate(said)]
)


def allowed(reader, articles, now):
    """What the gate allows, of all there is: newest first."""
    mine = [
        each for each in articles if isinstance(decide(reader, Facets.of(each), now), Allowed)
    ]
    return [
        each.id for each in sorted(mine, key=attrgetter("published_at", "id"), reverse=True)
    ]


@settings(max_examples=200, deadline=None)
@given(articles=WORLDS, reader=PARTNERS, now=MOMENTS, limit=st.integers(1, 4))
def test_a_reader_gets_all_that_the_gate_allows_and_no_more(
    store, articles, reader, now, limit
):
    expected = allowed(reader, articles, now)
    with world(store, *articles) as tx:
        assert read(tx, reader, now) == expected
        assert read(tx, reader, now, limit=limit) == expected[:limit]
        assert [each.id for each in articles if can_read(tx, reader, each.id, now)] == sorted(
            expected
        )


def can_read(tx, reader, name, now):
    try:
        return tx.reading.one(reader, name, now).facets.article == name
    except NoSuchThing:
        return False


@settings(max_examples=150, deadline=None)
@given(articles=WORLDS, arrivals=st.lists(MOMENTS, max_size=6), limit=st.integers(1, 3))
def test_paging_never_skips_and_never_repeats_as_articles_arrive(
    store, articles, arrivals, limit
):
    expected = allowed(EVERYBODY, articles, NOON)
    seen, place = [], None
    with world(store, *articles) as tx:
        while page := tx.reading.newest(EVERYBODY, NOON, limit=limit, after=place):
            seen += names(page)
            facets = page[-1].facets
            place = Place(published_at=facets.published_at, article=facets.article)
            if arrivals:
                keep(tx, article(f"new-{len(arrivals)}", published_at=arrivals.pop()))
    assert len(seen) == len(set(seen))
    assert [name for name in seen if not name.startswith("new")] == expected


@settings(max_examples=100, deadline=None)
@given(articles=WORLDS, now=MOMENTS)
def test_nothing_opens_or_expires_before_the_next_edge(store, articles, now):
    with world(store, *articles) as tx:
        edge = tx.reading.next_edge(now)
        quiet = [now, (edge or at(99)) - TICK]
    assert edge is None or edge > now
    assert allowed(EVERYBODY, articles, quiet[0]) == allowed(EVERYBODY, articles, quiet[1])
