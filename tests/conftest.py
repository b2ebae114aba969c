"""What many tests need: a store, or a newsroom, of one's own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from service.store import Store
from tests.newsroom import Newsroom, newsroom_in

COPYDESK = Path(sys.executable).with_name("copydesk")
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    """The real service on a new database."""
    with newsroom_in(tmp_path) as opened:
        yield opened


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the test's database is."""
    return tmp_path / "copydesk.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """A new database."""
    opened = Store(f"sqlite:///{path}")
    yield opened
    opened.close()


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
