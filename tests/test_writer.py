"""The writer: what is promised is on the disk, in order, once, whoever else falls."""

import fcntl
import os
import signal
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text

from service.model.errors import Unavailable
from service.store import Store, Writer
from service.store.writer import GROUP
from tests.databases import on_a_file
from tests.make import NOON
from tests.scribe import change, log, running, write

ROOT = Path(__file__).parents[1]
LIVES = 10


@pytest.fixture
def writer(store):
    opened = Writer(store)
    yield opened
    opened.close()


# The writer


def test_the_log_is_dense_and_in_the_order_of_commits_whoever_writes(store, writer, database):
    mine = [f"{thread}-{number}" for thread in "abcdefgh" for number in range(20)]
    seen = []
    with running(database) as lines, ThreadPoolExecutor(8) as threads:
        next(line for line in lines if line.startswith("ack"))  # both write from here on
        writing = [threads.submit(commit, writer, name) for name in mine]
        while not all(future.done() for future in writing):
            seen.append(log(store))
        acked = [future.result() for future in writing]
    whole = log(store)
    assert [sequence for sequence, _ in whole] == list(range(1, len(whole) + 1))
    assert all(whole[: len(view)] == view for view in seen)
    assert {article for _, article in whole} >= set(acked) == set(mine)
    assert len(whole) > len(mine)


def commit(writer, name):
    return writer.submit(partial(write, name=name)).result()


@contextmanager
def held_up(writer):
    """A unit under way that ends with the block: all that is submitted in it is one group."""
    began, end = threading.Event(), threading.Event()

    def wait(tx):
        began.set()
        end.wait()

    future = writer.submit(wait)
    began.wait()
    try:
        yield
    finally:
        end.set()
        future.result()


def nonsense(tx):
    tx.connection.execute(text("SELECT nonsense"))


def orphan(tx):
    tx.log.append(change("nobody"))


def late_orphan(tx):
    for statement in _LATE[tx.connection.dialect.name]:
        tx.connection.execute(text(statement))


_LATE = {
    "sqlite": (
        "PRAGMA defer_foreign_keys = ON",
        "INSERT INTO keys VALUES ('k', 'nobody', '', '[]', '', NULL)",
    ),
    "postgresql": (
        "CREATE TABLE late (one int UNIQUE DEFERRABLE INITIALLY DEFERRED)",
        "INSERT INTO late VALUES (1), (1)",
    ),
}


def careless(tx):
    write(tx, "undone")
    tx.log.configured(NOON)
    raise LookupError


def fatal(tx):
    write(tx, "undone")
    raise KeyboardInterrupt


def test_who_waits_together_is_committed_together(writer):
    with held_up(writer):
        futures = [writer.submit(lambda tx: tx) for _ in range(9)]
    assert len({future.result() for future in futures}) == 1


@pytest.mark.parametrize(
    ("failing", "error"),
    [
        pytest.param(careless, LookupError, id="a unit that raises"),
        pytest.param(fatal, KeyboardInterrupt, id="a unit that raises what ends threads"),
        pytest.param(nonsense, Unavailable, id="a statement that the database refuses"),
        pytest.param(orphan, Unavailable, id="a change that cannot be numbered"),
        pytest.param(late_orphan, Unavailable, id="a commit that the database refuses"),
    ],
)
def test_one_that_fails_falls_alone_and_leaves_no_gap(store, writer, failing, error):
    with held_up(writer):
        before = [writer.submit(partial(write, name=f"a{number}")) for number in range(4)]
        between = writer.submit(failing)
        after = [writer.submit(partial(write, name=f"b{number}")) for number in range(4)]
    assert isinstance(between.exception(), error)
    names = [future.result() for future in (*before, *after)]
    assert log(store) == list(enumerate(names, start=1))
    assert writer.submit(partial(write, name="c")).result() == "c"


def test_one_that_fails_alone_is_told_so(writer):
    with pytest.raises(Unavailable):
        writer.submit(nonsense).result()


def test_nobody_is_answered_before_the_commit(store, writer):
    with held_up(writer):
        future = writer.submit(partial(write, name="a"))
        found = []
        future.add_done_callback(lambda _: found.append(log(store)))
    future.result()
    commit(writer, "b")  # the callback has run by now: it runs in the writer's own thread
    assert found == [[(1, "a")]]


def test_who_gives_up_before_their_turn_is_passed_over(store, writer):
    with held_up(writer):
        given_up = writer.submit(partial(write, name="a"))
        kept = writer.submit(partial(write, name="b"))
        assert given_up.cancel()
    assert kept.result() == "b"
    assert log(store) == [(1, "b")]


