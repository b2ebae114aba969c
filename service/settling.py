"""What an event makes of its article: where it stands, what is logged, and what its sender is told.

Pure: the pipeline hands in what is held, and keeps what comes out.
"""

from typing import Any, Final, NamedTuple

from service.cleaning import Trace
from service.cleaning.canonical import Edition, compose
from service.model.access import Source
from service.model.article import Status
from service.model.change import Change, ChangeKind
from service.model.cleaned import Cleaned
from service.model.draft import Draft
from service.model.event import Event
from service.model.facets import Facets
from service.model.gate import is_open, next_edge
from service.model.receipt import SAME_VERSION, WITHDRAWN, Receipt, held_for
from service.model.standing import Outcome, Verdict
from service.model.value import Moment
from service.store import Making, Record

TAKEN: Final = frozenset({Outcome.NEW, Outcome.UPDATED})
"""What an event comes to whose content is now the article's."""
_LOGGED_AS: Final = {
    Outcome.NEW: ChangeKind.PUBLISHED,
    Outcome.WITHDRAWN: ChangeKind.WITHDRAWN,
    Outcome.RESTORED: ChangeKind.RESTORED,
}


class Content(NamedTuple):
    """An article that came, cleaned: from whom, and what it leaves in its source's memory."""

    source: Source
    draft: Draft
    cleaned: Cleaned
    ledger: bytes
    trace: Trace


class Told(NamedTuple):
    """What is told of an article of `source`, a slug: the event, as it was sent, and its content.

    A decision of the operator's was not sent by anybody.
    """

    source: str
    event: Event
    body: bytes | None = None
    content: Content | None = None


def settled(before: Record, verdict: Verdict, told: Told, since: Moment | None) -> Record:
    """Return how the article stands now: a new revision where anything of it differs.

    `since` is since when it has the content that it has, where it does not say so itself.
    """
    standing, held, article = verdict.standing, before.held, before.article
    content = told.content if verdict.outcome in TAKEN else None
    if content:
        held = content.source.holds(content.cleaned)
    stands: dict[str, Any] = {
        "revision": max(before.revision, 1),
        "status": _status(withdrawn=standing.withdrawn, held=bool(held)),
        "published_at": standing.publication,
        "modified_at": standing.modified_at or since or standing.first,
    }
    if content:
        edition = Edition(source=content.source.reference, **stands)
        article = compose(content.draft, content.cleaned, edition)
    elif article:
        article = article.model_copy(update=stands)
    revision = before.revision
    if article and article != before.article:
        revision += 1
        article = article.model_copy(update={"revision": revision})
    said = {"standing": standing, "held": held, "article": article, "revision": revision}
    return before.model_copy(update=said)


def seen(record: Record, now: Moment) -> Record:
    """Return `record`, which says whether anyone entitled can see it at `now`, and until when."""
    facets = record.facets
    shown = bool(facets and is_open(facets, now))
    due_at = next_edge(facets, now) if facets else None
    return record.model_copy(update={"shown": shown, "due_at": due_at})


def making(verdict: Verdict, told: Told) -> Making:
    """Return how a revision came to be; a stale event's words are no part of what it moved."""
    kind = _LOGGED_AS.get(verdict.outcome, ChangeKind.UPDATED)
    if verdict.outcome is Outcome.STALE:
        return Making(kind=kind)
    ledger = told.content.ledger if told.content else None
    return Making(kind=kind, payload=told.body, ledger=ledger)


def change(before: Record, after: Record, kind: ChangeKind, at: Moment) -> Change:
    """Return the row of the log that tells of it."""
    return Change(
        article=after.id,
        revision=after.revision,
        kind=kind,
        at=at,
        shown_before=before.shown,
        shown_after=after.shown,
        facets_before=before.facets,
        facets_after=after.facets,
    )


def by_the_clock(revision: int, facets: Facets, edge: Moment) -> Change:
    """Return what the clock alone did to an article at one of its edges."""
    opened = is_open(facets, edge)
    return Change(
        article=facets.article,
        revision=revision,
        kind=ChangeKind.RELEASED if opened else ChangeKind.EXPIRED,
        at=edge,
        shown_before=not opened,
        shown_after=opened,
        facets_before=facets,
        facets_after=facets,
    )


def receipt(after: Record, verdict: Verdict, told: Told, *, changed: bool) -> Receipt:
    """Return what the event's sender is told; `changed`: whether there is a new revision."""
    outcome = verdict.outcome
    cleaned = told.content.cleaned if told.content and outcome in TAKEN else None
    doubts = list(cleaned.doubts if cleaned else ())
    if verdict.same_version:
        doubts.append(SAME_VERSION)
    if cleaned and after.standing.withdrawn:
        doubts.append(WITHDRAWN)
    if cleaned and after.held:
        doubts.append(held_for(after.held))
        outcome = Outcome.HELD
    elif cleaned and not changed:
        outcome = Outcome.UNCHANGED
    return Receipt(
        id=after.id,
        revision=after.revision,
        change=outcome,
        removed=len(cleaned.removed) if cleaned else 0,
        doubts=tuple(doubts),
    )


def _status(*, withdrawn: bool, held: bool) -> Status:
    if withdrawn:
        return Status.CANCELED
    return Status.WITHHELD if held else Status.USABLE
