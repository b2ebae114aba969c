"""The one thread that writes: it commits in groups, and nobody is answered before the commit.

One fsync then serves all who were waiting. A group in which one fails is undone and tried again
by halves, so that in the end that one falls alone: few do, and the others need no savepoints. Where
no transaction can even begin, all are told so at once: waiting again for each would help nobody.
"""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Final, NamedTuple, TypeVar

from service.model.errors import Unavailable
from service.store.store import Store
from service.store.transaction import Transaction

GROUP: Final = 128
"""How many units of work share a commit at most: small, as readers of the log wait for it."""


STOPPING: Final = "The service is shutting down."

T = TypeVar("T")


class _Waiting(NamedTuple):
    unit: Callable[[Transaction], Any]
    future: Future[Any]


class Writer:
    """Units of work go in, futures come out; each resolves once its commit is on the disk."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._closing = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def submit(self, unit: Callable[[Transaction], T]) -> Future[T]:
        """Have `unit` run in the next commit. It may run more than once; it must not look outside."""
        future: Future[Any] = Future()
        with self._closing:
            if self._closed:
                raise Unavailable(STOPPING)
            self._queue.put(_Waiting(unit, future))
        return future

    def close(self) -> None:
        """Finish what waits, take no more, and come back when the thread has ended."""
        with self._closing:
            self._closed = True
            self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        closing = False
        while not closing:
            group, closing = self._gather()
            if live := [one for one in group if one.future.set_running_or_notify_cancel()]:
                self._commit(live)

    def _gather(self) -> tuple[list[_Waiting], bool]:
        """Return who waits, once somebody does, and whether they are the last."""
        group: list[_Waiting] = []
        waiting = self._queue.get()
        while waiting is not None:
            group.append(waiting)
            if len(group) == GROUP or self._queue.empty():
                return group, False
            waiting = self._queue.get()
        return group, True

    def _commit(self, group: list[_Waiting]) -> None:
        """Run `group` in one transaction, and tell each what came of it once it is durable."""
        begun = False

        def run(transaction: Transaction) -> list[Any]:
            nonlocal begun
            begun = True
            return [_run(one.unit, transaction) for one in group]

        try:
            results = self._store.write(run)
        except BaseException as error:  # whatever it is, the thread goes on: others wait for it
            if begun and len(group) > 1:
                middle = len(group) // 2
                self._commit(group[:middle])
                self._commit(group[middle:])
            else:
                for one in group:
                    one.future.set_exception(error)
        else:
            for one, result in zip(group, results, strict=True):
                one.future.set_result(result)


def _run(unit: Callable[[Transaction], T], transaction: Transaction) -> T:
    mark = transaction.mark()
    result = unit(transaction)
    transaction.check(mark)
    return result
