"""Several processes on one PostgreSQL, and one that cannot be opened."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient

from service.cli import main
from service.settings import Settings
from service.web.app import create_app
from tests.databases import on_a_server, rows

COPYDESK = Path(sys.executable).with_name("copydesk")


@on_a_server
def test_every_process_signs_cursors_with_one_key_that_nobody_set(database):
    found = []
    for _ in range(2):
        app = create_app(Settings(database_url=database, _env_file=None))
        with TestClient(app):
            found.append(app.state.house.keys.cursors)
    assert found[0] == found[1]
    assert len(found[0]) >= 32


@on_a_server
@pytest.mark.parametrize(
    ("end", "status"),
    [
        pytest.param(signal.SIGTERM, 0, id="they are told to stop"),
        pytest.param(signal.SIGKILL, -signal.SIGKILL, id="who supervises them is killed"),
    ],
)
def test_several_workers_serve_one_database_until(database, copydesk, tmp_path, end, status):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {"COPYDESK_DATABASE_URL": database, "COPYDESK_PORT": str(port)}
    added = copydesk("feed", "add", "news", "--title", "N", "--public", "--json", **settings)
    feed = json.loads(added.stdout)["urls"]["rss"]
    with (tmp_path / "log").open("wb") as log:
        serving = subprocess.Popen(
            [COPYDESK, "serve", "--workers", "2"],
            cwd=tmp_path,
            env=os.environ | settings,
            stdout=log,
            stderr=log,
        )
    try:
        until(lambda: listening(database) == 2)
        until(lambda: httpx.get(feed).is_success)
        serving.send_signal(end)
        assert serving.wait(timeout=20) == status
        until(lambda: listening(database) == 0)
    finally:
        serving.kill()


def listening(database):
    """How many processes wait for notices."""
    [(count,)] = rows(
        database,
        "SELECT count(DISTINCT pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND query LIKE '%FROM head%' "
        "AND pid <> pg_backend_pid()",
    )
    return count


def until(true, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with suppress(httpx.TransportError):
            if true():
                return
        time.sleep(0.1)
    pytest.fail(f"not within {seconds} s")


NOWHERE = "postgresql://copydesk:sentinel@127.0.0.1:1/copydesk"


@pytest.mark.parametrize(
    ("url", "says"),
    [
        pytest.param(NOWHERE, "Connection refused", id="no server"),
        pytest.param("{server}/nowhere", '"nowhere" does not exist', id="no database"),
        pytest.param("{nobody}/postgres", '"nobody" does not exist', id="no such user"),
        pytest.param(
            "postgresql://copydesk:sentinel@host.invalid/x", "host.invalid", id="no such host"
        ),
        pytest.param("postgresql://u:sentinel@h/x?a=b", "libpq", id="no such option"),
        pytest.param("postgresql://u:sentinel@sentinel@h/x", "percent-encode", id="an @"),
        pytest.param("postgresql://u@h:sentinel/x", "percent-encode", id="not a port"),
        pytest.param("sqlite:///:memory:", "must name a SQLite file", id="no file"),
    ],
)
def test_a_database_that_cannot_be_opened_is_said_to_be_so_in_a_line(
    postgres, monkeypatch, capsys, url, says
):
    server = postgres.url.rpartition("/")[0]
    nobody = f"postgresql://nobody:sentinel@{server.rpartition('@')[2]}"
    monkeypatch.setenv("COPYDESK_DATABASE_URL", url.format(server=server, nobody=nobody))
    for words in (["serve"], ["source", "list"]):
        monkeypatch.setattr(sys, "argv", ["copydesk", *words])
        with pytest.raises(SystemExit) as stopped:
            main()
        told = capsys.readouterr().err
        assert stopped.value.code == 1
        assert told.startswith("copydesk: ")
        assert says in told
        assert told.count("\n") == 1
        assert "sentinel" not in told
