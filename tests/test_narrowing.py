"""SQL narrows, the gate decides: in any world what SQL offers holds all that a reader may see."""

import os
from contextlib import contextmanager, suppress
from operator import attrgetter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.model.access import Partner, Product
from service.model.article import SourceRef, Status
from service.model.change import Change, ChangeKind
from service.model.facets import NO_FILTER, Facets, Filter
from service.model.standing import Standing
from service.store import Making, Place, Record, Store
from service.store.narrowing import offers, start_at
from service.store.terms import EVERYTHING, terms_of, wanted
from tests import make
from tests.backroom import EVERYBODY, at, partner

WORLDS_TRIED = int(os.environ.get("COPYDESK_TEST_WORLDS", "100"))
"""Each with several readers; thousands of them take a few minutes."""
ODD = ("", "a", "A", "á", "á", "ß", "ss", "%", "a_", "a'b", 'a"', "a\0b", "日本", "\U0001f6a2")
NAMES = st.sampled_from(ODD)
SOURCES = ("one", "two")
MOMENTS = st.integers(-3, 3).map(at)
SOME = st.frozensets(NAMES, max_size=3)
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "sources": st.frozensets(st.sampled_from(SOURCES)),
        "sections": SOME,
        "tags": SOME,
        "authors": SOME,
        "languages": SOME,
    },
)
PRODUCTS = FILTERS.map(lambda asks: Product(slug="a", name="A", **asks))
READERS = st.lists(PRODUCTS, max_size=3).map(
    lambda products: Partner(slug="p", name="P", products=tuple(products))
)
WITHIN = st.just(NO_FILTER) | FILTERS.map(lambda asks: Filter(**asks))
SAYS = st.fixed_dictionaries(
    {"published_at": MOMENTS, "source": st.sampled_from(SOURCES)},
    optional={
        "status": st.sampled_from([Status.USABLE, *Status]),
        "section": st.none() | NAMES,
        "tags": SOME.map(sorted),
        "authors": SOME.map(lambda names: [{"name": name} for name in sorted(names)]),
        "language": NAMES,
        "embargoed_until": MOMENTS,
        "expires_at": MOMENTS,
    },
)


SEEN = st.builds(
    Facets,
    article=st.just("a"),
    source=st.sampled_from(SOURCES),
    section=st.none() | NAMES,
    tags=SOME,
    authors=SOME,
    language=NAMES,
    status=st.just(Status.USABLE),
    published_at=st.just(at(0)),
)


def article(name, source, **says):
    where = SourceRef(slug=source, name=source, url="https://a.example/")
    return make.article(id=name, external_id=name, source=where, **says)


def articles(said):
    return [article(str(number), **says) for number, says in enumerate(said)]


WORLDS = st.lists(SAYS, max_size=9).map(articles)


class Undone(Exception):
    pass


@contextmanager
def world(store):
    """A world of one's own, for as long as the block lasts."""
    with suppress(Undone), store.transaction() as tx:
        yield tx
        raise Undone


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def store(request, tmp_path_factory):
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('narrowing')}/copydesk.db"
    else:
        url = request.getfixturevalue("postgres").migrated()
    opened = Store(url)
    yield opened
    opened.close()


def keep(tx, each, revision=1, **says):
    record = Record(
        id=each.id,
        source=each.source.slug,
        external_id=each.external_id,
        standing=Standing(first=at(0)),
        revision=revision,
        article=each,
        **says,
    )
    tx.articles.save(record, Making(kind=ChangeKind.UPDATED), at=at(0))


def visible(reader, within, each, now):
    """As DESIGN.md says it: entitled, asked for, usable, out of embargo and not expired."""

    def covers(asks):
        has = {
            "sources": {each.source.slug},
            "sections": {each.section} - {None},
            "tags": set(each.tags),
            "authors": {author.name for author in each.authors},
            "languages": {each.language},
        }
        return all(
            getattr(asks, facet) & names for facet, names in has.items() if getattr(asks, facet)
        )

    return (
        each.status == "usable"
        and any(covers(product) for product in reader.products)
        and covers(within)
        and max(each.published_at, each.embargoed_until or each.published_at) <= now
        and not (each.expires_at and each.expires_at <= now)
    )


def oracle(reader, within, there, now):
    """All there is, filtered in Python: newest first."""
    mine = [each for each in there if visible(reader, within, each, now)]
    ordered = sorted(mine, key=attrgetter("published_at", "id"), reverse=True)
    return [each.id for each in ordered]


def pages(tx, reader, now, limit, within):
    """All that a reader is shown, page by page."""
    found, place, more = [], None, True
    while more:
        shown, more = tx.reading.shelf(reader, now, limit=limit, within=within, after=place)
        found += [each.facets.article for each in shown]
        assert len(shown) == limit or not more
        if shown:
            last = shown[-1].facets
            place = Place(published_at=last.published_at, article=last.article)
    return found


ASKERS = st.tuples(READERS, WITHIN, MOMENTS, st.integers(1, 4))


@settings(max_examples=WORLDS_TRIED, deadline=None)
@given(there=WORLDS, askers=st.lists(ASKERS, min_size=1, max_size=9))
def test_sql_offers_all_that_may_be_seen_and_the_answer_is_that_alone(store, there, askers):
    with world(store) as tx:
        for each in there:
            keep(tx, each)
        for reader, within, now, limit in askers:
            expected = oracle(reader, within, there, now)
            asked = wanted(reader, within)
            offered = offers(tx.connection, asked, now, start_at(now), 99)
            assert {offer.article for offer in offered} >= set(expected)
            assert pages(tx, reader, now, limit, within) == expected


