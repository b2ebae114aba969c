"""A large archive: what is read of it costs what it costs of a small one, and an old one is kept."""

import pytest

from benchmarks.archive import SMALL, questions
from benchmarks.filling import fill
from service.store import Store
from tests.backroom import at, notice, payload, stated
from tests.databases import copy_as_of, rows

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


@pytest.fixture
def older(request, database, tmp_path):
    """The URL of another database of the kind, in which there is nothing yet."""
    if database.startswith("sqlite"):
        yield f"sqlite:///{tmp_path}/older.db"
        return
    server = request.getfixturevalue("postgres")
    yield (url := server.database())
    server.drop(url)


def listed(url):
    """What may be found by what."""
    tables = ("SELECT * FROM article_terms", "SELECT * FROM change_terms")
    return [sorted(rows(url, table)) for table in tables]


def test_what_an_older_version_kept_is_found_as_before(room, older):
    room.send(payload(section="sport", tags=["a", "é"], authors=[{"name": "Ada Quill"}]))
    room.send(payload(section="world", tags=["a"], expires_at=stated(30)), at(1))
    room.send(payload(external_id="hg-2", language="fr", embargoed_until=stated(9)), at(2))
    room.send(payload(external_id="hg-3"), at(3))
    room.send(notice("withdrawn", external_id="hg-3"), at(4))
    room.send(notice("withdrawn", external_id="hg-4"), at(5))
    room.tick(at(10))
    copy_as_of("0003", room.database, older)
    Store(older).close()
    assert all(listed(older))
    assert listed(older) == listed(room.database)
