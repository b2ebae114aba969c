"""Where an article stands: what all its events amount to, in whatever order and number they came.

Three registers, each of which only moves forward: the newest content, the newest decision to
withdraw or to restore, and the earliest event. So any order of events of different versions, with
any duplication, ends in the same standing.
"""

from enum import StrEnum

from service.model.event import Event, Restoration, Upsert, Withdrawal
from service.model.value import Moment, Value


class Outcome(StrEnum):
    """What one event came to; the receipt says it."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    STALE = "stale"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"
    HELD = "held"


class Standing(Value):
    """The three registers. `version` is None until content came, `decided` until a decision did."""

    first: Moment
    version: Moment | None = None
    digest: str | None = None
    published_at: Moment | None = None
    modified_at: Moment | None = None
    """When the newest content says it was published and modified, if it says so."""
    decided: Moment | None = None
    withdrawn: bool = False
    reason: str | None = None

    @property
    def publication(self) -> Moment:
        """When the article was published: as it says, else its first event's time."""
        return self.published_at or self.first


class Verdict(Value):
    """What an event does: the standing after it, and how its sender is told."""

    standing: Standing
    outcome: Outcome
    same_version: bool = False
    """Other content, or the opposite decision, under a version already held: a doubt."""


def weigh(standing: Standing | None, event: Event, *, heard: Moment) -> Verdict:
    """Return what `event`, heard at `heard`, makes of `standing` (None: never heard of).

    An article whose CMS's clock runs ahead is first heard of when we hear of it: only a date that
    is stated makes an embargo.
    """
    first = min(event.version, heard)
    before = standing or Standing(first=first)
    before = before.model_copy(update={"first": min(before.first, first)})
    match event:
        case Upsert():
            return _content(before, event)
        case Withdrawal():
            return _decision(before, event, withdrawn=True, reason=event.reason)
        case Restoration():
            return _decision(before, event, withdrawn=False, reason=None)


def _content(before: Standing, event: Upsert) -> Verdict:
    digest = event.digest
    if before.version is None:
        outcome, same = Outcome.NEW, False
    elif event.version < before.version:
        return Verdict(standing=before, outcome=Outcome.STALE)
    elif digest == before.digest:
        outcome, same = Outcome.UNCHANGED, False
    else:
        outcome, same = Outcome.UPDATED, event.version == before.version
    after = before.model_copy(
        update={
            "version": event.version,
            "digest": digest,
            "published_at": event.draft.published_at,
            "modified_at": event.draft.modified_at,
        }
    )
    return Verdict(standing=after, outcome=outcome, same_version=same)


def _decision(
    before: Standing, event: Withdrawal | Restoration, *, withdrawn: bool, reason: str | None
) -> Verdict:
    if before.decided and event.version < before.decided:
        return Verdict(standing=before, outcome=Outcome.STALE)
    after = before.model_copy(
        update={"decided": event.version, "withdrawn": withdrawn, "reason": reason}
    )
    if withdrawn == before.withdrawn and reason == before.reason:
        return Verdict(standing=after, outcome=Outcome.UNCHANGED)
    return Verdict(
        standing=after,
        outcome=Outcome.WITHDRAWN if withdrawn else Outcome.RESTORED,
        same_version=event.version == before.decided,
    )
