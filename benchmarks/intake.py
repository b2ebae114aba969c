"""`make bench`: what it costs to take an article in, in CPU time a request, beside a floor in the same run.

Sixteen connections that are kept alive send signed payloads of 6 KB; each is cleaned, stored and on
the disk before its answer. The floor is a bare ASGI application under the same server: it checks the
same signature, cleans by the same function with the same memory of its source, and commits the same
bytes in groups to SQLite with synchronous=FULL. Rounds are interleaved; what counts is the CPU time
of the server's process. Then PostgreSQL, by the wall: how many times as much eight clients get done
as one, where two processes serve one database; it needs two cores to itself.
"""

import asyncio
import json
import os
import re
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final

from benchmarks import floor
from service import accounts
from service.model.access import Source
from service.model.signature import SECRET_BYTES, sign
from service.store import Store
from service.web.clock import wall_clock
from tests.postgres import own_server

HERE: Final = Path(__file__).parents[1]
SAMPLE: Final = HERE / "deploy/sample"
SIZE: Final = 5_500
PASTED: Final = (
    '<p><a href="https://bench.example/join">Subscribe to our newsletter</a></p>'
    "<p>Read more</p><ul><li><a href='https://bench.example/a'>Ferries stop at noon</a></li></ul>"
    "<p>Ada Quill is the paper's harbour correspondent. Follow her on the usual sites.</p>"
)
ROUNDS: Final = 7
REQUESTS: Final = 320
CONNECTIONS: Final = 16
SLUG: Final = "bench"
COPYDESK: Final = Path(sys.executable).with_name("copydesk")
_TICKS: Final = os.sysconf("SC_CLK_TCK")


# Who sends


def payloads() -> Iterator[bytes]:
    """Yield articles of 6 KB without end: each of new prose, with what its paper pastes into each."""
    chance = Random(6)
    texts = [json.loads(file.read_text())["body"] for file in sorted(SAMPLE.glob("*.json"))]
    words = sorted(
        {word.lower() for text in texts for word in re.findall(r"\b[a-z]{2,}\b", text)}
    )

    def sentence() -> str:
        return " ".join(chance.sample(words, chance.randint(8, 20))).capitalize() + "."

    while True:
        body = "<p>By Ada Quill</p>"
        while len(body) < SIZE:
            body += f"<p>{' '.join(sentence() for _ in range(chance.randint(2, 4)))}</p>"
        said = {
            "external_id": secrets.token_hex(8),
            "source": SLUG,
            "title": sentence(),
            "url": "https://bench.example/story",
            "language": "en",
            "published_at": wall_clock().isoformat(),
            "body": body + PASTED,
        }
        yield json.dumps(said).encode()


_PAYLOADS: Final = payloads()


def requests(secret: str, number: int) -> list[bytes]:
    """Return so many signed requests, as they go over a connection."""
    written = []
    for body in islice(_PAYLOADS, number):
        signed = sign(body, secret=secret, message_id=secrets.token_hex(8), at=wall_clock())
        headers = signed | {"host": "bench", "content-type": "application/json"}
        head = [f"POST /v1/intake/{SLUG} HTTP/1.1", f"content-length: {len(body)}"]
        head += [f"{name}: {value}" for name, value in headers.items()]
        written.append("\r\n".join([*head, "", ""]).encode() + body)
    return written


async def send(written: Sequence[bytes], ports: Sequence[int]) -> None:
    """Send requests over a connection to each of `ports`, kept alive; each waits for its answer."""
    waiting = iter(written)

    async def one(port: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for request in waiting:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 201"), head
            length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
            await reader.readexactly(int(length))
        writer.close()

    await asyncio.gather(*(one(port) for port in ports))


# Who is sent to


class Server:
    """A server in a process of its own."""

    def __init__(self, *command: str | Path, secret: str, **environment: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.secret = secret
        self._process = subprocess.Popen(  # noqa: S603 - our own service, our own floor
            [*command, str(self.port)],
            cwd=HERE,
            env=os.environ | environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while self._process.poll() is None:
            with suppress(ConnectionRefusedError):
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            time.sleep(0.05)
        msg = "The server does not start."
        raise RuntimeError(msg)

    def round(self) -> float:
        """Have it take articles in; return the CPU seconds that one cost."""
        written = requests(self.secret, REQUESTS)
        before = self._cpu()
        asyncio.run(send(written, [self.port] * CONNECTIONS))
        return (self._cpu() - before) / REQUESTS

    def close(self) -> None:
        """Stop it."""
        self._process.terminate()
        self._process.wait()

    def _cpu(self) -> float:
        """Return the CPU seconds that the process has spent, all its threads together."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / _TICKS


def newsroom(url: str) -> str:
    """Make a database with a source, and return its secret."""
    source = Source(slug=SLUG, name="Bench", url="https://bench.example/", secrets=())
    random = secrets.token_bytes(SECRET_BYTES)
    store = Store(url)
    with store.transaction() as tx:
        added = accounts.add_source(tx, source, randomness=random, now=wall_clock())
    store.close()
    return added.secrets[0]


def ours(url: str, secret: str) -> Server:
    """Start the service, on a database."""
    settings = {"COPYDESK_DATABASE_URL": url, "COPYDESK_SECRET_KEY": "x" * 16}
    return Server(COPYDESK, "serve", "--port", secret=secret, **settings)


def bare(file: str) -> Server:
    """Start the floor, on a file of its own."""
    return Server(sys.executable, "-m", "benchmarks.floor", file, secret=floor.SECRET)


# What is measured


def on_sqlite() -> None:
    """Print what a request costs here and at the floor."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/copydesk.db"
        with (
            closing(ours(url, newsroom(url))) as service,
            closing(bare(f"{folder}/floor.db")) as least,
        ):
            for each in (service, least):
                each.round()  # once to warm up
            rounds = [(service.round(), least.round()) for _ in range(ROUNDS)]
    mine = statistics.median(one for one, _ in rounds)
    theirs = statistics.median(other for _, other in rounds)
    rate = statistics.median(other / one for one, other in rounds)
    print(f"{'intake, SQLite':20} {'CPU µs':>9} {'floor µs':>9} {'its rate':>9}")
    print(f"{'':20} {mine * 1e6:9.0f} {theirs * 1e6:9.0f} {rate:9.0%}  (the bar: 50%)")


def on_postgresql() -> None:
    """Print how many times as much eight clients get done as one."""
    with own_server(fsync=True) as postgres:
        url = postgres.database()
        secret = newsroom(url)
        with closing(ours(url, secret)) as first, closing(ours(url, secret)) as second:

            def rate(number: int, clients: int) -> float:
                written = requests(secret, number)
                ports = [server.port for server in (first, second)] * 4
                began = time.perf_counter()
                asyncio.run(send(written, ports[:clients]))
                return number / (time.perf_counter() - began)

            rate(REQUESTS, 8)  # once to warm up
            rounds = [(rate(REQUESTS // 4, 1), rate(REQUESTS, 8)) for _ in range(ROUNDS)]
    one = statistics.median(one for one, _ in rounds)
    eight = statistics.median(eight for _, eight in rounds)
    times = statistics.median(eight / one for one, eight in rounds)
    print(f"{'intake, PostgreSQL':20} {'one, /s':>9} {'eight, /s':>9} {'times':>9}")
    print(f"{'':20} {one:9.0f} {eight:9.0f} {times:9.2f}  (the bar: 2.5)")


if __name__ == "__main__":
    on_sqlite()
    on_postgresql()
