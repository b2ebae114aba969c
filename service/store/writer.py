"""The one thread that writes: it commits in groups, and nobody is answered before the commit.

One fsync then serves all who were waiting. A member that fails is undone alone; a commit that
fails is tried again member by member, so that none falls with another. Where no transaction can
even begin, all are told so at once, and who came meanwhile: waiting again for each would help nobody.
"""

import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
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
_OF_ONE: Final = (DataError, IntegrityError, ProgrammingError)
"""What the database says of one unit of work; all else is its own trouble, and everybody's."""
_log = logging.getLogger("copydesk")

T = TypeVar("T")
Answer = Callable[[], None]


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
        self.trouble: str | None = None
        """Why nothing can be written; None while it can, as far as is known."""
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def submit(self, unit: Callable[[Transaction], T]) -> Future[T]:
        """Have `unit` run in the next commit. It may run twice; it must not look outside."""
        future: Future[Any] = Future()
        with self._closing:
            if self._closed:
                msg = "The service is shutting down."
                raise Unavailable(msg)
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

        def attempt(transaction: Transaction) -> list[Answer]:
            nonlocal begun
            begun = True
            if self.trouble:
                transaction.log.touch()  # so that to commit proves that it can be written
            return [_attempt(one, transaction) for one in group]

        try:
            answers = self._store.write(attempt)
        except BaseException as error:
            if begun and len(group) > 1:
                for one in group:
                    self._commit([one])
                return
            self._note(error)
            told = group if begun else group + self._came()
            answers = [partial(one.future.set_exception, error) for one in told]
        else:
            self._note(None)
        for answer in answers:
            answer()

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

    def _note(self, error: BaseException | None) -> None:
        """Keep why nothing can be written, if it cannot; log when that begins, and when it ends."""
        before, self.trouble = self.trouble, _why(error) if error else None
        if self.trouble and not before:
            _log.error(
                "Nothing can be written, and senders are asked to come back: %s", self.trouble
            )
        if before and not self.trouble:
            _log.warning("It can be written again.")


def _live(group: list[_Waiting]) -> list[_Waiting]:
    """Return who has not given up meanwhile."""
    return [one for one in group if one.future.set_running_or_notify_cancel()]


def _why(error: BaseException) -> str | None:
    """Return what is in the way of all who write, in a line; None if only of one."""
    cause = error.__cause__
    if isinstance(cause, _OF_ONE):
        return None
    why = str(error) or type(error).__name__
    return f"{why.rstrip('.')} ({reason(cause)})." if isinstance(cause, DBAPIError) else why


def _attempt(waiting: _Waiting, transaction: Transaction) -> Answer:
    mark = transaction.mark()
    try:
        with transaction.connection.begin_nested():
            result = waiting.unit(transaction)
            transaction.check(mark)
    except DBAPIError:
        raise  # the database's own trouble, perhaps everybody's: each is tried alone
    except BaseException as error:  # whatever it is, the thread goes on: others wait for it
        transaction.back_to(mark)
        return partial(waiting.future.set_exception, error)
    return partial(waiting.future.set_result, result)
