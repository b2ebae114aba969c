"""Where the log stands, as those know it who keep what was shown."""

import time
from contextlib import contextmanager, suppress

import psycopg
import pytest
from sqlalchemy import NullPool, create_engine

from service.model.errors import Unavailable
from service.store import FRESH, Store
from service.store.watch import POLL, ServerWatch
from tests.databases import on_a_server
from tests.make import NOON
from tests.scribe import log, running, write


def head(store):
    with store.snapshot() as tx:
        return tx.log.head()


def publish(store, name="a"):
    with store.transaction() as tx:
        write(tx, name)


def configure(store):
    with store.transaction() as tx:
        tx.log.configured(NOON)


def soon(true, seconds=1.0):
    """Whether something is so within a second."""
    until = time.monotonic() + seconds
    while not true() and time.monotonic() < until:
        time.sleep(0.005)
    return true()


@pytest.fixture
def other(store, database):
    """Another process, as far as the database can tell."""
    opened = Store(database)
    yield opened
    opened.close()


@pytest.mark.parametrize("move", [publish, configure])
def test_what_is_committed_here_is_known_before_it_is_acknowledged(store, move):
    watch = store.watch()
    before = watch.head()
    move(store)
    assert watch.head() == head(store) != before


@pytest.mark.parametrize("move", [publish, configure])
def test_what_another_process_commits_is_known_soon(store, other, move):
    watch = store.watch()
    before = watch.head()
    move(other)
    assert soon(lambda: watch.head() != before)
    assert watch.head() == head(store)


def test_what_is_undone_or_only_read_moves_nothing(store):
    watch = store.watch()
    before = watch.head()
    with suppress(LookupError), store.transaction() as tx:
        write(tx, "undone")
        raise LookupError
    log(store)
    assert watch.head() == before


@on_a_server
def test_no_answer_that_was_late_takes_back_what_was_committed_here(store, database):
    watch, known = store.watch(), {}
    with running(database) as lines:
        next(line for line in lines if line.startswith("ack"))  # both write from here on
        for number in range(12):
            publish(store, name := f"mine-{number}")
            known[name] = watch.head().sequence
    numbers = {article: sequence for sequence, article in log(store)}
    assert all(sequence >= numbers[name] for name, sequence in known.items())


# On a server


@contextmanager
def watching(url, **how):
    """A watch that asks as often as is said."""
    address = url.replace("postgresql:", "postgresql+psycopg:")
    engine = create_engine(address, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    watch = ServerWatch(engine, **how)
    yield watch
    watch.close()


def lose_notices(url):
    """Have them lost, as a pooler that shares out sessions loses them."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP TRIGGER copydesk_head ON head")


def is_known(watch):
    try:
        watch.head()
    except Unavailable:
        return False
    return True


@on_a_server
def test_what_nobody_confirmed_for_a_second_is_not_known_until_a_notice_comes(store, database):
    with watching(database, poll=60) as watch:
        assert is_known(watch)
        time.sleep(FRESH)
        assert not is_known(watch)
        publish(store)
        assert soon(lambda: is_known(watch))
        assert watch.head() == head(store)


@on_a_server
def test_while_the_server_answers_the_head_is_known(store, database):
    with watching(database) as watch:
        until = time.monotonic() + 2 * FRESH
        while time.monotonic() < until:
            assert is_known(watch)
            time.sleep(0.01)


@on_a_server
def test_where_notices_are_lost_another_process_is_heard_by_asking(store, other, database):
    lose_notices(database)
    with watching(database, poll=60) as deaf:
        watch, before = store.watch(), deaf.head()
        publish(store, "mine")
        assert watch.head() == head(store)
        publish(other, "theirs")
        began = time.monotonic()
        assert soon(lambda: watch.head() == head(store))
        assert time.monotonic() - began < 3 * POLL  # twice for a machine that has much to do
        assert not is_known(deaf) or deaf.head() == before
