"""`make bench`: what serving a feed costs, in CPU time, beside a floor in the same run.

The floor is a FastAPI path operation with two dependencies that answers the same bytes and knows
nothing. Rounds are interleaved, and the median is told. It says nothing of the network.
"""

import asyncio
import json
import secrets
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request, Response

from service import accounts
from service.cleaning import SourceRules
from service.model.access import EVERYTHING, Feed, Source
from service.model.signature import SECRET_BYTES, sign
from service.pipeline import Desk, Webhook, receive
from service.settings import Settings
from service.store import Store, Writer
from service.web.app import create_app
from service.web.clock import wall_clock

ROUNDS = 7
READS = 200
ARTICLES = 200
SAMPLE = Path(__file__).parents[1] / "deploy/sample"


def payloads() -> list[bytes]:
    """Return the sample newsroom's articles, over and over, as articles of their own."""
    samples = [json.loads(file.read_text()) for file in sorted(SAMPLE.glob("*.json"))]
    return [
        json.dumps(
            samples[at % len(samples)] | {"external_id": str(at), "source": "bench"}
        ).encode()
        for at in range(ARTICLES)
    ]


def newsroom(folder: Path) -> tuple[Store, str]:
    """Make a database with a source and a public feed; return the source's secret too."""
    store, now = Store(f"sqlite:///{folder}/copydesk.db", serves=True), wall_clock()
    with store.transaction() as tx:
        source = Source(slug="bench", name="Bench", url="https://bench.example/", secrets=())
        added = accounts.add_source(
            tx, source, randomness=secrets.token_bytes(SECRET_BYTES), now=now
        )
        product = tx.partners.product(EVERYTHING)
        accounts.add_feed(
            tx, Feed(name="bench", title="Bench", product=product, public=True), now=now
        )
    return store, added.secrets[0]


async def ask(
    app: Any, path: str, headers: dict[str, str]
) -> tuple[int, bytes, dict[str, str]]:
    """Ask an ASGI application for a path."""
    sent: list[Any] = []
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
        "state": {},
    }

    async def receive_nothing() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive_nothing, send)
    told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], b"".join(part.get("body", b"") for part in sent[1:]), told


def constant(body: bytes, etag: str) -> FastAPI:
    """Return the floor: a path operation with two dependencies, the same bytes, a 304."""
    app = FastAPI()

    async def key(request: Request) -> str | None:
        return request.headers.get("authorization")

    async def tag(request: Request) -> str | None:
        return request.headers.get("if-none-match")

    @app.get("/feed")
    async def feed(
        _: Annotated[str | None, Depends(key)], asked: Annotated[str | None, Depends(tag)]
    ) -> Response:
        headers = {"ETag": etag}
        return (
            Response(status_code=304, headers=headers)
            if asked == etag
            else Response(body, headers=headers)
        )

    return app


async def cpu(work: Callable[[], Awaitable[object]]) -> float:
    """Return the CPU seconds that `work` costs, on the mean of many."""
    began = time.process_time()
    for _ in range(READS):
        await work()
    return (time.process_time() - began) / READS


async def reading(bodies: list[bytes]) -> dict[str, list[tuple[float, float]]]:
    """Return, for a 200 and a 304 of a feed of 50, what each round cost here and at the floor."""
    measured: dict[str, list[tuple[float, float]]] = {"feed 200": [], "feed 304": []}
    with tempfile.TemporaryDirectory() as folder:
        store, secret = newsroom(Path(folder))
        desk = Desk(store, Writer(store), SourceRules())
        for number, body in enumerate(bodies):
            headers = sign(body, secret=secret, message_id=str(number), at=wall_clock())
            receive(desk, Webhook("bench", headers, body), clock=wall_clock).result()
        desk.writer.close()
        store.close()
        app = create_app(Settings(database_url=f"sqlite:///{folder}/copydesk.db"))
        async with app.router.lifespan_context(app):
            _, feed, told = await ask(app, "/feeds/bench.rss", {})
            floor, etag = constant(feed, told["etag"]), {"if-none-match": told["etag"]}
            for _ in range(ROUNDS):
                for name, asked in (("feed 200", {}), ("feed 304", etag)):
                    ours = await cpu(lambda asked=asked: ask(app, "/feeds/bench.rss", asked))
                    theirs = await cpu(lambda asked=asked: ask(floor, "/feed", asked))
                    measured[name].append((ours, theirs))
    return measured


def main() -> None:
    """Measure, and print a line a figure."""
    bodies = payloads()
    measured = asyncio.run(reading(bodies))
    print(f"{'':10} {'CPU µs':>8} {'floor µs':>9} {'ratio':>6}")
    for name, rounds in measured.items():
        ours = statistics.median(one for one, _ in rounds)
        floor = statistics.median(other for _, other in rounds)
        ratio = statistics.median(one / other for one, other in rounds)
        print(f"{name:10} {ours * 1e6:8.0f} {floor * 1e6:9.0f} {ratio:6.2f}")


if __name__ == "__main__":
    main()