def test_more_than_a_group_waits_for_the_next(store, writer):
    def unit(tx, name):
        return write(tx, name), tx

    with held_up(writer):
        futures = [writer.submit(partial(unit, name=str(number))) for number in range(300)]
    names, transactions = zip(*(future.result() for future in futures), strict=True)
    assert list(names) == [article for _, article in log(store)]
    assert max(Counter(transactions).values()) == GROUP


def test_closing_answers_all_who_wait_and_refuses_who_comes_later(store):
    writer = Writer(store)
    with held_up(writer):
        futures = [writer.submit(partial(write, name=str(number))) for number in range(300)]
        closing = threading.Thread(target=writer.close)
        closing.start()
    closing.join()
    assert [future.result(0) for future in futures] == [str(number) for number in range(300)]
    with pytest.raises(Unavailable):
        writer.submit(partial(write, name="late"))
    writer.close()
    assert len(log(store)) == 300


def room_for(tx, pages=0):
    """Let the file grow by so many pages and no more, as a full disk would."""
    now = tx.connection.execute(text("PRAGMA page_count")).scalar_one()
    tx.connection.execute(text(f"PRAGMA max_page_count = {now + pages}"))


@on_a_file
def test_a_full_disk_acknowledges_nothing_false_and_is_over_when_there_is_room(store, writer):
    writer.submit(partial(room_for, pages=9)).result()
    with held_up(writer):
        futures = [writer.submit(partial(write, name=str(number))) for number in range(50)]
    errors = [future.exception() for future in futures]
    acked = [str(number) for number, error in enumerate(errors) if error is None]
    assert {type(error) for error in errors} == {type(None), Unavailable}
    assert log(store) == list(enumerate(acked, start=1))
    writer.submit(partial(room_for, pages=999)).result()
    assert commit(writer, "z") == "z"
    assert log(store)[-1] == (len(acked) + 1, "z")
    with store.snapshot() as tx:
        assert tx.connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"


# kill -9


def is_sound(tx):
    """Whether the file says that it is whole; a server of its own looks after its files."""
    if tx.connection.dialect.name != "sqlite":
        return True
    return tx.connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"


def test_kill_9_loses_nothing_that_was_acknowledged(database):
    acked: list[str] = []
    with running(database, LIVES) as lines:
        process = patience = 0
        for line in lines:
            word, said = line.split()
            if word == "pid":
                process, patience = int(said), len(acked) + 1 + 5 * (len(acked) % 7)
                continue
            acked.append(said)
            if len(acked) == patience:
                os.kill(process, signal.SIGKILL)
    store = Store(database)
    with store.snapshot() as tx:
        assert is_sound(tx)
        kept = [tx.articles.find(name) for name in acked]
    whole = log(store)
    store.close()
    assert len({name.partition("-")[0] for name in acked}) == LIVES
    assert [record and record.id for record in kept] == acked
    assert [sequence for sequence, _ in whole] == list(range(1, len(whole) + 1))
    assert set(acked) <= {article for _, article in whole}


# Trouble


@pytest.fixture
def taken(path, store, monkeypatch):
    """Another process has its turn, and does not end it."""
    monkeypatch.setattr("service.store.lock.PATIENCE", 1.0)
    with path.with_name(f"{path.name}.lock").open("a") as elsewhere:
        fcntl.flock(elsewhere, fcntl.LOCK_EX)
        yield elsewhere


TOO_LONG = "Another process has been writing for too long."


@on_a_file
def test_where_no_write_can_begin_all_are_told_so_at_once(taken, writer):
    waiting = [writer.submit(partial(write, name=f"a{number}")) for number in range(8)]
    assert {str(future.exception(timeout=4)) for future in waiting} == {TOO_LONG}
    taken.close()
    assert writer.submit(partial(write, name="b")).result() == "b"


@on_a_file
def test_who_comes_while_others_wait_in_vain_is_told_with_them(taken, writer):
    early = writer.submit(partial(write, name="early"))
    time.sleep(0.3)
    late = writer.submit(partial(write, name="late"))
    assert early.exception()
    assert late.exception(timeout=0.5)


def is_over(writer):
    """Whether trouble ends by itself within a few seconds."""
    until = time.monotonic() + 5
    while writer.trouble and time.monotonic() < until:
        time.sleep(0.05)
    return writer.trouble is None


@on_a_file
def test_trouble_is_known_until_something_can_be_written_and_nobody_need_ask(taken, writer):
    assert writer.submit(partial(write, name="a")).exception()
    assert writer.trouble == TOO_LONG
    taken.close()
    assert is_over(writer)


def test_one_that_fails_by_itself_is_no_trouble(writer):
    assert writer.submit(orphan).exception()
    assert writer.trouble is None
