"""The store: how it is opened and migrated, and what a transaction is."""

import stat
from functools import partial

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, event, inspect, text
from sqlmodel import SQLModel

from service.model.access import Feed, Partner, Source
from service.model.errors import AlreadyThere, NoSuchThing, Unavailable
from service.store import Store
from tests.databases import contents, on_a_file
from tests.make import NOON
from tests.scribe import change, log, write


def head(store):
    with store.snapshot() as tx:
        return tx.log.head()


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


@on_a_file
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


def test_a_reader_cannot_write(store, database):
    before = contents(database)
    with pytest.raises(Unavailable), store.snapshot() as tx:
        tx.log.configured(NOON)
    assert contents(database) == before


@on_a_file
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
        pytest.param("mysql://localhost/a", id="another database"),
    ],
)
def test_a_database_that_is_neither_a_file_nor_postgresql_is_refused(
    url, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Unavailable, match="SQLite file"):
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


def test_migrating_twice_changes_nothing(store, database):
    with store.transaction() as tx:
        write(tx, "a")
    before = contents(database)
    Store(database).close()
    assert contents(database) == before


def test_a_database_of_a_newer_version_is_left_alone(store, database):
    with store.transaction() as tx:
        tx.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = contents(database)
    with pytest.raises(Unavailable, match="newer version"):
        Store(database)
    assert contents(database) == before


class Cut(BaseException):
    """The power went."""


def cut_off(url, after):
    """Migrate, but for all statements after so many; return whether there were any."""
    left = iter(range(after))

    def count_down(*_):
        if next(left, None) is None:
            raise Cut

    event.listen(Engine, "before_cursor_execute", count_down)
    try:
        Store(url).close()
    except Cut:
        return True
    finally:
        event.remove(Engine, "before_cursor_execute", count_down)
    return False


def test_a_migration_that_is_cut_off_anywhere_leaves_nothing_and_the_next_start_does_it_all(
    empty,
):
    whole = tables_in(empty())
    after = 0
    while cut_off(url := empty(), after):
        assert contents(url) == []
        assert tables_in(url) == whole
        after += 1
    assert after > 20


def tables_in(url):
    """What a database has once it is opened: each table's columns and indexes."""
    store = Store(url)
    with store.snapshot() as tx:
        assert tx.log.head().sequence == 0
        seen = inspect(tx.connection)
        found = {
            name: (
                [(column["name"], str(column["type"])) for column in seen.get_columns(name)],
                sorted(str(index["name"]) for index in seen.get_indexes(name)),
            )
            for name in seen.get_table_names()
        }
    store.close()
    return found


# Transactions


def careless(tx):
    write(tx, "undone")
    tx.log.configured(NOON)
    raise LookupError


def test_a_transaction_that_raises_did_not_happen(store, database):
    before = contents(database)
    with pytest.raises(LookupError), store.transaction() as tx:
        careless(tx)
    assert contents(database) == before


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
