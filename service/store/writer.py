"""The one thread that writes: it commits in groups, and nobody is answered before the commit.

One fsync then serves all who were waiting. A group in which one fails is undone and tried again
by halves, so that in the end that one falls alone: few do, and the others need no savepoints. Where
no transaction can even begin, all are told so at once, and who came meanwhile: waiting again for
each would help nobody.
"""

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Final, NamedTuple, TypeVar

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError

from service.model.errors import Unavailable
from service.store.database import reason
from service.store.store import Store
from service.store.transaction import Transaction

GROUP: Final = 128
"""How many units of work share a commit at most: small, as readers of the log wait for it."""
PROBE: Final = 0.5
"""Seconds between attempts to write anything at all, while nothing can be written."""
STOPPING: Final = "The service is shutting down."

_OF_ONE: Final = (DataError, IntegrityError, ProgrammingError)
"""What the database says of one unit of work; all else is its own trouble, and everybody's."""
_log = logging.getLogger("copydesk")

T = TypeVar("T")


class _Waiting(NamedTuple):
    unit: Callable[[Transaction], Any]
    future: Future[Any]


class Writer:
    """Units of work go in, futures come out; each resolves once its commit is on the disk."""

    def __init__(self, store: Store) -> None:
        self.trouble: str | None = None
        """Why nothing can be written; None while it can, as far as is known."""
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
            live = _live(group)
            if live or (self.trouble and not closing):
                self._commit(live)

    def _gather(self) -> tuple[list[_Waiting], bool]:
        """Return who waits, once somebody does, and whether they are the last.

        Nobody, where there is trouble and it is time to see whether it is over.
        """
        group: list[_Waiting] = []
        try:
            waiting = self._queue.get(timeout=PROBE if self.trouble else None)
        except queue.Empty:
            return group, False
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
            if self.trouble:
                transaction.log.touch()  # so that to commit proves that it can be written
            return [_run(one.unit, transaction) for one in group]

        try:
            results = self._store.write(run)
        except BaseException as error:  # whatever it is, the thread goes on: others wait for it
            self._failed(group, error, begun=begun)
        else:
            self._note(None)
            for one, result in zip(group, results, strict=True):
                one.future.set_result(result)

    def _failed(self, group: list[_Waiting], error: BaseException, *, begun: bool) -> None:
        """Try the halves of `group`; tell one alone what happened, and all where nothing began."""
        if begun and len(group) > 1:
            middle = len(group) // 2
            self._commit(group[:middle])
            self._commit(group[middle:])
            return
        if not begun or _is_of_all(error):
            self._note(_why(error))
        for one in group if begun else group + self._came():
            one.future.set_exception(error)

    def _came(self) -> list[_Waiting]:
        """Return who came since the last group was gathered."""
        came: list[_Waiting] = []
        while not self._queue.empty():
            waiting = self._queue.get()
            if waiting is None:
                self._queue.put(None)  # the end stays the last
                break
            came.append(waiting)
        return _live(came)

    def _note(self, trouble: str | None) -> None:
        """Keep what is in the way, if anything is; log when that begins, and when it is over."""
        before, self.trouble = self.trouble, trouble
        if trouble and not before:
            _log.error("Nothing can be written, and senders are told so: %s", trouble)
        if before and not trouble:
            _log.warning("It can be written again.")


def _run(unit: Callable[[Transaction], T], transaction: Transaction) -> T:
    mark = transaction.mark()
    result = unit(transaction)
    transaction.check(mark)
    return result


def _live(group: list[_Waiting]) -> list[_Waiting]:
    """Return who has not given up meanwhile."""
    return [one for one in group if one.future.set_running_or_notify_cancel()]


def _is_of_all(error: BaseException) -> bool:
    """Whether `error` is the database's own trouble, and not that of what one asked for."""
    cause = error.__cause__
    return isinstance(cause, DBAPIError) and not isinstance(cause, _OF_ONE)


def _why(error: BaseException) -> str:
    """Return in a line what is in the way."""
    cause, why = error.__cause__, str(error) or type(error).__name__
    return f"{why.rstrip('.')} ({reason(cause)})." if isinstance(cause, DBAPIError) else why