@settings(max_examples=5 * WORLDS_TRIED, deadline=None)
@given(said=SEEN, reader=READERS, within=WITHIN)
def test_what_a_product_and_a_filter_cover_has_a_term_of_each_ask(said, reader, within):
    if within.covers(said) and any(product.covers(said) for product in reader.products):
        terms = terms_of(said)
        assert any(all(ask & terms for ask in asks) for asks in wanted(reader, within))


@settings(max_examples=50, deadline=None)
@given(versions=st.lists(SAYS, min_size=1, max_size=5), reader=READERS)
def test_an_article_is_found_by_what_it_says_now_and_by_nothing_it_said_before(
    store, versions, reader
):
    with world(store) as tx:
        for number, each in enumerate(versions, start=1):
            now = article("a", **each)
            keep(tx, now, number)
            asked = wanted(EVERYBODY, NO_FILTER)
            lines = offers(tx.connection, asked, at(9), start_at(at(9)), 99)
            listed = now.status == "usable" and not (now.expires_at and now.expires_at <= at(9))
            assert [(line.article, line.facets) for line in lines] == (
                [("a", Facets.of(now))] if listed else []
            )
            assert pages(tx, reader, at(0), 2, NO_FILTER) == oracle(
                reader, NO_FILTER, [now], at(0)
            )


@pytest.mark.parametrize("count", [1, 32, 33, 200])
def test_however_many_names_are_asked_for_all_are_looked_for(store, count):
    with world(store) as tx:
        for number in range(count):
            each = article(f"a-{number}", "one", tags=(f"tag-{number}",))
            keep(tx, each.model_copy(update={"published_at": at(-number)}))
        keep(tx, article("b", "one", tags=("another",)))
        reader = partner(tags=frozenset(f"tag-{number}" for number in range(count)))
        assert pages(tx, reader, at(0), 50, NO_FILTER) == [f"a-{n}" for n in range(count)]


@pytest.mark.parametrize("count", [150, 200])
def test_however_much_is_asked_at_once_it_is_answered(store, count):
    asks = Filter(
        **{
            facet: frozenset(map(str, range(count))) for facet in ("authors", "tags", "sources")
        },
        sections=frozenset(map(str, range(count))),
        languages=frozenset(map(str, range(count))),
    )
    reader = partner(tags=asks.tags, authors=asks.authors | {"a"}, sections=asks.sections)
    says = {"authors": ({"name": "1"},), "tags": ("1",), "section": "1", "language": "1"}
    with world(store) as tx:
        keep(tx, article("a", "1", **says))
        keep(tx, article("b", "1", **says | {"language": "x"}))
        assert pages(tx, reader, at(0), 5, asks) == ["a"]


def test_whatever_is_asked_beside_it_a_product_of_everything_is_everything():
    reader = partner(tags=frozenset("abc"))
    both = reader.model_copy(update={"products": (*reader.products, *EVERYBODY.products)})
    assert wanted(both, NO_FILTER) == ((frozenset({EVERYTHING}),),)


def test_nothing_is_looked_for_where_nothing_can_be():
    reader = partner(sections=frozenset({"sport"}))
    assert wanted(reader, Filter(sections=frozenset({"world"}))) == ()
    assert wanted(reader.model_copy(update={"products": ()}), NO_FILTER) == ()


# When what a reader sees last changed

SIDES = st.tuples(st.booleans(), st.none() | SAYS.map(lambda says: facets(**says)))
CHANGES = st.tuples(st.integers(0, 9), st.sampled_from(ChangeKind), SIDES, SIDES)
NOTHING = (False, None)


def facets(**says):
    return Facets.of(article("a", **says))


def change(minute, kind, before, after):
    """A change that leads from one side to another, each of which somebody could see or not."""
    return Change(
        article="a",
        revision=1,
        kind=kind,
        at=at(minute),
        shown_before=before[0],
        shown_after=after[0],
        facets_before=before[1],
        facets_after=after[1],
    )


def last_seen(reader, logged):
    """The newest change that a reader could see, by all there are; the clock's may be late."""
    last = None
    for each in reversed(logged):
        if any(one.covers(seen) for one in reader.products for seen in each.seen):
            last = max(last or each.at, each.at)
            if each.kind not in {"released", "expired"}:
                break
    return last


@settings(max_examples=60, deadline=None)
@given(
    changes=st.lists(CHANGES, max_size=9),
    readers=st.lists(READERS, min_size=1, max_size=4),
)
def test_the_last_change_is_found_however_many_others_followed(store, changes, readers):
    logged = [change(*said) for said in changes]
    with world(store) as tx:
        keep(tx, article("a", "one"))
        for each in logged:
            tx.log.append(each)
        tx.log.number()
        for reader in readers:
            assert tx.reading.last_change(reader, at(99)) == last_seen(reader, logged)


def test_a_thousand_changes_that_others_see_do_not_hide_ones_own(store):
    mine, theirs = (
        change(minute, "published", NOTHING, (True, facets(source=source, published_at=at(0))))
        for minute, source in ((1, "one"), (2, "two"))
    )
    with world(store) as tx:
        keep(tx, article("a", "one"))
        for each in (mine, *[theirs] * 1100):
            tx.log.append(each)
        tx.log.number()
        reader = partner(sources=frozenset({"one"}))
        assert tx.reading.last_change(reader, at(99)) == at(1)
