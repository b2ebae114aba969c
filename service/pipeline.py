"""The story: every way in which an article changes, in reading order.

A webhook is verified, parsed and cleaned where there is time for it; what it comes to is settled
in one transaction, together with the log row that tells of it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from concurrent.futures import Future
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from service import settling
from service.cleaning import NONE_KNOWN, Habits, SourceRules, clean_and_learn
from service.intake import PARSERS
from service.model.access import Source
from service.model.change import Change
from service.model.clock import Time
from service.model.decision import Decision
from service.model.errors import BadSignature, Fault, Invalid, NoSuchThing
from service.model.event import Event, Restoration, Upsert, Withdrawal
from service.model.gate import edges, is_open, next_edge
from service.model.identity import article_id
from service.model.receipt import Receipt
from service.model.signature import verify
from service.model.standing import Outcome, Verdict, weigh
from service.model.value import Moment
from service.settling import Content, Told
from service.store import Delivery, Record, Store, Transaction, Writer
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
    """An event that may be believed: its sender's id for it, its bytes' digest, what they tell."""

    message_id: str
    digest: str
    told: Told


class Accepted(NamedTuple):
    """An event's receipt, and whether it was given before."""

    receipt: Receipt
    again: bool = False


def open_store(
    url: str, *, clock: Clock, serves: bool = False, ledger: Path | None = None
) -> Store:
    """Open the database; it then knows every decision that the withdrawal ledger knows.

    A backup that is older than a withdrawal is told of it here, before anything is served of it.
    """
    store = Store(url, serves=serves, ledger=ledger)
    try:
        if decisions := store.unknown():
            store.write(partial(heed, decisions=decisions, now=clock()))
    except BaseException:
        store.close()
        raise
    return store


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
        habits = tx.habits.of(source.slug)
    event = PARSERS[source.format](webhook.body, sealed.at)
    if event.source not in {None, source.slug}:
        raise Invalid((Fault(pointer="", detail="names another source than its address does"),))
    told = Told(source.slug, event, webhook.body, _content(desk, source, event, habits))
    arrival = Arrival(sealed.message_id, digest_of(webhook.body), told)
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
    source = arrival.told.source
    earlier = tx.deliveries.find(source, arrival.message_id)
    if earlier:
        if earlier.digest != arrival.digest:
            raise BadSignature
        return Accepted(earlier.receipt, again=True)
    now = clock()
    receipt = _apply(tx, arrival.told, now)
    delivery = Delivery(
        source=source, message_id=arrival.message_id, digest=arrival.digest, receipt=receipt
    )
    tx.deliveries.keep(delivery, at=now)
    return Accepted(receipt)


def withdraw(tx: Transaction, article: str, *, reason: str, clock: Clock) -> Receipt:
    """Take an article back, as the operator decides now; NoSuchThing where there is none."""
    known, now = _known(tx, article), clock()
    version = _after(known, now)
    event = Withdrawal(version=version, external_id=known.external_id, reason=reason)
    return _apply(tx, Told(known.source, event), now)


def restore(tx: Transaction, article: str, *, clock: Clock) -> Receipt:
    """Stand by an article again, as the operator decides now; NoSuchThing where there is none."""
    known, now = _known(tx, article), clock()
    event = Restoration(version=_after(known, now), external_id=known.external_id)
    return _apply(tx, Told(known.source, event), now)


def heed(tx: Transaction, *, decisions: Iterable[Decision], now: Moment) -> None:
    """Weigh decisions that the database forgot, as if they were told again."""
    for decision in decisions:
        _apply(tx, Told(decision.source, decision.event), now)


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
            changes += (
                settling.by_the_clock(entry.revision, entry.facets, edge) for edge in passed
            )
            tx.calendar.turn(
                entry.article,
                shown=is_open(entry.facets, until),
                due_at=next_edge(entry.facets, until),
                at=passed[-1] if passed else until,
            )
    for change in sorted(changes, key=lambda change: change.at):
        tx.log.append(change)
    return len(changes)


def _content(desk: Desk, source: Source, event: Event, habits: Habits) -> Content | None:
    """The article that an event brings, cleaned by what its source is known to repeat."""
    if not isinstance(event, Upsert):
        return None
    rules = desk.rules.of(source.slug)
    cleaned, trace = clean_and_learn(event.draft, rules=rules, habits=habits)
    ledger = cleaned.model_dump_json(exclude={"story"}).encode()
    return Content(source, event.draft, cleaned, ledger, trace)


def _apply(tx: Transaction, told: Told, now: Moment) -> Receipt:
    """Weigh what is told against what is held, and keep what comes of it."""
    key = article_id(told.source, told.event.external_id)
    known = tx.articles.find(key)
    verdict = weigh(known.standing if known else None, told.event, heard=now)
    if known and known.held and told.content and verdict.outcome is Outcome.UNCHANGED:
        # what is held is judged anew when it is sent again: rules or policy may have changed
        verdict = verdict.model_copy(update={"outcome": Outcome.UPDATED})
    before = known or Record(
        id=key,
        source=told.source,
        external_id=told.event.external_id,
        standing=verdict.standing,
    )
    _note(tx, known, told, verdict)
    after = settling.settled(before, verdict, told, _since(tx, key, verdict, told.event))
    changed = after.revision > before.revision
    if told.content and verdict.outcome in settling.TAKEN:
        tx.habits.keep(told.source, key, told.content.trace)
    if changed:
        after = settling.seen(after, now)
        before = before if before.shown else settling.seen(before, now)
        making = settling.making(verdict, told)
        tx.articles.save(after, making, at=now)
        tx.log.append(settling.change(before, after, making.kind, now))
    elif known is None or after != before:
        tx.articles.save(after, at=now)
    return settling.receipt(after, verdict, told, changed=changed)


def _note(tx: Transaction, known: Record | None, told: Told, verdict: Verdict) -> None:
    """Have the withdrawal ledger keep a decision that is news."""
    if isinstance(told.event, Upsert) or verdict.outcome is Outcome.STALE:
        return
    key = article_id(told.source, told.event.external_id)
    decision = Decision.of(key, told.event, told.source)
    if not decision.is_known_to(known.standing if known else None):
        tx.decisions.append(decision)


def _since(tx: Transaction, key: str, verdict: Verdict, event: Event) -> Moment | None:
    """Return since when the article has the content it has, where it does not say so itself."""
    if isinstance(event, Upsert):
        tx.versions.keep(key, event.version, event.digest)
    standing = verdict.standing
    if standing.digest is None or standing.modified_at:
        return None
    return tx.versions.since(key, standing.digest)


def _known(tx: Transaction, article: str) -> Record:
    known = tx.articles.find(article)
    if known is None:
        msg = "There is no such article."
        raise NoSuchThing(msg)
    return known


def _after(known: Record, now: Moment) -> Moment:
    """Return the version of a decision made now: later than any that its source dated ahead."""
    decided = known.standing.decided
    return max(now, decided + _LEAST) if decided else now


_LEAST: Final = timedelta(microseconds=1)
