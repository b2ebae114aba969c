"""Space set aside on the database's disk, so that an article can be withdrawn when it is full.

The file is as long as what it sets aside. Empty, it says to every process that the space was given
up: then only withdrawals may use what there is, until there is room to set it aside anew.
"""

import errno
import logging
import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Final

SIZE: Final = 16 * 2**20
MARGIN: Final = 4 * 2**20
"""What must be free besides, before the space is set aside: others write too."""
FULL: Final = "The disk is full, or cannot be written to: free some space."

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_SQLITE_FULL: Final = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}
)
"""What SQLite may make of a full disk, by where it meets it."""
_log = logging.getLogger("copydesk")


class Reserve:
    """The file of that name; None: there is none. `makes`: whether to make it where it is not.

    Its users take turns.
    """

    def __init__(self, file: Path | None, *, makes: bool) -> None:
        self._file, self._makes = file, makes and file is not None
        self._warned = False

    @property
    def is_spent(self) -> bool:
        """Whether the space was given up."""
        return self._size() == 0

    def keep(self) -> bool:
        """Set the space aside where it is not, and there is room; return whether it is spent."""
        size = self._size()
        if size or (size is None and not self._makes):
            return False
        made = self._make()
        if made and size == 0:
            _log.warning("There is room on the disk again, and some of it is set aside anew.")
        if not made and size is None and not self._warned:
            self._warned = True
            _log.warning("There is no room on the disk to set aside for withdrawals.")
        return size == 0 and not made

    def spend(self) -> bool:
        """Give the space up; return whether there was any."""
        if self._file is None or not self._size():
            return False
        try:
            with self._file.open("r+b") as file:
                file.truncate(0)
                os.fsync(file.fileno())  # some file systems give it back no sooner
        except OSError:
            return False
        _log.error(
            "The disk is full. What was set aside for withdrawals is given up: free %d MiB.",
            (SIZE + MARGIN) // 2**20,
        )
        return True

    def _size(self) -> int | None:
        try:
            return self._file.stat().st_size if self._file else None
        except OSError:
            return None

    def _make(self) -> bool:
        if self._file is None:
            return False
        new = self._file.with_name(f"{self._file.name}.new")
        try:
            there = os.statvfs(self._file.parent)
            if there.f_bavail * there.f_frsize < SIZE + MARGIN:
                return False
            new.touch(mode=0o600)
            with new.open("r+b") as file:
                os.posix_fallocate(file.fileno(), 0, SIZE)
            new.rename(self._file)  # whole or not at all
        except OSError:
            with suppress(OSError):
                new.unlink(missing_ok=True)
            return False
        return True


def is_full(error: BaseException | None) -> bool:
    """Whether `error` is what a full disk, or a file that may not grow, looks like."""
    cause = getattr(error, "orig", error)
    code = getattr(cause, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in _SQLITE_FULL  # the lowest byte says which, the others where
    return isinstance(cause, OSError) and cause.errno in _FULL
