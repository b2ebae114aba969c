"""One writer at a time on one database file, over all threads and processes of the machine."""

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class WriteLock:
    """A lock file beside the database; whoever holds it may write. Not re-entrant."""

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
