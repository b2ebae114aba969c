"""`make run`: a newcomer's first minute."""

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import feedparser
import pytest

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the sample newsroom in it, and the commands where make puts them."""
    shutil.copytree(ROOT / "deploy/sample", tmp_path / "deploy/sample")
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv/bin").symlink_to(BIN)
    return tmp_path


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Run the sample newsroom and yield what it printed; stop it as Ctrl-C would."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "COPYDESK_PORT": str(port), "PYTHONDONTWRITEBYTECODE": ""}
    process = subprocess.Popen(
        [sys.executable, "deploy/sample/run.py"],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    told = ""
    for line in process.stdout:
        told += line
        if "Stop with Ctrl-C" in line:
            break
    try:
        yield told
    finally:
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(timeout=20) == 0
        process.stdout.close()


def stored(folder: Path) -> list[str]:
    """Return all that the database holds."""
    connection = sqlite3.connect(folder / "var/copydesk.db")
    dump = list(connection.iterdump())
    connection.close()
    return dump


def commands(told: str) -> dict[str, str]:
    """Return the commands to try, by what they show."""
    return dict(re.findall(r"^  (\w[\w ]+?)  +(\S.*)$", told, re.MULTILINE))


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_every_line_that_is_printed_works(folder):
    with running(folder) as told:
        port = told.partition("http://127.0.0.1:")[2].partition("/")[0]
        tried = {
            name: subprocess.run(
                ["sh", "-c", command],
                cwd=folder,
                env={**os.environ, "COPYDESK_PORT": port},
                capture_output=True,
                text=True,
                check=True,
            ).stdout
            for name, command in commands(told).items()
        }
    assert set(tried) == {"the articles", "one article", "the RSS feed", "send one"}
    assert len(json.loads(tried["the articles"])["articles"]) == 3
    assert json.loads(tried["one article"])["headline"]
    feed = feedparser.parse(tried["the RSS feed"])
    assert (bool(feed.bozo), len(feed.entries)) == (False, 8)
    assert json.loads(tried["send one"])["change"] == "unchanged"


def test_run_twice_it_changes_nothing(folder):
    with running(folder):
        pass
    before, keys = stored(folder), (folder / "var/sample.env").read_text()
    with running(folder):
        pass
    assert stored(folder) == before
    assert (folder / "var/sample.env").read_text() == keys


def test_its_keys_are_its_owners_alone(folder):
    with running(folder):
        pass
    for name in ("sample.env", "secret.key", "copydesk.db"):
        assert stat.S_IMODE((folder / "var" / name).stat().st_mode) == 0o600
