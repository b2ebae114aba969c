"""The clock that the house goes by: the machine's own, as long as that keeps its pace.

A wall clock can be set, and jumps when it is. One that counts the seconds since the machine started
cannot. Where the two part by more than a minute nobody here knows which time is right, so nothing
is released until they agree again; all else goes on.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from service.model.clock import Between, Time
from service.model.value import Moment

JUMP: Final = timedelta(seconds=60)
"""By how much the two clocks may part between two looks; what is slower is drift, and followed."""

_PACE: Final = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
"""The clock that also counts while the machine sleeps, so that waking up is no jump."""

_log = logging.getLogger("copydesk")


def wall_clock() -> Moment:
    """Return what the machine's clock says, in UTC."""
    return datetime.now(UTC)


def pace() -> float:
    """Return the seconds since the machine started, by a clock that nobody sets."""
    return time.clock_gettime(_PACE)


class _Look(NamedTuple):
    """One look at the clocks: the wall's time, what it should be by its pace, and the trusted one."""

    wall: Moment
    steady: Moment
    trusted: Moment

    @property
    def jumped(self) -> bool:
        """Whether the wall clock is not where its pace has led it."""
        return abs(self.wall - self.steady) > JUMP


class TrustedClock:
    """The time, from any thread; it never goes back. Called, it says the trusted time.

    `wall` says the time and `pace` counts seconds, from anywhere.
    """

    def __init__(
        self, wall: Callable[[], Moment] = wall_clock, pace: Callable[[], float] = pace
    ) -> None:
        self._wall, self._pace = wall, pace
        self._lock = threading.Lock()
        self._seen, self._seconds = wall(), pace()
        self._trusted = self._seen
        self._frozen_since: Moment | None = None

    def __call__(self) -> Moment:
        """Return the trusted time, which stands still while the clock is in doubt."""
        return self._look().trusted

    def for_readers(self) -> Time:
        """Return the time that the gate is asked with: in doubt it neither opens nor keeps."""
        look = self._look()
        if not look.jumped:
            return look.trusted
        return Between(look.trusted, max(look.wall, look.steady))

    def for_senders(self) -> Time:
        """Return the time that a signature is judged by: in doubt either clock may be right."""
        look = self._look()
        if not look.jumped:
            return look.trusted
        return Between(min(look.wall, look.steady), max(look.wall, look.steady))

    @property
    def frozen_since(self) -> Moment | None:
        """Since when the trusted time stands still, if it does."""
        self._look()
        return self._frozen_since

    def _look(self) -> _Look:
        with self._lock:
            wall, seconds = self._wall(), self._pace()
            steady = self._seen + timedelta(seconds=seconds - self._seconds)
            look = _Look(wall, steady, max(self._trusted, wall))
            if look.jumped:
                self._freeze(wall - steady)
                return look._replace(trusted=self._trusted)
            self._thaw()
            self._seen, self._seconds, self._trusted = wall, seconds, look.trusted
            return look

    def _freeze(self, jump: timedelta) -> None:
        if self._frozen_since is None:
            self._frozen_since = self._trusted
            said = "The clock jumped by %+.0f s; nothing is released until it is right. %s"
            _log.error(said, jump.total_seconds(), WHAT_TO_DO)

    def _thaw(self) -> None:
        if self._frozen_since is not None:
            self._frozen_since = None
            _log.warning("The clock is right again, and embargoes end when they are due.")


WHAT_TO_DO: Final = "Set the machine's clock right; if it is right now, restart the service."
