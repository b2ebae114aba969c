"""Why a reader sees an article, or not: the gate's answer, with all that it looked at."""

from typing import Any, Self

from service.model.access import Partner, Product
from service.model.article import Status
from service.model.clock import Time, bounds
from service.model.errors import NoSuchThing
from service.model.facets import Facets
from service.model.gate import Background, Refused, decide
from service.model.value import Moment, Value
from service.store import Record, Transaction

_NO_CONTENT = "Nothing is held of it but a withdrawal, which came before any text."


class LookedAt(Value):
    """What of an article the gate looked at."""

    source: str
    section: str | None
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    language: str
    status: Status
    published_at: Moment
    embargoed_until: Moment | None
    expires_at: Moment | None

    @classmethod
    def of(cls, facets: Facets) -> Self:
        """Return what the gate sees, in order."""
        return cls.model_validate(_in_order(facets, without={"article"}))


class Offered(Value):
    """A product that the reader has, and what it asks for: nothing asks for nothing."""

    slug: str
    name: str
    sources: tuple[str, ...]
    sections: tuple[str, ...]
    tags: tuple[str, ...]
    authors: tuple[str, ...]
    languages: tuple[str, ...]

    @classmethod
    def of(cls, product: Product) -> Self:
        """Return what a product asks, in order."""
        return cls.model_validate(_in_order(product))


class Explanation(Value):
    """Whether a reader sees an article now, and every reason why not, in plain words."""

    allowed: bool
    reasons: tuple[str, ...]
    reader: str
    """The slug of the partner, or the name of the feed."""
    article: str
    looked_at: LookedAt | None
    """None where no text of the article ever came."""
    products: tuple[Offered, ...]
    now: Moment


def reader(tx: Transaction, *, partner: str | None = None, feed: str | None = None) -> Partner:
    """Return a partner, or whoever reads a feed; NoSuchThing where there is none of that name."""
    if partner is not None:
        known = tx.partners.find(partner)
    else:
        found = tx.feeds.find(feed or "")
        known = found.reader if found else None
    if known is None:
        msg = "There is no such partner." if partner is not None else "There is no such feed."
        raise NoSuchThing(msg)
    return known


def explain(tx: Transaction, asker: Partner, article: str, *, now: Time) -> Explanation:
    """Return why `asker` sees the article of that id, or not; NoSuchThing where there is none."""
    known = tx.articles.find(article)
    if known is None:
        msg = "There is no such article."
        raise NoSuchThing(msg)
    facets = known.facets
    reasons: tuple[str, ...] = (_NO_CONTENT,)
    if facets:
        decision = decide(asker, facets, now, _background(tx, known))
        reasons = decision.reasons if isinstance(decision, Refused) else ()
    return Explanation(
        allowed=not reasons,
        reasons=reasons,
        reader=asker.slug,
        article=article,
        looked_at=LookedAt.of(facets) if facets else None,
        products=tuple(map(Offered.of, asker.products)),
        now=bounds(now).earliest,
    )


def _background(tx: Transaction, known: Record) -> Background:
    """Who withdrew the article and why, and why it is held."""
    by_an_event = tx.articles.withdrawn_by_an_event(known.id)
    return Background(
        withdrawn_by="Its source" if by_an_event else "The desk",
        withdrawn_because=known.standing.reason,
        held_because=known.held,
    )


def _in_order(value: Value, without: frozenset[str] | set[str] = frozenset()) -> dict[str, Any]:
    return {
        name: sorted(said) if isinstance(said, frozenset) else said
        for name, said in value.model_dump(exclude=set(without)).items()
    }
