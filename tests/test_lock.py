"""The lock beside a SQLite file: one thread and one process at a time."""

import fcntl
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from service.store.lock import WriteLock

ROOT = Path(__file__).parents[1]


def test_one_thread_at_a_time_holds_the_lock(path):
    lock = WriteLock(path)
    inside: list[int] = []
    most = []

    def hold(number):
        for _ in range(50):
            with lock():
                inside.append(number)
                most.append(len(inside))
                inside.remove(number)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(hold, range(8)))
    assert len(most) == 400
    assert max(most) == 1


HOLD = """
import sys
from pathlib import Path
from service.store.lock import WriteLock
with WriteLock(Path(sys.argv[1]))():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_one_process_at_a_time_holds_the_lock_and_its_death_lets_go(path):
    command = [sys.executable, "-c", HOLD, str(path)]
    with (
        subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process,
        path.with_name("copydesk.db.lock").open("a") as file,
    ):
        assert process.stdout
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        process.kill()
        process.wait()
        with WriteLock(path)(), pytest.raises(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    with WriteLock(path)():
        pass
