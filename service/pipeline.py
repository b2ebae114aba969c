"""The story: every way in which an article changes, in reading order.

A webhook is verified, parsed and cleaned where there is time for it; what it comes to is settled
in one transaction, together with the log row that tells of it.
"""

from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Future
from functools import partial
from typing import Final, NamedTuple

from service.cleaning import NONE_KNOWN, Habits, SourceRules, Trace, clean_and_learn
from service.cleaning.canonical import Edition, compose
from service.intake import PARSERS
from service.model.access import Source
from service.model.article import Status
from service.model.change import Change, ChangeKind
from service.model.cleaned import Cleaned
from service.model.clock import Time
from service.model.errors import BadSignature, Fault, Invalid
from service.model.event import Event, Upsert
from service.model.facets import Facets
from service.model.gate import edges, is_open, next_edge
from service.model.identity import article_id
from service.model.receipt import SAME_VERSION, WITHDRAWN, Receipt, held_for
from service.model.signature import verify
from service.model.standing import Outcome, Verdict, weigh
from service.model.value import Moment
from service.store import Delivery, Making, Record, Store, Transaction, Writer
from service.store.deliveries import digest_of

Clock = Callable[[], Moment]
"""Says what time it is, in UTC; never an earlier one than before."""


MOST_DUE: Final = 500
"""Articles that the clock opens or expires in one transaction: readers of the log wait for it."""


class Desk(NamedTuple):
    """What the house works with: the database, its one writer, and each source's rules."""

    store: Store
    writer: Writer
    rules: SourceRules


class Webhook(NamedTuple):
    """What came in: for which source, under which headers (lower case), and the raw bytes."""

    source: str
    headers: Mapping[str, str]
    body: bytes


class Arrival(NamedTuple):
    """An event that may be believed, and its article cleaned, if it brought one."""

    source: Source
    message_id: str
    body: bytes
    event: Event
    cleaned: Cleaned | None
    ledger: bytes | None
    trace: Trace | None
    """What it leaves in its source's memory."""


class Accepted(NamedTuple):
    """An event's receipt, and whether it was given before."""

    receipt: Receipt
    again: bool = False


def receive(
    desk: Desk, webhook: Webhook, *, clock: Clock, heard: Time | None = None
) -> Future[Accepted]:
    """Take in one event; the future resolves once what it came to is on the disk.

    It came in when the clock says, or at `heard`: a clock that is in doubt may stand still.

    Raise BadSignature, Unreadable or Invalid, in which case nothing is kept of it.
    """
    with desk.store.snapshot() as tx:
        source = tx.sources.find(webhook.source)
    secrets = source.secrets if source else ()
    sealed = verify(webhook.body, webhook.headers, secrets=secrets, now=heard or clock())
    if source is None:
        raise BadSignature
    event = PARSERS[source.format](webhook.body, sealed.at)
    if event.source not in {None, source.slug}:
        raise Invalid((Fault(pointer="", detail="names another source than its address does"),))
    arrival = _arrival(desk, source, sealed.message_id, webhook.body, event)
    return desk.writer.submit(partial(settle, arrival=arrival, clock=clock))


def habits_of(desk: Desk, source: str | None) -> Habits:
    """Return what is known to be repeated by `source`, if it is one that sends."""
    if source is None:
        return NONE_KNOWN
    with desk.store.snapshot() as tx:
        return tx.habits.of(source)


def settle(tx: Transaction, *, arrival: Arrival, clock: Clock) -> Accepted:
    """Make of `arrival` what it comes to, once; an event that was accepted before is not news.

    The time is asked here, where events follow one another: so the log's times do too.
    """
    now = clock()
    digest = digest_of(arrival.body)
    earlier = tx.deliveries.find(arrival.source.slug, arrival.message_id)
    if earlier:
        if earlier.digest != digest:
            raise BadSignature
        return Accepted(earlier.receipt, again=True)
    receipt = _apply(tx, arrival, now)
    delivery = Delivery(
        source=arrival.source.slug,
        message_id=arrival.message_id,
        digest=digest,
        receipt=receipt,
    )
    tx.deliveries.keep(delivery, at=now)
    return Accepted(receipt)


def tick(tx: Transaction, *, now: Moment, aside: Collection[str] = ()) -> int:
    """Log what the clock did: embargoes that ended, articles that expired. Return how many.

    In the order in which they were due; up to a few hundred articles at a time, and none `aside`.
    """
    due = tx.calendar.due(now, limit=MOST_DUE, aside=aside)
    until = due[-1].due_at if len(due) == MOST_DUE else now  # what follows comes after these
    changes: list[Change] = []
    for entry in due:
        if entry.facets:
            passed = [edge for edge in edges(entry.facets) if entry.due_at <= edge <= until]
            changes += (_by_the_clock(entry.revision, entry.facets, edge) for edge in passed)
            tx.calendar.turn(
                entry.article,
                shown=is_open(entry.facets, until),
                due_at=next_edge(entry.facets, until),
                at=passed[-1] if passed else until,
            )
    for change in sorted(changes, key=lambda change: change.at):
        tx.log.append(change)
    return len(changes)


_TAKEN: Final = frozenset({Outcome.NEW, Outcome.UPDATED})
_LOGGED_AS: Final = {
    Outcome.NEW: ChangeKind.PUBLISHED,
    Outcome.WITHDRAWN: ChangeKind.WITHDRAWN,
    Outcome.RESTORED: ChangeKind.RESTORED,
}


