"""The service as a process: started, sent to, killed and stopped."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from service.model.signature import sign
from service.web.protocol import PATIENCE
from tests.newsroom import payload

COPYDESK = Path(sys.executable).with_name("copydesk")


class Served:
    """A service process and its commands, in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        quicker = {"PYTHONDONTWRITEBYTECODE": ""}
        self.environment = {**os.environ, **quicker, "COPYDESK_PORT": str(self.port)}
        added = self.run(
            "source", "add", "gazette", "--name", "G", "--url", self.base, "--json"
        )
        self.secret = json.loads(added)["secret"]
        self.run("feed", "add", "news", "--title", "N", "--public")

    def run(self, *words: str) -> str:
        """Run a command beside the service."""
        done = subprocess.run(
            [COPYDESK, *words],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        return done.stdout

    @contextmanager
    def serving(self) -> Iterator["subprocess.Popen[bytes]"]:
        """Serve; at the end the process is gone, one way or the other."""
        with (self.folder / "serve.log").open("ab") as log:
            process = subprocess.Popen(
                [COPYDESK, "serve"],
                cwd=self.folder,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        try:
            self.until(lambda: httpx.get(f"{self.base}/health/ready").is_success)
            yield process
        finally:
            process.kill()
            process.wait()

    @staticmethod
    def until(true, seconds: float = 30) -> None:
        """Wait until `true` says so."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            with suppress(httpx.TransportError):  # while it is not there yet
                if true():
                    return
            time.sleep(0.05)
        pytest.fail(f"not within {seconds} s")

    def publish(self, **says: object) -> httpx.Response:
        """Send an article as its CMS would."""
        body = json.dumps(payload(**says)).encode()
        signature = sign(body, secret=self.secret, message_id="msg_1", at=datetime.now(UTC))
        headers = signature | {"content-type": "application/json"}
        return httpx.post(f"{self.base}/v1/intake/gazette", content=body, headers=headers)

    def send(self) -> str:
        """Send an article by the command that does so."""
        file = self.folder / "article.json"
        file.write_text(json.dumps(payload()))
        return self.run("send", str(file), "--source", "gazette")

    def feed(self) -> str:
        """Read the feed."""
        return httpx.get(f"{self.base}/feeds/news.rss").text


@pytest.fixture
def served(tmp_path: Path) -> Served:
    """A folder with a source and a public feed."""
    return Served(tmp_path)


def test_what_was_acknowledged_is_there_after_kill_9(served):
    with served.serving() as process:
        assert json.loads(served.send())["change"] == "new"
        process.send_signal(signal.SIGKILL)
        process.wait()
    with served.serving():
        assert "Rivers rise" in served.feed()


def test_a_command_beside_the_service_is_seen_by_it(served):
    with served.serving():
        served.run("feed", "add", "more", "--title", "More", "--public")
        assert httpx.get(f"{served.base}/feeds/more.rss").is_success


def test_a_second_process_on_one_database_is_refused(served):
    with served.serving(), pytest.raises(subprocess.CalledProcessError) as refused:
        served.run("serve", "--port", "0")
    assert refused.value.stderr == (
        "copydesk: Another process serves this database: on SQLite there can be only one.\n"
    )


def spoken(served: Served, *pieces: bytes) -> bytes:
    """Say `pieces` to the service over a socket, and return all that it says until it hangs up."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=30) as connection:
        with suppress(ConnectionError):
            for piece in pieces:
                connection.sendall(piece)
        heard = b""
        with suppress(ConnectionError):
            while said := connection.recv(65_536):
                heard += said
    return heard


HEAD = b"GET /health/live HTTP/1.1\r\nhost: x\r\nconnection: close\r\n"


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param((b"sentinel sentinel\r\n\r\n",), id="not HTTP"),
        pytest.param((HEAD, b"x: sentinel" + b"y" * 70_000), id="no end"),
        pytest.param((HEAD + b"x: sentinel" + b"y" * 70_000 + b"\r\n\r\n",), id="too long"),
        pytest.param((HEAD + b"x: sentinel\r\n" * 200 + b"\r\n",), id="too many headers"),
    ],
)
def test_a_head_beyond_the_bounds_is_refused_as_a_problem(serving, pieces):
    heard = spoken(serving, *pieces)
    assert heard.startswith(b"HTTP/1.1 400 ")
    assert json.loads(heard.partition(b"\r\n\r\n")[2])["status"] == 400
    assert b"sentinel" not in heard
    assert spoken(serving, HEAD + b"\r\n").endswith(b'{"status":"ok"}')


def test_a_client_that_is_silent_is_hung_up_on(serving):
    began = time.monotonic()
    assert spoken(serving, HEAD) == b""
    assert time.monotonic() - began >= PATIENCE - 1


@pytest.fixture(scope="module")
def serving(tmp_path_factory):
    """A service that is up."""
    served = Served(tmp_path_factory.mktemp("serving"))
    with served.serving():
        yield served


def test_a_port_that_is_taken_is_an_error_like_any_other(served):
    taken = socket.create_server(("127.0.0.1", served.port))
    with taken, pytest.raises(subprocess.CalledProcessError) as refused:
        served.run("serve")
    assert refused.value.returncode == 1
    assert "address already in use" in refused.value.stderr


def test_it_stops_when_it_is_told_to(served):
    with served.serving() as process:
        process.terminate()
        assert process.wait(timeout=20) in {0, -signal.SIGTERM}


def test_an_embargo_ends_by_itself_also_after_a_restart(served):
    with served.serving():
        soon = datetime.now(UTC) + timedelta(seconds=5)
        assert served.publish(embargoed_until=soon.isoformat()).is_success
        assert "Rivers" not in served.feed()
    with served.serving():
        served.until(lambda: "Rivers" in served.feed())
        assert datetime.now(UTC) >= soon


def test_a_service_that_cannot_be_reached_is_said_to_be_so(served):
    with pytest.raises(subprocess.CalledProcessError) as refused:
        served.send()
    assert "the service cannot be reached" in refused.value.stderr
