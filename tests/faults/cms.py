"""A CMS that keeps a ledger: what it sent of each article, and what it was promised."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from http.client import HTTPConnection, HTTPException
from itertools import count
from random import Random
from typing import Any, Final, NamedTuple

from tests.faults.served import Answer, Served
from tests.make import NOON

MIX: Final = {"update": 70, "create": 20, "decide": 10}
"""Of a hundred events; to decide is to withdraw an article, or to restore one that is withdrawn."""
WRITERS: Final = 8
ARTICLES: Final = 504
BACK_OFF: Final = 0.05
"""Seconds before it sends again what was refused; less patient than a CMS ought to be."""


class State(NamedTuple):
    """How an article stands: its revision, its text, and whether it is withdrawn."""

    revision: int = 0
    text: str = ""
    withdrawn: bool = False


class Event(NamedTuple):
    """What is sent of an article, under an id of its own, and how the article stands after it."""

    name: str
    message_id: str
    says: dict[str, Any]
    after: State


class Writer:
    """One who sends, one event after another, of articles that nobody else sends."""

    def __init__(self, number: int, articles: int) -> None:
        self.promised: dict[str, State] = {}
        """Each article, as it stands by the newest answer."""
        self.unanswered: Event | None = None
        self.answers: list[Answer] = []
        self.wrong: list[Answer] = []
        """Receipts of something that was not sent."""
        self._number, self._articles = number, articles
        self._chance, self._ids = Random(number), count(1)

    def send(self, served: Served, until: threading.Event) -> None:
        """Send; what was not answered is sent again first, as it was. It ends with the service."""
        with closing(served.connect()) as connection, suppress(OSError, HTTPException):
            while not until.is_set():
                self._send(served, connection)

    def _send(self, served: Served, connection: HTTPConnection) -> None:
        event = self.unanswered = self.unanswered or self._next()
        answer = served.send(event.says, event.message_id, connection)
        self.answers.append(answer)
        if answer.status in {200, 201}:
            self.promised[event.name] = event.after
            self.unanswered = None
            if json.loads(answer.body)["revision"] != event.after.revision:
                self.wrong.append(answer)
        else:
            time.sleep(BACK_OFF)

    def _next(self) -> Event:
        number = next(self._ids)
        (what,) = self._chance.choices(list(MIX), list(MIX.values()))
        if not self.promised or (what == "create" and len(self.promised) < self._articles):
            name, before = f"{self._number}-{len(self.promised)}", State()
        else:
            name = self._chance.choice(list(self.promised))
            before = self.promised[name]
        if what == "decide" and before.revision:
            kind, data = "restored" if before.withdrawn else "withdrawn", {}
            after = State(before.revision + 1, before.text, not before.withdrawn)
        else:
            text = f"Rivers rose {number} times, and nobody slept on Quay Street."
            kind, data = "updated", {"title": "Rivers rise", "body": text, "language": "en"}
            after = State(before.revision + 1, text, before.withdrawn)
        says = {
            "type": f"article.{kind}",
            "timestamp": (NOON + timedelta(seconds=number)).isoformat(),
            "data": {"external_id": name, **data},
        }
        return Event(name, f"{self._number}-{number}", says, after)


class Cms:
    """Eight who send at once, each of articles of its own."""

    def __init__(self, served: Served, *, writers: int = WRITERS) -> None:
        self._served = served
        self._writers = [Writer(number, ARTICLES // writers) for number in range(writers)]

    @contextmanager
    def sending(self) -> Iterator[None]:
        """Send as fast as it is answered, until the block ends or the service does."""
        end = threading.Event()
        threads = [
            threading.Thread(target=writer.send, args=(self._served, end))
            for writer in self._writers
        ]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            end.set()
            for thread in threads:
                thread.join()

    @property
    def answers(self) -> list[Answer]:
        """All answers so far."""
        return [answer for writer in self._writers for answer in writer.answers]

    @property
    def acknowledged(self) -> int:
        """How many events were answered with a 2xx."""
        return sum(answer.status in {200, 201} for answer in self.answers)

    @property
    def refused(self) -> list[Answer]:
        """The other answers."""
        return [answer for answer in self.answers if answer.status not in {200, 201}]

    @property
    def unanswered(self) -> list[Event]:
        """What was sent, or was about to be, and was not answered with a 2xx."""
        return [writer.unanswered for writer in self._writers if writer.unanswered]

    def broken(self, kept: dict[str, State]) -> list[str]:
        """Say what of `kept`, the articles as they are held, is not what was promised."""
        promised: dict[str, State] = {}
        perhaps: dict[str, State] = {}
        for writer in self._writers:
            promised |= writer.promised
            if writer.unanswered:
                perhaps[writer.unanswered.name] = writer.unanswered.after
        found = [f"wrong receipt: {a}" for w in self._writers for a in w.wrong]
        for name in sorted(promised.keys() | kept.keys()):
            held, said = kept.get(name, State()), promised.get(name, State())
            if held not in (said, perhaps.get(name)):
                found.append(f"{_what(held, said)}: {name} is {held}, and was promised {said}")
        return found


def _what(held: State, said: State) -> str:
    if held.revision < said.revision:
        return "lost"
    return "undone" if said.withdrawn and not held.withdrawn else "wrong"
