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
    soon = datetime.now(UTC) + timedelta(seconds=8)
    with served.serving():
        assert served.publish(embargoed_until=soon.isoformat()).is_success
        assert "Rivers" not in served.feed()
    with served.serving():
        served.until(lambda: "Rivers" in served.feed())
        assert datetime.now(UTC) >= soon


def test_a_service_that_cannot_be_reached_is_said_to_be_so(served):
    with pytest.raises(subprocess.CalledProcessError) as refused:
        served.send()
    assert "the service cannot be reached" in refused.value.stderr
