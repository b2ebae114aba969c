"""The store: what is promised is on the disk, in order, once, whoever else falls."""

import fcntl
import os
import signal
import stat
import subprocess
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import event, text
from sqlmodel import SQLModel

from service.model.access import Feed, Partner, Source
from service.model.errors import AlreadyThere, NoSuchThing, Unavailable
from service.store import Store, Writer
from service.store.engine import writing_engine
from service.store.lock import WriteLock
from service.store.schema import migrate
from service.store.writer import GROUP
from tests.backroom import contents
from tests.make import NOON
from tests.scribe import change, write

ROOT = Path(__file__).parents[1]
LIVES = 10


@pytest.fixture
def path(tmp_path):
    return tmp_path / "copydesk.db"


@pytest.fixture
def store(path):
    opened = Store(f"sqlite:///{path}")
    yield opened
    opened.close()


@pytest.fixture
def writer(store):
    opened = Writer(store)
    yield opened
    opened.close()


def log(store):
    with store.snapshot() as tx:
        rows = tx.log.after(0, limit=9_999)
        assert tx.log.head().sequence == len(rows)
    return [(logged.sequence, logged.change.article) for logged in rows]


def head(store):
    with store.snapshot() as tx:
        return tx.log.head()


@contextmanager
def scribe(path, lives=1):
    """Another process that writes; its lines, as it prints them."""
    command = [sys.executable, "-m", "tests.scribe", f"sqlite:///{path}", str(lives)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout
        try:
            yield process.stdout
        finally:
            os.killpg(process.pid, signal.SIGKILL)


# How it is opened


def asked(tx, *names):
    return {name: tx.connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in names}


SAFE = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": 5000,
    "trusted_schema": 0,
}


@pytest.mark.parametrize(
    ("serves", "pages"),
    [
        pytest.param(True, 1000, id="the process that serves checkpoints"),
        pytest.param(False, 0, id="any other does not"),
    ],
)
def test_the_connection_that_writes_is_safe(path, serves, pages):
    opened = Store(f"sqlite:///{path}", serves=serves)
    with opened.transaction() as tx:
        assert asked(tx, *SAFE) == SAFE
        assert asked(tx, "query_only", "wal_autocheckpoint") == {
            "query_only": 0,
            "wal_autocheckpoint": pages,
        }
    opened.close()


def test_every_connection_that_reads_is_safe_and_cannot_write(store):
    with (
        store.snapshot() as first,
        store.snapshot() as second,
        store.snapshot() as third,
        store.snapshot() as fourth,
    ):
        for tx in (first, second, third, fourth):
            assert asked(tx, *SAFE) == SAFE
            assert asked(tx, "query_only", "wal_autocheckpoint") == {
                "query_only": 1,
                "wal_autocheckpoint": 0,
            }


def test_a_reader_cannot_write(store, path):
    before = contents(path)
    with pytest.raises(Unavailable), store.snapshot() as tx:
        tx.log.configured(NOON)
    assert contents(path) == before


def test_the_files_are_their_owners_alone_as_they_hold_secrets(store, path):
    with store.transaction() as tx:
        write(tx, "a")
    names = [path, path.with_name("copydesk.db-wal"), path.with_name("copydesk.db-shm")]
    assert [stat.S_IMODE(name.stat().st_mode) for name in names] == [0o600] * 3


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("sqlite://", id="no file"),
        pytest.param("sqlite:///:memory:", id="in memory"),
        pytest.param("postgresql://localhost/a", id="another database"),
    ],
)
def test_a_database_that_is_no_file_is_refused(url, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match="must name a SQLite file"):
        Store(url)
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_cannot_be_opened_is_unavailable(tmp_path):
    path = tmp_path / "copydesk.db"
    path.write_bytes(b"This is no database." * 99)
    with pytest.raises(Unavailable):
        Store(f"sqlite:///{path}")


# Migrations


