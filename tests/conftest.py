"""What many tests need: a store, or a newsroom, of one's own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from service.store import Store
from tests.backroom import Backroom, backroom_on
from tests.newsroom import Newsroom, newsroom_on
from tests.postgres import Server, server

COPYDESK = Path(sys.executable).with_name("copydesk")
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL that hands out databases."""
    with server() as running:
        yield running


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the test's database is, where it is a file."""
    return tmp_path / "copydesk.db"


@pytest.fixture
def file(path: Path) -> str:
    """The URL of a new SQLite file."""
    return f"sqlite:///{path}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a new database: of each kind in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/copydesk.db"
        return
    running: Server = request.getfixturevalue("postgres")
    url = running.migrated()
    yield url
    running.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Make new databases, in which there is nothing yet: each call returns the URL of one."""
    if request.param == "sqlite":
        names = count()
        return lambda: f"sqlite:///{tmp_path}/{next(names)}.db"
    running: Server = request.getfixturevalue("postgres")
    return running.database


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """A new database, opened."""
    opened = Store(database)
    yield opened
    opened.close()


@pytest.fixture
def room(database: str) -> Iterator[Backroom]:
    """A backroom on a new database."""
    with backroom_on(database) as opened:
        yield opened


@pytest.fixture
def newsroom(database: str) -> Iterator[Newsroom]:
    """The real service on a new database."""
    with newsroom_on(database) as opened:
        yield opened


@pytest.fixture
def copydesk(tmp_path: Path) -> Run:
    """Run a command in an empty folder, on a database of its own."""
    clean = {name: value for name, value in os.environ.items() if "COPYDESK" not in name}

    def run(
        *words: str, stdin: str = "", **settings: str
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [COPYDESK, *words],
            input=stdin,
            env=clean | {"PYTHONDONTWRITEBYTECODE": ""} | settings,  # quicker the second time
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def undone(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """A database that a whole page of tests shares, as each of them undoes what it did."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('undone')}/copydesk.db"
    else:
        running: Server = request.getfixturevalue("postgres")
        url = running.migrated()
    opened = Store(url)
    yield opened
    opened.close()
