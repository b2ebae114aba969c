"""A start that cannot be: it says why in a line, touches nothing, and does not hang."""

from contextlib import contextmanager

import pytest
from sqlalchemy import text

from service.store import Store
from tests.faults import troubles
from tests.faults.served import served_on
from tests.faults.troubles import file_of, hasty


@contextmanager
def of_a_newer_version(served):
    store = Store(served.database)
    with store.transaction() as tx:
        tx.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    yield


@contextmanager
def no_database(served):
    file_of(served).write_bytes(b"This is no database. " * 999)
    yield


@contextmanager
def torn(served):
    """The file's head is of something else."""
    with file_of(served).open("r+b") as file:
        file.write(b"\0" * 4096)
    yield


@contextmanager
def no_folder(served):
    served.settings["COPYDESK_DATABASE_URL"] = "sqlite:////proc/nowhere/copydesk.db"
    yield


@contextmanager
def a_folder(served):
    served.settings["COPYDESK_DATABASE_URL"] = f"sqlite:///{file_of(served).parent}"
    yield


@contextmanager
def no_such_engine(served):
    served.settings["COPYDESK_DATABASE_URL"] = "mysql://u:sentinel@localhost/copydesk"
    yield


@contextmanager
def served_already(served):
    serving = Store(served.database, serves=True)
    yield
    serving.close()


@pytest.mark.parametrize(
    ("spoilt", "says", "status"),
    [
        pytest.param(of_a_newer_version, "newer version", 1, id="a newer version's"),
        pytest.param(no_database, "cannot be opened", 1, id="no database"),
        pytest.param(torn, "cannot be opened", 1, id="a torn file"),
        pytest.param(no_folder, "folder cannot be written to", 1, id="no such folder"),
        pytest.param(a_folder, "cannot be opened", 1, id="a folder"),
        pytest.param(no_such_engine, "COPYDESK_DATABASE_URL", 2, id="another engine"),
        pytest.param(served_already, "there can be only one", 1, id="served already"),
        pytest.param(troubles.read_only, "cannot be written to", 1, id="read-only files"),
        pytest.param(troubles.turn_taken, "too long", 1, id="another turn does not end"),
        pytest.param(troubles.locked, "cannot be opened", 1, id="locked by another program"),
    ],
)
def test_a_start_that_cannot_be_says_why_in_a_line(tmp_path, spoilt, says, status):
    with served_on(f"sqlite:///{tmp_path}/copydesk.db", tmp_path) as served, spoilt(served):
        before = file_of(served).read_bytes()
        served.begin(hasty)
        served.life.join(30)
        (line,) = served.log.read_text().splitlines()
        assert file_of(served).read_bytes() == before
    assert line.startswith("copydesk: ")
    assert says in line
    assert "sentinel" not in line
    assert served.life.exitcode == status