def test_the_migrations_give_exactly_the_tables_that_the_code_expects(store):
    with store.snapshot() as tx:
        context = MigrationContext.configure(tx.connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_migrating_twice_changes_nothing(store, path):
    with store.transaction() as tx:
        write(tx, "a")
    before = contents(path)
    Store(f"sqlite:///{path}").close()
    assert contents(path) == before


class Cut(BaseException):
    """The power went."""


def cut_off(path, after):
    """Migrate, but for all statements after so many; return whether there were any."""
    engine = writing_engine(f"sqlite:///{path}", checkpoints=False)
    left = iter(range(after))

    @event.listens_for(engine, "before_cursor_execute")
    def count_down(*_):
        if next(left, None) is None:
            raise Cut

    try:
        with engine.begin() as connection:
            migrate(connection)
    except Cut:
        return True
    finally:
        engine.dispose()
    return False


def test_a_migration_that_is_cut_off_anywhere_leaves_nothing_and_the_next_start_does_it_all(
    tmp_path,
):
    whole = Store(f"sqlite:///{tmp_path}/whole.db")
    after = 0
    while cut_off(path := tmp_path / f"{after}.db", after):
        assert contents(path) == ["BEGIN TRANSACTION;", "COMMIT;"]
        store = Store(f"sqlite:///{path}")
        assert schema(store) == schema(whole)
        assert head(store).sequence == 0
        store.close()
        after += 1
    whole.close()
    assert after > 20


def schema(store):
    with store.snapshot() as tx:
        return tx.connection.execute(text("SELECT name, sql FROM sqlite_schema")).all()


# Transactions


def test_a_transaction_that_raises_did_not_happen(store, path):
    before = contents(path)
    with pytest.raises(LookupError), store.transaction() as tx:
        careless(tx)
    assert contents(path) == before


def test_a_snapshot_is_one_state_however_long_it_takes(store):
    with store.snapshot() as old:
        before = old.log.head()
        with store.transaction() as tx:
            write(tx, "a")
            tx.log.configured(NOON)
        assert old.log.head() == before
        assert old.articles.find("a") is None
        assert old.log.after(0, limit=9) == ()
    now = head(store)
    assert (now.sequence, now.configuration_epoch) == (1, before.configuration_epoch + 1)
    assert now.log_epoch == before.log_epoch


def test_what_is_kept_comes_back_as_it_was(store):
    with store.transaction() as tx:
        write(tx, "a")
    with store.snapshot() as tx:
        record = tx.articles.find("a")
        (logged,) = tx.log.after(0, limit=9)
        assert tx.log.head().configured_at.utcoffset() is not None
    assert (record.article.id, record.standing.first, record.revision) == ("a", NOON, 1)
    assert logged.change == change("a")


def test_an_article_that_is_not_there_cannot_be_logged(store):
    with pytest.raises(Unavailable), store.transaction() as tx:
        tx.log.append(change("nobody"))
    assert log(store) == []


def test_the_head_and_the_log_agree_when_changes_come_many_at_a_time(store):
    for names in (["a", "b", "c"], [], ["d"]):
        with store.transaction() as tx:
            for name in names:
                write(tx, name)
    assert log(store) == [(1, "a"), (2, "b"), (3, "c"), (4, "d")]


# The writer


def test_the_log_is_dense_and_in_the_order_of_commits_whoever_writes(store, writer, path):
    mine = [f"{thread}-{number}" for thread in "abcdefgh" for number in range(20)]
    seen = []
    with scribe(path) as lines, ThreadPoolExecutor(8) as threads:
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
    tx.connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    tx.connection.execute(text("INSERT INTO keys VALUES ('k', 'nobody', '', '[]', '', NULL)"))


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


# The lock


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


# kill -9


def test_kill_9_loses_nothing_that_was_acknowledged(path):
    acked: list[str] = []
    with scribe(path, LIVES) as lines:
        process = patience = 0
        for line in lines:
            word, said = line.split()
            if word == "pid":
                process, patience = int(said), len(acked) + 1 + 5 * (len(acked) % 7)
                continue
            acked.append(said)
            if len(acked) == patience:
                os.kill(process, signal.SIGKILL)
    store = Store(f"sqlite:///{path}")
    with store.snapshot() as tx:
        assert tx.connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
        kept = [tx.articles.find(name) for name in acked]
    whole = log(store)
    store.close()
    assert len({name.partition("-")[0] for name in acked}) == LIVES
    assert [record and record.id for record in kept] == acked
    assert [sequence for sequence, _ in whole] == list(range(1, len(whole) + 1))
    assert set(acked) <= {article for _, article in whole}


# Who sends and who reads


def test_a_name_is_given_once(store):
    with store.transaction() as tx:
        everything = tx.partners.product("everything")
        source = Source(slug="a", name="A", url="https://a.example/", secrets=("whsec_YQ==",))
        partner = Partner(slug="a", name="A", products=(everything,))
        feed = Feed(name="a", title="A", product=everything, items=7)
        tx.sources.add(source)
        tx.partners.add(partner)
        tx.feeds.add(feed)
        for again in (
            partial(tx.sources.add, source),
            partial(tx.partners.add, partner),
            partial(tx.feeds.add, feed),
        ):
            with pytest.raises(AlreadyThere):
                again()
    with store.snapshot() as tx:
        assert (tx.sources.find("a"), tx.sources.all()) == (source, (source,))
        assert (tx.partners.find("a"), tx.partners.all()) == (partner, (partner,))
        assert (tx.feeds.find("a"), tx.feeds.all()) == (feed, (feed,))


def test_what_is_not_there_is_not_found(store):
    with store.transaction() as tx:
        assert tx.sources.find("a") is None
        assert tx.partners.find("a") is None
        assert tx.feeds.find("a") is None
        assert tx.partners.key("a") is None
        for ask in (
            partial(tx.partners.product, "a"),
            partial(tx.partners.revoke, "a", at=NOON),
        ):
            with pytest.raises(NoSuchThing):
                ask()
