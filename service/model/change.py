"""A row of the change log: the spine that lists, feeds and partners' copies are read from."""

from enum import StrEnum

from service.model.facets import Facets
from service.model.value import Moment, Value


class ChangeKind(StrEnum):
    """What happened to an article."""

    PUBLISHED = "published"
    UPDATED = "updated"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"
    RELEASED = "released"
    EXPIRED = "expired"


class Change(Value):
    """One accepted change. The log numbers it when its transaction commits, densely, in order.

    `shown_before` and `shown_after`: whether anyone entitled could see the article before and
    after it, at `at`. Facets are None where the article had no content.
    """

    article: str
    revision: int
    kind: ChangeKind
    at: Moment
    shown_before: bool
    shown_after: bool
    facets_before: Facets | None
    facets_after: Facets | None

    @property
    def seen(self) -> tuple[Facets, ...]:
        """The article as somebody could see it: before the change, after it, both or neither."""
        before = self.facets_before if self.shown_before else None
        after = self.facets_after if self.shown_after else None
        return tuple(each for each in (before, after) if each)


class Logged(Value):
    """A change with its place in the log."""

    sequence: int
    change: Change
