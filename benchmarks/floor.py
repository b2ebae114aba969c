"""The floor of the intake: what nobody who verifies, cleans and stores an article can do without.

A bare ASGI application: python -m benchmarks.floor FILE PORT
"""

import asyncio
import queue
import sqlite3
import sys
import threading
from typing import Any, Final

import uvicorn

from service.cleaning import NONE_KNOWN, SourceRules, clean_and_learn
from service.intake import PARSERS
from service.model.event import Upsert
from service.model.signature import verify
from service.web.clock import wall_clock

SECRET: Final = f"whsec_{'A' * 43}="


class Floor:
    """No more than must be done: verify, clean, commit, answer."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._rules = SourceRules().of(None)
        self._habits = NONE_KNOWN
        self._waiting: queue.SimpleQueue[Any] = queue.SimpleQueue()
        threading.Thread(target=self._commit, daemon=True).start()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request."""
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        sealed = verify(body, headers, secrets=[SECRET], now=wall_clock())
        event = PARSERS["native"](body, sealed.at)
        assert isinstance(event, Upsert)
        cleaned, trace = clean_and_learn(event.draft, rules=self._rules, habits=self._habits)
        self._habits = self._habits.learn(trace)
        loop = asyncio.get_running_loop()
        done = loop.create_future()
        row = (event.external_id, body, cleaned.model_dump_json().encode(), trace.to_bytes())
        self._waiting.put((row, loop, done))
        await done
        answer = [(b"content-type", b"application/json"), (b"content-length", b"2")]
        await send({"type": "http.response.start", "status": 201, "headers": answer})
        await send({"type": "http.response.body", "body": b"{}"})

    def _commit(self) -> None:
        connection = sqlite3.connect(self._file, isolation_level=None)
        connection.executescript(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
            "CREATE TABLE articles (id PRIMARY KEY, payload, document, trace);"
            "CREATE TABLE log (sequence INTEGER PRIMARY KEY, article)"
        )
        while True:
            group = [self._waiting.get()]
            while not self._waiting.empty():
                group.append(self._waiting.get())
            connection.execute("BEGIN IMMEDIATE")
            for row, _, _ in group:
                connection.execute("INSERT INTO articles VALUES (?, ?, ?, ?)", row)
                connection.execute("INSERT INTO log (article) VALUES (?)", row[:1])
            connection.execute("COMMIT")
            for _, loop, done in group:
                loop.call_soon_threadsafe(done.set_result, None)


if __name__ == "__main__":
    _, file, port = sys.argv
    uvicorn.run(Floor(file), port=int(port), log_level="error", access_log=False)
