"""Lock files beside the database: one writer at a time, and one process that serves it."""

import fcntl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO

from service.model.errors import Unavailable

PATIENCE: Final = 5.0
"""Seconds to wait for another process that writes."""


class WriteLock:
    """Whoever holds it may write, over all threads and processes of the machine. Not re-entrant."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(database.name + ".lock")
        self._threads = threading.Lock()

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """Hold the lock; wait for another process for a while, then raise Unavailable."""
        with self._threads, self._opened() as file:
            _take(file)  # and closing the file lets go
            yield

    def _opened(self) -> TextIO:
        try:
            return self._path.open("a")
        except OSError as error:
            msg = f"The lock file beside the database cannot be opened: {error.strerror}."
            raise Unavailable(msg) from error


def _take(file: TextIO) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                msg = "Another process has been writing for too long."
                raise Unavailable(msg) from None
            time.sleep(0.005)
        else:
            return


def claim(database: Path) -> TextIO:
    """Claim `database` for the process that serves it, until what is returned is closed.

    Raise Unavailable where another process has claimed it. A process that dies lets go.
    """
    file = database.with_name(database.name + ".serving").open("a")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        msg = "Another process serves this database: on SQLite there can be only one."
        raise Unavailable(msg) from None
    return file
