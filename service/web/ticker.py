"""The clock's own work: a thread that has embargoes end and articles expire as soon as they are due."""

import logging
import threading
import time
from datetime import timedelta
from functools import partial
from typing import Final

from service.pipeline import Clock, Desk, tick

TICK: Final = timedelta(seconds=0.5)
"""The longest wait between two looks: an article may arrive that is due before all that are known."""
FORGETTING: Final = 60.0
"""Seconds between two looks for message ids that need not be known any more."""

_log = logging.getLogger("copydesk")


class Ticker:
    """Looks, by a read, for what is due; only where something is does it ask for a turn to write.

    An article whose row cannot be read is set aside, and said to be so once: the others go on.
    """

    def __init__(self, desk: Desk, clock: Clock) -> None:
        self._desk, self._clock = desk, clock
        self._aside: set[str] = set()
        self._forgot = time.monotonic()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="ticker", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Finish what was begun, and come back when the thread has ended."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        wait, failing = timedelta(), False
        while not self._stopping.wait(wait.total_seconds()):
            try:
                wait, failing = self._look(), False
            except Exception as error:  # whatever it is, the next embargo must end too
                if not failing:
                    _log.error("The clock's changes cannot be logged now.", exc_info=error)
                wait, failing = TICK, True

    def _look(self) -> timedelta:
        """Do what is due, if anything is; return how long to wait for the next look."""
        now = self._clock()
        with self._desk.store.snapshot() as tx:
            first = tx.calendar.first(self._aside)
        if first and first.due_at <= now:
            if first.facets:
                unit = partial(tick, now=now, aside=frozenset(self._aside))
                self._desk.writer.submit(unit).result()
            else:
                self._set_aside(first.article)
            return timedelta()
        if time.monotonic() - self._forgot > FORGETTING:
            self._desk.writer.submit(lambda tx: tx.deliveries.forget(now)).result()
            self._forgot = time.monotonic()
        if self._desk.store.short:
            self._desk.writer.submit(lambda _: None).result()  # any turn sets space aside anew
        return min(TICK, first.due_at - now) if first else TICK

    def _set_aside(self, article: str) -> None:
        self._aside.add(article)
        _log.error(
            "The row of %s cannot be read: the clock does not open or expire it.", article
        )
