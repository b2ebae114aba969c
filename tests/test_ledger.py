"""The withdrawal ledger: what it keeps, and what a database that forgot is told by it."""

import shutil
import stat
from functools import partial

import pytest

from service import pipeline
from service.model.article import Status
from service.model.decision import Decision
from service.model.errors import Unavailable
from service.model.identity import article_id
from service.model.standing import Outcome
from service.store.ledger import Ledger
from tests.backroom import FELL, SLUG, at, backroom_on, notice, payload
from tests.databases import on_a_file
from tests.make import NOON


def decision(**says):
    """That an article was withdrawn at noon."""
    name = says.get("external_id", "hg-1")
    said = {"article": article_id(SLUG, name), "source": SLUG, "external_id": name}
    return Decision(**{**said, "version": NOON, "withdrawn": True, **says})


FIRST = decision(reason="Wrong river.\nAnd the wrong day.")
SECOND = decision(external_id="hg-2/…", version=at(1), withdrawn=False)


@pytest.fixture
def kept(tmp_path):
    return tmp_path / "folder/copydesk.withdrawals"


# The file


def test_decisions_come_back_as_they_were_a_line_each(kept):
    Ledger(kept).write([FIRST])
    Ledger(kept).write([SECOND])
    assert tuple(Ledger(kept).decisions().values()) == (FIRST, SECOND)
    assert [Decision.model_validate_json(line) for line in kept.read_text().splitlines()] == [
        FIRST,
        SECOND,
    ]


def test_it_is_its_owners_alone(kept):
    Ledger(kept).write([FIRST])
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("order", "holds"),
    [
        pytest.param((0, 1), 1, id="as they came"),
        pytest.param((1, 0), 1, id="the older one last"),
        pytest.param((0, 2), 2, id="of one version, the one that came last"),
        pytest.param((2, 0), 0, id="of one version, the other one last"),
    ],
)
def test_the_newest_decision_on_an_article_holds(kept, order, holds):
    said = (decision(), decision(version=at(1), withdrawn=False), decision(reason="Again."))
    ledger = Ledger(kept)
    ledger.write([said[number] for number in order])
    assert list(ledger.decisions().values()) == [said[holds]]
    ledger.compact()
    assert kept.read_text() == f"{said[holds].model_dump_json()}\n"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


@pytest.mark.parametrize("length", [1, 20, -2, -1])
def test_a_line_that_a_crash_tore_spoils_no_other(kept, length):
    ledger = Ledger(kept)
    ledger.write([FIRST, SECOND])
    text = kept.read_bytes()
    kept.write_bytes(text + text[:length])
    assert list(ledger.decisions().values()) == [FIRST, SECOND]
    third = decision(external_id="hg-3")
    ledger.write([third])
    assert list(ledger.decisions().values()) == [FIRST, SECOND, third]
    assert kept.read_bytes().startswith(text)


def test_a_torn_last_line_is_dropped_and_lines_that_we_do_not_know_are_not(kept):
    ledger = Ledger(kept)
    ledger.write([FIRST])
    whole = kept.read_bytes()
    kept.write_bytes(whole + whole + b'{"article"')
    ledger.compact()
    assert kept.read_bytes() == whole
    kept.write_bytes(b'{"of": "a newer version"}\n' + whole + whole)
    ledger.compact()
    assert b"newer" in kept.read_bytes()
    assert list(ledger.decisions().values()) == [FIRST]


