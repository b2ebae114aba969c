"""What the routes call on: the desk, the clock, the readers and the cleaners.

A route awaits one hop into a small pool of threads of our own; nothing else blocks the loop.
"""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import partial
from typing import Annotated, Final, NamedTuple, TypeVar

from fastapi import Depends, Request

from service.model.clock import Time
from service.model.errors import Unavailable
from service.pipeline import Accepted, Desk, Webhook, receive
from service.store import FRESH, Transaction
from service.store.writer import STOPPING
from service.web.clock import TrustedClock
from service.web.pages import Pages

T = TypeVar("T")

READERS: Final = 2
CLEANERS: Final = 2
MOST_WAITING: Final = 64
"""How many events may wait to be cleaned; beyond that a CMS is asked to come back."""


class Keys(NamedTuple):
    """The service's own secrets: the operator's key, and the key that signs cursors."""

    operator: str | None
    cursors: bytes


class House:
    """Everything that a route needs."""

    def __init__(self, desk: Desk, clock: TrustedClock, keys: Keys, base_url: str) -> None:
        self.desk = desk
        self.watch = desk.store.watch()
        self.clock = clock
        self.keys = keys
        self.base_url = base_url
        self.pages = Pages()
        self._readers = ThreadPoolExecutor(READERS, "reader")
        self._cleaners = ThreadPoolExecutor(CLEANERS, "cleaner")
        self.bodies = 0
        """How many bytes the bodies of all requests under way hold."""
        self._waiting = 0

    def now(self) -> Time:
        """Return what time it is, as the gate is to be asked."""
        return self.clock.for_readers()

    async def read(self, question: Callable[[Transaction], T]) -> T:
        """Ask `question` of one state of the store."""
        return await _run(self._readers, partial(_ask, self, question))

    async def clean(self, work: Callable[[], T]) -> T:
        """Do `work` where there is time for it; Unavailable when too much waits already."""
        if self._waiting >= MOST_WAITING:
            raise Unavailable
        self._waiting += 1
        try:
            return await _run(self._cleaners, work)
        finally:
            self._waiting -= 1

    async def receive(self, webhook: Webhook) -> Accepted:
        """Take in an event; returns once what it came to is on the disk."""
        heard = self.clock.for_senders()
        taken = partial(receive, self.desk, webhook, clock=self.clock, heard=heard)
        return await _result(await self.clean(taken))

    async def write(self, unit: Callable[[Transaction], T]) -> T:
        """Have `unit` done; returns once what it did is on the disk."""
        return await _result(self.desk.writer.submit(unit))

    def close(self) -> None:
        """Answer all who wait, then let go of the database.

        What is being cleaned is stored first; what has not begun is asked to come back.
        """
        self._cleaners.shutdown(cancel_futures=True)
        self.desk.writer.close()
        self._readers.shutdown()
        self.desk.store.close()


async def _run(executor: Executor, work: Callable[[], T]) -> T:
    try:
        future = executor.submit(work)
    except RuntimeError:  # it takes no more
        raise Unavailable(STOPPING) from None
    return await _result(future)


async def _result(future: Future[T]) -> T:
    """Return what comes of `future`; Unavailable where the service stops before anything did."""
    try:
        return await asyncio.wrap_future(future)
    except asyncio.CancelledError:
        raise Unavailable(STOPPING) from None


def _ask(house: House, question: Callable[[Transaction], T]) -> T:
    began = time.monotonic()
    with house.desk.store.snapshot() as tx:
        answer = question(tx)
        # what took long may show what was withdrawn meanwhile
        is_late = time.monotonic() - began > FRESH
        if is_late and tx.log.head() != house.watch.head():
            msg = "What was to be shown changed meanwhile."
            raise Unavailable(msg)
    return answer


async def _house(request: Request) -> House:
    house: House = request.app.state.house
    return house


TheHouse = Annotated[House, Depends(_house)]
