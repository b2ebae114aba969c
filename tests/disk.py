"""A disk of so many MiB, to be filled: a tmpfs of the test's own, where the test may mount one."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

MIB = 2**20


@contextmanager
def small_disk(folder: Path, mib: int) -> Iterator[Path]:
    """An empty disk at `folder`; the test is skipped, saying why, where none may be mounted."""
    folder.mkdir()
    options = f"size={mib}m,mode=700"
    mount: list[str | Path] = ["mount", "-t", "tmpfs", "-o", options, "copydesk-test", folder]
    try:
        done = subprocess.run(mount, capture_output=True, text=True, check=False)
        refusal = done.stderr.strip()
    except FileNotFoundError:
        refusal = "there is no mount here"
    else:
        if done.returncode == 0:
            try:
                yield folder
            finally:
                subprocess.run(["umount", "--lazy", folder], check=True)
            return
    pytest.skip(f"no small disk can be mounted: {refusal}")


def fill(folder: Path) -> Path:
    """Leave no room on the disk; return the file that takes it all."""
    file = folder / "filler"
    with file.open("ab", buffering=0) as filler, suppress(OSError):
        while True:
            filler.write(bytes(MIB))
    with file.open("ab", buffering=0) as filler, suppress(OSError):
        while True:
            filler.write(bytes(512))
    return file


def free(folder: Path) -> int:
    """How many bytes the disk has room for."""
    there = os.statvfs(folder)
    return there.f_bavail * there.f_frsize