def test_what_cannot_be_written_is_unavailable(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(Unavailable):
        Ledger(tmp_path / "file/copydesk.withdrawals").write([FIRST])
    with pytest.raises(Unavailable):
        Ledger(tmp_path / "file/copydesk.withdrawals").prepare()


def test_without_a_file_nothing_is_kept():
    ledger = Ledger(None)
    ledger.write([FIRST])
    ledger.compact()
    ledger.prepare()
    assert ledger.decisions() == {}


# What is written to it


def told(path):
    """What the ledger beside a database holds: of each article, whether it is withdrawn."""
    file = path.with_name(f"{path.name}.withdrawals")
    return [(one.external_id, one.withdrawn) for one in Ledger(file).decisions().values()]


@on_a_file
def test_a_decision_is_in_the_ledger_once_it_is_acknowledged_and_nothing_else_is(room, path):
    room.send(payload())
    assert told(path) == []
    room.send(notice("withdrawn", at(2)), at(2))
    assert told(path) == [("hg-1", True)]
    room.send(notice("restored", at(1)), at(1))  # stale
    assert told(path) == [("hg-1", True)]
    room.send(notice("restored", at(3)), at(3))
    room.send(notice("withdrawn", at(3), external_id="hg-2"), at(3))
    assert told(path) == [("hg-1", False), ("hg-2", True)]


@on_a_file
def test_a_unit_that_fails_leaves_no_decision(room, path):
    def careless(tx):
        pipeline.withdraw(tx, article_id(SLUG, "hg-1"), reason="Wrong.", clock=lambda: NOON)
        raise LookupError

    room.send(payload())
    assert isinstance(room.desk.writer.submit(careless).exception(), LookupError)
    assert told(path) == []


@on_a_file
def test_a_withdrawal_that_the_ledger_cannot_keep_is_not_acknowledged(room, path):
    room.send(payload())
    path.with_name(f"{path.name}.withdrawals").mkdir()
    with pytest.raises(Unavailable):
        room.send(notice("withdrawn", at(1)), at(1))
    assert room.article().status is Status.USABLE


@on_a_file
def test_a_withdrawal_whose_commit_failed_was_not_acknowledged_and_counts_once_it_is_opened(
    room, path
):
    def doomed(tx):
        pipeline.withdraw(tx, article_id(SLUG, "hg-1"), reason="No.", clock=lambda: at(5))
        tx.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        orphan = "INSERT INTO keys VALUES ('k', 'nobody', '', '[]', '', NULL)"
        tx.connection.exec_driver_sql(orphan)

    room.send(payload())
    assert isinstance(room.desk.writer.submit(doomed).exception(), Unavailable)
    assert (room.article().status, told(path)) == (Status.USABLE, [("hg-1", True)])
    room.close()
    room.open()
    assert room.article().status is Status.CANCELED
    again = room.send(notice("withdrawn", at(5), reason="No."), at(5))
    assert (again.change, again.revision) == (Outcome.UNCHANGED, 2)


# What a database that forgot is told


class Rewound:
    """A backroom, and a backup of its database to go back to; its ledger is no part of that."""

    def __init__(self, room, file, copy):
        self.room, self._file, self._copy = room, file, copy
        room.close()
        if not room.database.startswith("sqlite"):
            self._backup = copy(room.database.rpartition("/")[2])
        else:
            self._backup = shutil.copy(file, file.with_name("backup.db"))
        room.open()

    def rewind(self):
        """Put the database back to where it was."""
        self.room.close()
        if not self.room.database.startswith("sqlite"):
            self.room.database = self._backup
        else:
            shutil.copy(self._backup, self._file)
        self.room.open()


@pytest.fixture
def rewound(database, path, tmp_path, request):
    """A backroom that can be put back to where it stood when it had one article."""
    copies = []

    def copy(name):
        server = request.getfixturevalue("postgres")
        copies.append(server.database(name))
        return copies[-1]

    with backroom_on(database, tmp_path / "copydesk.withdrawals") as room:
        room.send(payload())
        yield Rewound(room, path, copy)
    for url in copies:
        request.getfixturevalue("postgres").drop(url)


WITHDRAWN = notice("withdrawn", at(5), reason="Wrong river.")


def test_a_backup_that_is_older_than_a_withdrawal_does_not_revive_it(rewound):
    room = rewound.room
    room.send(WITHDRAWN, at(5))
    rewound.rewind()
    assert room.article().status is Status.CANCELED
    assert room.record().standing.reason == "Wrong river."
    assert room.kinds() == ["published", "withdrawn"]
    assert room.log()[-1].change.shown_before
    room.send(payload(body=FELL), at(4))  # what came between is sent again
    assert room.article().status is Status.CANCELED


def test_a_withdrawal_of_what_the_backup_does_not_hold_yet_holds_when_it_comes(rewound):
    room = rewound.room
    room.send(payload(external_id="hg-2"), at(1))
    room.send(WITHDRAWN | {"data": {"external_id": "hg-2"}}, at(5))
    rewound.rewind()
    assert room.record("hg-2").standing.withdrawn
    receipt = room.send(payload(external_id="hg-2"), at(1))
    assert [doubt.rule for doubt in receipt.doubts] == ["receipt/withdrawn"]
    assert room.article("hg-2").status is Status.CANCELED


def test_an_article_that_was_restored_since_the_backup_stays_so(rewound):
    room = rewound.room
    room.send(WITHDRAWN, at(5))
    room.send(notice("restored", at(6)), at(6))
    rewound.rewind()
    assert room.article().status is Status.USABLE
    room.send(WITHDRAWN, at(5))
    assert room.article().status is Status.USABLE


def test_the_operators_word_outlives_a_restored_backup_too(rewound):
    room = rewound.room
    unit = partial(
        pipeline.withdraw,
        article=article_id(SLUG, "hg-1"),
        reason="Wrong.",
        clock=lambda: at(7),
    )
    room.desk.writer.submit(unit).result()
    rewound.rewind()
    assert room.record().standing.reason == "Wrong."


def test_opening_a_database_that_forgot_nothing_changes_nothing(rewound):
    room = rewound.room
    room.send(WITHDRAWN, at(5))
    before = room.everything()
    room.close()
    room.open()
    assert room.everything() == before


def test_a_database_is_told_of_many_decisions_at_once(rewound):
    room = rewound.room
    names = [f"hg-{number}" for number in range(501)]
    futures = [room.post(WITHDRAWN | {"data": {"external_id": name}}, at(5)) for name in names]
    for future in futures:
        future.result()
    rewound.rewind()
    ((count,),) = room.rows("SELECT count(*) FROM articles WHERE status IS NULL")
    assert count == 500
    assert room.article().status is Status.CANCELED
