"""The space in reserve: on a disk that is full an article can still be withdrawn, and that alone."""

import errno
import sqlite3
import stat
from functools import partial

import pytest
from sqlalchemy.exc import OperationalError

from service import pipeline
from service.model.article import Status
from service.model.errors import Unavailable
from service.model.identity import article_id
from service.model.standing import Outcome
from service.store.ledger import Ledger
from service.store.reserve import MARGIN, SIZE, Reserve, is_full
from tests.backroom import FELL, SLUG, at, backroom_on, notice, payload
from tests.databases import on_a_server
from tests.disk import MIB, fill, small_disk
from tests.newsroom import newsroom_on, until

FULL = "The disk is full"


@pytest.fixture
def disk(tmp_path):
    with small_disk(tmp_path / "disk", 40) as folder:
        yield folder


@pytest.fixture
def room(disk):
    """A backroom on a small disk, with three articles."""
    with backroom_on(f"sqlite:///{disk}/copydesk.db") as opened:
        for number in range(1, 4):
            opened.send(payload(external_id=f"hg-{number}"))
        yield opened


def withdraw(room, number, minute=5):
    return room.send(notice("withdrawn", at(minute), external_id=f"hg-{number}"), at(minute))


def is_refused(room, name):
    """Whether there is no room for a first event."""
    with pytest.raises(Unavailable, match=FULL):
        room.send(payload(external_id=name, body=f"<p>{'Rivers rose. ' * 9_999}</p>"))
    return room.record(name) is None


def test_space_is_really_set_aside_and_its_owners_alone(room, disk):
    kept = (disk / "copydesk.db.reserve").stat()
    assert (kept.st_size, kept.st_blocks * 512) == (SIZE, SIZE)
    assert stat.S_IMODE(kept.st_mode) == 0o600
    assert not room.store.short


def test_an_article_is_withdrawn_on_a_full_disk_and_nothing_else_is_written(room, disk, caplog):
    filler = fill(disk)
    assert is_refused(room, "a")
    assert not room.store.short  # it is not given up for less
    assert withdraw(room, 1).change is Outcome.WITHDRAWN
    assert room.store.short
    assert "set aside for withdrawals is given up: free 20 MiB" in caplog.text
    assert is_refused(room, "b")
    assert withdraw(room, 2).change is Outcome.WITHDRAWN
    with pytest.raises(Unavailable, match=FULL):
        room.send(notice("restored", at(9)), at(9))
    ticked = room.desk.writer.submit(partial(pipeline.tick, now=at(9)))
    assert ticked.result() == 0  # it had nothing to write
    assert [room.article(f"hg-{n}").status for n in (1, 2, 3)] == [
        *(Status.CANCELED, Status.CANCELED, Status.USABLE)
    ]
    ledger = Ledger(disk / "copydesk.db.withdrawals")
    assert [one.external_id for one in ledger.decisions().values()] == ["hg-1", "hg-2"]
    filler.unlink()
    assert room.send(payload(body=FELL), at(6)).change is Outcome.UPDATED
    assert not room.store.short
    assert (disk / "copydesk.db.reserve").stat().st_size == SIZE
    assert "some of it is set aside anew" in caplog.text
    assert room.rows("PRAGMA integrity_check") == [("ok",)]


def test_a_withdrawal_that_comes_among_others_gets_the_room_and_they_do_not(room, disk):
    fill(disk)
    story = payload(body=f"<p>{'Rivers rose. ' * 9_999}</p>")
    futures = [room.post(story | {"external_id": f"a-{number}"}) for number in range(4)]
    futures.insert(2, room.post(notice("withdrawn", at(5)), at(5)))
    errors = [future.exception() for future in futures]
    assert [type(error) for error in errors] == [
        *(Unavailable, Unavailable, type(None), Unavailable, Unavailable)
    ]
    assert room.article().status is Status.CANCELED
    assert [logged.sequence for logged in room.log()] == [1, 2, 3, 4]


def test_a_service_starts_on_a_full_disk_and_still_withdraws(room, disk):
    fill(disk)
    withdraw(room, 1)
    for number in (2, 3):
        room.close()
        room.open()
        assert room.store.short
        assert is_refused(room, "b")
        assert withdraw(room, number).change is Outcome.WITHDRAWN
    assert room.article("hg-1").status is Status.CANCELED


def test_a_service_that_was_not_running_when_the_disk_filled_starts_on_it(room, disk):
    room.close()
    fill(disk)
    room.open()
    assert withdraw(room, 1).change is Outcome.WITHDRAWN


def test_a_command_beside_the_service_withdraws_on_a_full_disk(room, disk):
    fill(disk)
    beside = pipeline.open_store(room.database, clock=lambda: at(5))
    article = article_id(SLUG, "hg-1")
    beside.write(lambda tx: pipeline.withdraw(tx, article, reason="No.", clock=lambda: at(5)))
    with pytest.raises(Unavailable, match=FULL), beside.transaction():
        pytest.fail("there is room")
    beside.close()
    assert room.article().status is Status.CANCELED
    assert room.store.short


