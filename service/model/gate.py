"""The one gate out: whether this partner may see this article now, and if not, why not.

SQL narrows; this decides. It asks, in this order, entitlement, status, embargo and expiry, and
answers with every reason, in plain words, that an operator may read.
"""

from typing import Final, Literal

from service.model.access import Partner
from service.model.article import Status
from service.model.clock import Time, bounds
from service.model.facets import Facets
from service.model.value import Moment, Value


class Allowed(Value):
    """The partner may see the article."""

    allowed: Literal[True] = True


class Refused(Value):
    """The partner may not, for each of these reasons; never shown to the partner."""

    allowed: Literal[False] = False
    reasons: tuple[str, ...]


Decision = Allowed | Refused


class Background(Value):
    """What an operator is told beside the reasons: the gate does not decide by it."""

    withdrawn_by: str = "Its source"
    withdrawn_because: str | None = None
    held_because: str | None = None


_NO_BACKGROUND: Final = Background()


def decide(
    partner: Partner, article: Facets, now: Time, background: Background = _NO_BACKGROUND
) -> Decision:
    """Return whether `partner` may see `article` at `now`, or every reason why not."""
    reasons = (*_entitlement(partner, article), *_standing(article, now, background))
    return Refused(reasons=reasons) if reasons else Allowed()


def is_open(article: Facets, now: Time) -> bool:
    """Whether any partner at all, entitled to it, could see `article` at `now`."""
    return not _standing(article, now, _NO_BACKGROUND)


def edges(article: Facets) -> tuple[Moment, ...]:
    """Return when the clock alone opens and expires `article`, in order; nothing if it never opens."""
    if article.status is not Status.USABLE:
        return ()
    if article.expires_at is None:
        return (article.opens_at,)
    return (
        (article.opens_at, article.expires_at) if article.opens_at < article.expires_at else ()
    )


def next_edge(article: Facets, now: Moment) -> Moment | None:
    """Return when the clock alone will next open or expire `article` after `now`, if it will."""
    return next((edge for edge in edges(article) if edge > now), None)


def _entitlement(partner: Partner, article: Facets) -> tuple[str, ...]:
    if not partner.products:
        return (f"{partner.name} has no product, so nothing is shown to them.",)
    if any(product.covers(article) for product in partner.products):
        return ()
    return tuple(
        f"Product {product.slug} covers only {misfit}."
        for product in partner.products
        for misfit in product.misfits(article)
    )


def _standing(article: Facets, now: Time, background: Background) -> tuple[str, ...]:
    earliest, latest = bounds(now)
    reasons = []
    if article.status is Status.CANCELED:
        because = background.withdrawn_because
        reasons.append(_because(f"{background.withdrawn_by} has withdrawn it", because))
    if article.status is Status.WITHHELD:
        reasons.append(_because("It is held for an editor", background.held_because))
    if earliest < article.opens_at:
        reasons.append(f"It is under embargo until {article.opens_at:%Y-%m-%d %H:%M:%S} UTC.")
    if article.expires_at and latest >= article.expires_at:
        reasons.append(f"It expired at {article.expires_at:%Y-%m-%d %H:%M:%S} UTC.")
    return tuple(reasons)


def _because(said: str, reason: str | None) -> str:
    if not reason:
        return f"{said}."
    return f"{said}: {reason}" if reason.endswith(_ENDINGS) else f"{said}: {reason}."


_ENDINGS: Final = (".", "!", "?", "…")
