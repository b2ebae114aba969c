"""What can happen to a SQLite file while it is served: each begins with its block, and ends with it."""

import fcntl
import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from sqlite3 import connect
from typing import Final

import pytest
from sqlalchemy import make_url

from service.store import lock, sqlite
from tests.disk import fill, small_disk
from tests.faults.served import Served
from tests.faults.trials import LONG

PATIENCE: Final = 5.0 if LONG else 0.5
"""Seconds that a service waits for its turn; fewer where there is no time for it."""


def hasty() -> None:
    """Live as it does, but for how long it waits for its turn."""
    vars(lock)["PATIENCE"] = PATIENCE
    sqlite.PRAGMAS["busy_timeout"] = str(int(PATIENCE * 1000))


def file_of(served: Served) -> Path:
    """The database's file."""
    return Path(str(make_url(served.database).database))


@contextmanager
def disk_full(served: Served) -> Iterator[None]:
    """Somebody else's file takes all that the disk has left."""
    filler = fill(file_of(served).parent)
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def files_may_not_grow(served: Served) -> Iterator[None]:
    """A limit on the size of its files, as an administrator sets one."""
    log = file_of(served).with_name(f"{file_of(served).name}-wal")
    process, no_limit = served.life.pid or 0, resource.RLIM_INFINITY
    resource.prlimit(process, resource.RLIMIT_FSIZE, (log.stat().st_size, no_limit))
    try:
        yield
    finally:
        resource.prlimit(process, resource.RLIMIT_FSIZE, (no_limit, no_limit))


@contextmanager
def read_only(served: Served) -> Iterator[None]:
    """Nobody may write to the files."""
    file = file_of(served)
    names = [file.with_name(f"{file.name}{ending}") for ending in ("", "-wal", ".lock")]
    files = [name for name in names if name.exists()]
    try:
        if not _chattr("+i", files):
            pytest.skip("files cannot be made immutable here")
        yield
    finally:
        _chattr("-i", files)


@contextmanager
def locked(served: Served) -> Iterator[None]:
    """Another program holds a transaction open."""
    with closing(connect(file_of(served), isolation_level=None)) as other:
        other.execute("PRAGMA wal_autocheckpoint = 0")
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def turn_taken(served: Served) -> Iterator[None]:
    """Another of our own processes has its turn, and does not end it."""
    lock = file_of(served).with_name(f"{file_of(served).name}.lock")
    with lock.open("a") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        yield


@contextmanager
def own_disk(folder: Path) -> Iterator[Path]:
    """A disk that nothing else is on."""
    with small_disk(folder, mib=64) as disk:
        yield disk


@contextmanager
def any_disk(folder: Path) -> Iterator[Path]:
    """The disk that everything is on."""
    folder.mkdir()
    yield folder


def _chattr(what: str, files: list[Path]) -> bool:
    if not shutil.which("chattr"):
        return False
    done = subprocess.run(["chattr", what, *files], check=False, capture_output=True)
    return done.returncode == 0
