"""The log under many who write at once: its numbers have no gap, and no reader ever misses one."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

from sqlalchemy import make_url

from service.store import Store, Writer
from tests.faults.lives import LIVES
from tests.faults.served import Served
from tests.faults.trials import trials
from tests.scribe import log, write

SECONDS = trials(quick=1, long=60)
PROCESSES, WRITERS, READERS = 4, 4, 4


def write_on(url, end, file):
    """Write from several threads until the end; keep account of what was acknowledged."""
    writer = Writer(Store(url))

    def one(thread):
        acknowledged: list[str] = []
        while not end.is_set():
            name = f"{file.name[-1]}-{thread}-{len(acknowledged)}"
            acknowledged.append(writer.submit(partial(write, name=name)).result())
        return acknowledged

    with ThreadPoolExecutor(WRITERS) as threads:
        done = list(threads.map(one, range(WRITERS)))
    file.write_text(json.dumps([name for names in done for name in names]))


def tail(url, end, file):
    """Follow the log, from where one has read to, until the end; keep account of what was read."""
    store, ended = Store(url), False
    seen: list[tuple[int, str]] = []
    while not ended:
        ended = end.is_set()
        with store.snapshot() as tx:
            rows = tx.log.after(seen[-1][0] if seen else 0, limit=100_000)
        seen += [(logged.sequence, logged.change.article) for logged in rows]
        time.sleep(0.02)
    file.write_text(json.dumps(seen))


@contextmanager
def at_work(work, *, end, files):
    """A process a file that does this work, until the end of the block."""
    processes = [LIVES.Process(target=work, args=(end, file), daemon=True) for file in files]
    for process in processes:
        process.start()
    yield
    end.set()
    for process in processes:
        process.join()


def test_the_log_is_dense_and_no_reader_misses_a_row(store, database, tmp_path, report):
    written = [tmp_path / f"written-{number}" for number in range(PROCESSES)]
    read = [tmp_path / f"read-{number}" for number in range(READERS)]
    writing, reading = partial(write_on, database), partial(tail, database)
    with (
        at_work(reading, end=LIVES.Event(), files=read),
        at_work(writing, end=LIVES.Event(), files=written),
    ):
        Served.until(lambda: len({name[0] for _, name in log(store)}) == PROCESSES)
        time.sleep(SECONDS)
    acknowledged = [name for file in written for name in json.loads(file.read_text())]
    seen = [[tuple(row) for row in json.loads(file.read_text())] for file in read]
    whole = log(store)
    gaps = sum(number != place for place, (number, _) in enumerate(whole, start=1))
    missed = sum(len(set(whole) ^ set(one)) for one in seen)
    report(
        f"the log: 16 writers in 4 processes, 4 who read; {make_url(database).drivername}",
        len(whole),
        f"{gaps} gaps, {missed} missed by a reader, {len(whole) - len(acknowledged)} unpromised",
    )
    assert [number for number, _ in whole] == list(range(1, len(whole) + 1))
    assert {name for _, name in whole} == set(acknowledged)
    assert len(whole) == len(acknowledged)
    assert seen == [whole] * READERS
