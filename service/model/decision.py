"""A decision: an article is withdrawn, or stands again. The withdrawal ledger is made of these."""

from typing import Self

from service.model.event import Restoration, Withdrawal
from service.model.standing import Standing
from service.model.value import Moment, Value


class Decision(Value):
    """That an article is withdrawn, or not, as of `version`; of several, the newest holds."""

    article: str
    source: str
    external_id: str
    version: Moment
    withdrawn: bool
    reason: str | None = None

    @classmethod
    def of(cls, article: str, event: Withdrawal | Restoration, source: str) -> Self:
        """Return what `event` decides of `source`'s article."""
        withdrawn = isinstance(event, Withdrawal)
        return cls(
            article=article,
            source=source,
            external_id=event.external_id,
            version=event.version,
            withdrawn=withdrawn,
            reason=event.reason if isinstance(event, Withdrawal) else None,
        )

    @property
    def event(self) -> Withdrawal | Restoration:
        """The decision as an event, to be weighed like any other."""
        if self.withdrawn:
            return Withdrawal(
                version=self.version, external_id=self.external_id, reason=self.reason
            )
        return Restoration(version=self.version, external_id=self.external_id)

    def is_known_to(self, standing: Standing | None) -> bool:
        """Whether `standing` is by this decision already, or by a newer one."""
        if standing is None or standing.decided is None:
            return False
        if standing.decided != self.version:
            return standing.decided > self.version
        return (standing.withdrawn, standing.reason) == (self.withdrawn, self.reason)