def test_an_event_that_was_taken_in_before_is_told_so_on_a_full_disk(room, disk):
    first = room.post(payload(external_id="hg-4"), name="msg_a").result()
    fill(disk)
    withdraw(room, 1)
    again = room.post(payload(external_id="hg-4"), name="msg_a").result()
    assert (again.again, again.receipt) == (True, first.receipt)


def test_a_full_disk_is_told_over_http_and_reads_go_on_and_it_is_over_by_itself(disk):
    with newsroom_on(f"sqlite:///{disk}/copydesk.db") as newsroom:
        article = newsroom.publish().json()["id"]
        newsroom.publish(external_id="hg-2", title="Ferries sail")
        filler = fill(disk)
        assert newsroom.withdraw().status_code == 200
        assert newsroom.client.get("/health/ready").json()["disk"] == "full"
        refused = newsroom.publish(external_id="hg-3")
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
        assert refused.json()["detail"].startswith(FULL)
        assert newsroom.get(f"/v1/articles/{article}").status_code == 410
        assert newsroom.ids() == ["hg-2"]
        filler.unlink()
        until(lambda: newsroom.client.get("/health/ready").json()["disk"] == "free")
        assert newsroom.publish(external_id="hg-3").status_code == 201


@on_a_server
def test_a_ledger_beside_a_server_has_a_reserve_of_its_own(database, disk):
    with backroom_on(database, disk / "copydesk.withdrawals") as room:
        room.send(payload())
        filler = fill(disk)
        assert withdraw(room, 1).change is Outcome.WITHDRAWN
        assert (room.store.short, (disk / "copydesk.withdrawals").stat().st_size > 0) == (
            True,
            True,
        )
        assert room.send(payload(external_id="hg-2")).change is Outcome.NEW  # elsewhere
        filler.unlink()
        room.tick(at(9))
        assert not room.store.short


def test_without_room_for_a_reserve_there_is_none_and_writing_goes_on_while_it_can(
    tmp_path, caplog
):
    with small_disk(tmp_path / "disk", 12) as folder:
        with backroom_on(f"sqlite:///{folder}/copydesk.db") as room:
            assert room.send(payload()).change is Outcome.NEW
            assert not room.store.short
            fill(folder)
            with pytest.raises(Unavailable, match=FULL):
                withdraw(room, 1)
            assert room.article().status is Status.USABLE
        assert not (folder / "copydesk.db.reserve").exists()
    assert caplog.text.count("no room on the disk to set aside") == 1


# The file


def test_it_is_made_only_where_there_is_room_for_more(tmp_path):
    with small_disk(tmp_path / "disk", (SIZE + MARGIN) // MIB) as folder:
        file = folder / "copydesk.db.reserve"
        reserve = Reserve(file, makes=True)
        (folder / "other").write_bytes(b"a")
        assert not reserve.keep()
        assert list(folder.iterdir()) == [folder / "other"]
        (folder / "other").unlink()
        reserve.keep()
        assert file.stat().st_size == SIZE


def test_who_does_not_serve_makes_none_but_makes_it_anew(tmp_path):
    file = tmp_path / "copydesk.db.reserve"
    beside = Reserve(file, makes=False)
    assert not beside.keep()
    assert not beside.spend()
    assert not file.exists()
    Reserve(file, makes=True).keep()
    assert beside.spend()
    assert not beside.spend()
    assert beside.is_spent
    assert not beside.keep()
    assert file.stat().st_size == SIZE


def sqlite_error(code):
    error = sqlite3.OperationalError()
    error.sqlite_errorcode = code
    return OperationalError("", {}, error)


@pytest.mark.parametrize(
    ("error", "full"),
    [
        pytest.param(OSError(errno.ENOSPC, ""), True, id="no space left"),
        pytest.param(OSError(errno.EDQUOT, ""), True, id="no quota left"),
        pytest.param(OSError(errno.EFBIG, ""), True, id="the file may not grow"),
        pytest.param(OSError(errno.EACCES, ""), False, id="not allowed"),
        pytest.param(sqlite_error(sqlite3.SQLITE_FULL), True, id="SQLite: full"),
        pytest.param(sqlite_error(sqlite3.SQLITE_IOERR_WRITE), True, id="SQLite: write failed"),
        pytest.param(sqlite_error(sqlite3.SQLITE_BUSY), False, id="SQLite: busy"),
        pytest.param(OperationalError("", {}, Exception()), False, id="another database"),
        pytest.param(None, False, id="nothing"),
    ],
)
def test_what_a_full_disk_looks_like(error, full):
    assert is_full(error) is full
