"""Worlds of articles that nobody would think of, and readers with odd products."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from hypothesis import strategies as st

from service.model.access import Partner, Product
from service.model.article import Article, SourceRef, Status
from service.model.change import ChangeKind
from service.model.facets import NO_FILTER, Filter
from service.model.standing import Standing
from service.store import Making, Record, Store, Transaction
from tests import make
from tests.backroom import at

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


def article(name: str, source: str, **says: Any) -> Article:
    """An article of a source."""
    where = SourceRef(slug=source, name=source, url="https://a.example/")
    return make.article(id=name, external_id=name, source=where, **says)


def articles(said: list[dict[str, Any]]) -> list[Article]:
    """One article for each of what is said."""
    return [article(str(number), **says) for number, says in enumerate(said)]


WORLDS = st.lists(SAYS, max_size=9).map(articles)


class Undone(Exception):
    """The world is over."""


@contextmanager
def world(store: Store) -> Iterator[Transaction]:
    """A world of one's own, for as long as the block lasts."""
    with suppress(Undone), store.transaction() as tx:
        yield tx
        raise Undone


def keep(tx: Transaction, each: Article, revision: int = 1, **says: Any) -> None:
    """Have an article be there."""
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