def _arrival(desk: Desk, source: Source, message_id: str, body: bytes, event: Event) -> Arrival:
    """The event as it is settled: its article cleaned by what its source is known to repeat."""
    if not isinstance(event, Upsert):
        return Arrival(source, message_id, body, event, None, None, None)
    habits = habits_of(desk, source.slug)
    rules = desk.rules.of(source.slug)
    cleaned, trace = clean_and_learn(event.draft, rules=rules, habits=habits)
    ledger = cleaned.model_dump_json(exclude={"story"}).encode()
    return Arrival(source, message_id, body, event, cleaned, ledger, trace)


def _apply(tx: Transaction, arrival: Arrival, now: Moment) -> Receipt:
    name = arrival.event.external_id
    key = article_id(arrival.source.slug, name)
    known = tx.articles.find(key)
    verdict = weigh(known.standing if known else None, arrival.event, heard=now)
    if known and known.held and arrival.cleaned and verdict.outcome is Outcome.UNCHANGED:
        # what is held is judged anew when it is sent again: rules or policy may have changed
        verdict = verdict.model_copy(update={"outcome": Outcome.UPDATED})
    before = known or Record(
        id=key, source=arrival.source.slug, external_id=name, standing=verdict.standing
    )
    after = _after(before, verdict, arrival, _since(tx, key, verdict, arrival.event))
    changed = after.revision > before.revision
    if arrival.trace and verdict.outcome in _TAKEN:
        tx.habits.keep(arrival.source.slug, key, arrival.trace)
    if changed:
        due_at = next_edge(after.facets, now) if after.facets else None
        after = after.model_copy(update={"shown": _is_shown(after, now), "due_at": due_at})
        seen = before.model_copy(update={"shown": before.shown or _is_shown(before, now)})
        kind = _LOGGED_AS.get(verdict.outcome, ChangeKind.UPDATED)
        making = _making(kind, verdict, arrival)
        tx.articles.save(after, making, at=now)
        tx.log.append(_change(seen, after, kind, now))
    elif known is None or after != before:
        tx.articles.save(after, at=now)
    return _receipt(after, verdict, arrival, changed=changed)


def _making(kind: ChangeKind, verdict: Verdict, arrival: Arrival) -> Making:
    """Return how a revision came to be; a stale event's words are no part of what it moved."""
    if verdict.outcome is Outcome.STALE:
        return Making(kind=kind)
    return Making(kind=kind, payload=arrival.body, ledger=arrival.ledger)


def _since(tx: Transaction, key: str, verdict: Verdict, event: Event) -> Moment | None:
    """Return since when the article has the content it has, where it does not say so itself."""
    if isinstance(event, Upsert):
        tx.versions.keep(key, event.version, event.digest)
    standing = verdict.standing
    if standing.digest is None or standing.modified_at:
        return None
    return tx.versions.since(key, standing.digest)


def _after(before: Record, verdict: Verdict, arrival: Arrival, since: Moment | None) -> Record:
    """Return how the article stands now: a new revision where anything of it differs."""
    standing, held, article = verdict.standing, before.held, before.article
    taken = verdict.outcome in _TAKEN
    if taken and arrival.cleaned:
        held = arrival.source.holds(arrival.cleaned)
    edition = Edition(
        source=arrival.source.reference,
        revision=max(before.revision, 1),
        status=_status(withdrawn=standing.withdrawn, held=bool(held)),
        published_at=standing.publication,
        modified_at=standing.modified_at or since or standing.first,
    )
    if taken and arrival.cleaned and isinstance(arrival.event, Upsert):
        article = compose(arrival.event.draft, arrival.cleaned, edition)
    elif article:
        article = article.model_copy(update=dict(edition) | {"source": article.source})
    revision = before.revision
    if article and article != before.article:
        revision += 1
        article = article.model_copy(update={"revision": revision})
    said = {"standing": standing, "held": held, "article": article, "revision": revision}
    return before.model_copy(update=said)


def _status(*, withdrawn: bool, held: bool) -> Status:
    if withdrawn:
        return Status.CANCELED
    return Status.WITHHELD if held else Status.USABLE


def _is_shown(record: Record, now: Moment) -> bool:
    return bool(record.facets and is_open(record.facets, now))


def _change(before: Record, after: Record, kind: ChangeKind, at: Moment) -> Change:
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


def _by_the_clock(revision: int, facets: Facets, edge: Moment) -> Change:
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


def _receipt(after: Record, verdict: Verdict, arrival: Arrival, *, changed: bool) -> Receipt:
    cleaned, outcome = arrival.cleaned, verdict.outcome
    taken = outcome in _TAKEN
    doubts = list(cleaned.doubts if cleaned and taken else ())
    if verdict.same_version:
        doubts.append(SAME_VERSION)
    if taken and after.standing.withdrawn:
        doubts.append(WITHDRAWN)
    if taken and after.held:
        doubts.append(held_for(after.held))
        outcome = Outcome.HELD
    elif taken and not changed:
        outcome = Outcome.UNCHANGED
    return Receipt(
        id=after.id,
        revision=after.revision,
        change=outcome,
        removed=len(cleaned.removed) if cleaned and taken else 0,
        doubts=tuple(doubts),
    )
