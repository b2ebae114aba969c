"""What many tests need: a newsroom of one's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.newsroom import Newsroom, newsroom_in


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    """The real service on a new database."""
    with newsroom_in(tmp_path) as opened:
        yield opened
