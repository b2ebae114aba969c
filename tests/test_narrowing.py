"""SQL narrows, the gate decides: in any world what SQL offers holds all that a reader may see."""

import os
from operator import attrgetter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.model.article import Status
from service.model.facets import NO_FILTER, Facets, Filter
from service.store import Place
from service.store.narrowing import offers, start_at
from service.store.terms import EVERYTHING, terms_of, wanted
from tests.backroom import EVERYBODY, at, partner
from tests.worlds import (
    MOMENTS,
    NAMES,
    READERS,
    SAYS,
    SOME,
    SOURCES,
    WITHIN,
    WORLDS,
    article,
    keep,
    world,
)

WORLDS_TRIED = int(os.environ.get("COPYDESK_TEST_WORLDS", "100"))
"""Each with several readers; thousands of them take a few minutes."""
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
def test_sql_offers_all_that_may_be_seen_and_the_answer_is_that_alone(undone, there, askers):
    with world(undone) as tx:
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
    undone, versions, reader
):
    with world(undone) as tx:
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
def test_however_many_names_are_asked_for_all_are_looked_for(undone, count):
    with world(undone) as tx:
        for number in range(count):
            each = article(f"a-{number}", "one", tags=(f"tag-{number}",))
            keep(tx, each.model_copy(update={"published_at": at(-number)}))
        keep(tx, article("b", "one", tags=("another",)))
        reader = partner(tags=frozenset(f"tag-{number}" for number in range(count)))
        assert pages(tx, reader, at(0), 50, NO_FILTER) == [f"a-{n}" for n in range(count)]


@pytest.mark.parametrize("count", [150, 200])
def test_however_much_is_asked_at_once_it_is_answered(undone, count):
    asks = Filter(
        **{
            facet: frozenset(map(str, range(count))) for facet in ("authors", "tags", "sources")
        },
        sections=frozenset(map(str, range(count))),
        languages=frozenset(map(str, range(count))),
    )
    reader = partner(tags=asks.tags, authors=asks.authors | {"a"}, sections=asks.sections)
    says = {"authors": ({"name": "1"},), "tags": ("1",), "section": "1", "language": "1"}
    with world(undone) as tx:
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
