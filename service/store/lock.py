"""Lock files beside the database: one writer at a time, and one process that serves it."""

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from service.model.errors import Unavailable


class WriteLock:
    """Whoever holds it may write, over all threads and processes of the machine. Not re-entrant."""

    def __init__(self, database: Path) -> None:
        database.parent.mkdir(parents=True, exist_ok=True)
        self._path = database.with_name(database.name + ".lock")
        self._threads = threading.Lock()

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """Hold the lock; wait for it as long as it takes."""
        with self._threads, self._path.open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # closing the file lets go
            yield


def claim(database: Path) -> TextIO:
    """Claim `database` for the process that serves it, until what is returned is closed.

    Raise Unavailable where another process has claimed it. A process that dies lets go.
    """
    database.parent.mkdir(parents=True, exist_ok=True)
    file = database.with_name(database.name + ".serving").open("a")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        msg = "Another process serves this database: on SQLite there can be only one."
        raise Unavailable(msg) from None
    return file
