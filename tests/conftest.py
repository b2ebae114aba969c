"""What many tests need: a store, or a newsroom, of one's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.store import Store
from tests.newsroom import Newsroom, newsroom_in


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
