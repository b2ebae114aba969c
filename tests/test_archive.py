"""A large archive: what is read of it costs what it costs of a small one, and an old one is kept."""

import pytest
from sqlalchemy import text

from benchmarks.archive import SMALL, questions
from benchmarks.filling import fill
from service.store import Store
from tests.backroom import at, notice, payload, stated

STEPS = 50
"""The database's own measure of work: instructions of its machine, counted by so many."""


@pytest.fixture(scope="module")
def archives(tmp_path_factory):
    """A small archive and one that is five times as large."""
    folder = tmp_path_factory.mktemp("archive")
    opened = []
    for count in (SMALL, 5 * SMALL):
        url = f"sqlite:///{folder}/{count}.db"
        fill(url, count)
        opened.append(Store(url))
    yield tuple(opened)
    for store in opened:
        store.close()


def work(store, question):
    """How much work the database has with a question."""
    counted = 0

    def count():
        nonlocal counted
        counted += STEPS

    with store.snapshot() as tx:
        connection = tx.connection.connection.driver_connection
        connection.set_progress_handler(count, STEPS)
        question(tx)
        connection.set_progress_handler(None, STEPS)
    return counted


@pytest.mark.parametrize("name", questions(SMALL))
def test_a_larger_archive_is_no_more_work(archives, name):
    small, large = archives
    less = work(small, questions(SMALL)[name])
    more = work(large, questions(5 * SMALL)[name])
    assert more <= 1.2 * less + 10 * STEPS


BEFORE = (
    "DROP TABLE article_terms",
    "DROP TABLE change_terms",
    "DROP INDEX articles_due",
    "ALTER TABLE articles DROP COLUMN due_at",
    "CREATE INDEX articles_expiring ON articles (shown, expires_at)",
    "CREATE INDEX articles_newest ON articles (status, published_at, id)",
    "CREATE INDEX articles_opening ON articles (shown, opens_at)",
    "UPDATE alembic_version SET version_num = '0003'",
)
"""What makes a database of version 0003 of a new one."""


def listed(room):
    """What may be found by what."""
    found = (room.rows("SELECT * FROM article_terms"), room.rows("SELECT * FROM change_terms"))
    return [sorted(rows) for rows in found]


def test_what_an_older_version_kept_is_found_as_before(room):
    room.send(payload(section="sport", tags=["a", "é"], authors=[{"name": "Ada Quill"}]))
    room.send(payload(section="world", tags=["a"], expires_at=stated(30)), at(1))
    room.send(payload(external_id="hg-2", language="fr", embargoed_until=stated(9)), at(2))
    room.send(payload(external_id="hg-3"), at(3))
    room.send(notice("withdrawn", external_id="hg-3"), at(4))
    room.send(notice("withdrawn", external_id="hg-4"), at(5))
    room.tick(at(10))
    before = listed(room)
    assert all(before)
    with room.store.transaction() as tx:
        for statement in BEFORE:
            tx.connection.execute(text(statement))
    room.close()
    room.open()
    assert listed(room) == before
