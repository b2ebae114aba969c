"""The withdrawal ledger: every decision to withdraw or to restore, in a file beside the database.

A line of JSON a decision, on the disk before the transaction that makes it commits. So a backup of
the database that is restored, and is older than a withdrawal, can be told of it.
"""

import logging
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from service.model.decision import Decision
from service.model.errors import Unavailable
from service.store.reserve import FULL, is_full

_APPEND: Final = os.O_RDWR | os.O_APPEND | os.O_CREAT
_LONGEST: Final = 2**16
"""More bytes than any line has."""
_log = logging.getLogger("copydesk")


class Ledger:
    """The file of that name; None: there is none, and nothing is kept. Its users take turns."""

    def __init__(self, file: Path | None) -> None:
        self._file = file

    def prepare(self) -> None:
        """Raise Unavailable unless there is a folder for it, which can be written to."""
        folder = self._file.parent if self._file else Path()
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        if self._file and not os.access(folder, os.W_OK | os.X_OK):
            msg = "The withdrawal ledger's folder cannot be written to."
            raise Unavailable(msg)

    def decisions(self) -> Mapping[str, Decision]:
        """Return the newest decision on each article, by its id."""
        return _newest(_read(self._lines()))

    def write(self, decisions: Iterable[Decision]) -> None:
        """Add decisions; they are on the disk when this returns. Unavailable where that fails."""
        lines = _text(decisions)
        if not lines or self._file is None:
            return
        try:
            with _appending(self._file) as descriptor:
                _append(descriptor, lines)
                os.fsync(descriptor)
        except OSError as error:
            msg = FULL if is_full(error) else "The withdrawal ledger cannot be written to."
            raise Unavailable(msg) from error

    def compact(self) -> None:
        """Keep the newest decision on each article alone, where there is room to write that."""
        lines = self._lines()
        decisions = _read(lines)
        newest = _newest(decisions)
        if self._file is None or not len(newest) < len(decisions) == len(lines):
            return  # there is nothing to gain, or there are lines that somebody else may know
        kept = self._file.with_name(f"{self._file.name}.new")
        with suppress(OSError):  # a ledger that is longer than it need be is as good
            kept.unlink(missing_ok=True)
            with _appending(kept) as descriptor:
                _append(descriptor, _text(newest.values()))
                os.fsync(descriptor)
            kept.rename(self._file)
            _sync(self._file.parent)

    def _lines(self) -> list[bytes]:
        """Return the whole lines; one that a crash tore was never acknowledged."""
        try:
            text = self._file.read_bytes() if self._file else b""
            return text[: text.rfind(b"\n") + 1].splitlines()
        except FileNotFoundError:
            return []
        except OSError as error:
            msg = "The withdrawal ledger cannot be read."
            raise Unavailable(msg) from error


def _read(lines: Iterable[bytes]) -> list[Decision]:
    decisions = []
    for number, line in enumerate(lines, start=1):
        try:
            decisions.append(Decision.model_validate_json(line))
        except ValidationError:
            _log.warning("Line %d of the withdrawal ledger cannot be read.", number)
    return decisions


def _newest(decisions: Iterable[Decision]) -> dict[str, Decision]:
    found: dict[str, Decision] = {}
    for decision in decisions:
        held = found.get(decision.article)
        if held is None or held.version <= decision.version:
            found[decision.article] = decision
    return found


def _text(decisions: Iterable[Decision]) -> bytes:
    return b"".join(decision.model_dump_json().encode() + b"\n" for decision in decisions)


@contextmanager
def _appending(file: Path) -> Iterator[int]:
    """Open `file` to append to it; one that is made is its owner's alone, and there to stay."""
    is_new = not file.exists()
    if is_new:
        file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, _APPEND, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
    if is_new:
        _sync(file.parent)


def _append(descriptor: int, lines: bytes) -> None:
    """Add whole lines or nothing, in place of what a crash left of a line."""
    size = os.fstat(descriptor).st_size
    tail = os.pread(descriptor, _LONGEST, max(0, size - _LONGEST))
    size += tail.rfind(b"\n") + 1 - len(tail)
    os.ftruncate(descriptor, size)
    try:
        while lines:
            lines = lines[os.write(descriptor, lines) :]
    except OSError:
        os.ftruncate(descriptor, size)
        raise


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
