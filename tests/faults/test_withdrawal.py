"""What is withdrawn is gone from every output of every process within a second, and stays gone."""

import json
import re
import shutil
import sqlite3
import threading
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import make_url

from service.model.identity import article_id
from tests.faults.served import ask
from tests.faults.trials import trials
from tests.newsroom import OPERATOR, SOURCE, payload
from tests.postgres import Server

WITHDRAWALS = trials(quick=10, long=100)
READERS = trials(quick=8, long=50)
PROMPT = 1.0
"""Seconds after the answer in which all outputs must have forgotten the text."""
OUTPUTS = (
    "/v1/articles?limit=100",
    "/feeds/news.rss",
    "/feeds/news.json",
    "/feeds/news",
    "/feeds/private.rss",
)
BIRD = re.compile(rb"kingfisher-\d{3}")
BIRDS = [f"kingfisher-{number:03}" for number in range(WITHDRAWALS)]


def sighting(bird, **says):
    """An article in which the bird's name stands wherever a text may stand."""
    image = {"url": f"https://h.example/{bird}.jpg", "caption": f"A {bird}, on Tuesday."}
    story = {
        "external_id": bird,
        "title": f"The {bird} is back",
        "body": f"<p>A {bird} was seen at the weir, and nobody on Quay Street slept.</p>",
        "authors": [{"name": f"Ada {bird}"}],
        "tags": [bird],
        "images": [image],
    }
    return payload(**story | says)


class Newsroom:
    """The processes that serve one newsroom, in turn."""

    def __init__(self, services):
        self.services = services
        self._ids = count(1)

    @property
    def where(self):
        """How many processes serve it, on what."""
        return f"{len(self.services)} on {make_url(self.services[0].database).drivername}"

    def start(self):
        for service in self.services:
            service.start()

    def kill(self):
        for service in self.services:
            service.kill()

    def send(self, says):
        """Have the next process take in an event; return when it had answered."""
        number = next(self._ids)
        service = self.services[number % len(self.services)]
        answer = service.send(says, f"msg_{number}")
        assert answer.status in {200, 201}, answer
        return time.monotonic()

    def withdraw(self, bird):
        """Take an article back: its source does, or the operator; return when it was answered."""
        number = next(self._ids)
        if number % 4 < 2:
            data = {"external_id": bird, "reason": "It was a heron."}
            at = datetime.now(UTC).isoformat()
            return self.send({"type": "article.withdrawn", "timestamp": at, "data": data})
        service = self.services[number % len(self.services)]
        path = f"/v1/admin/articles/{article_id(SOURCE, bird)}/withdraw"
        body = json.dumps({"reason": "It was a heron."}).encode()
        with closing(service.connect()) as once:
            headers = {"authorization": f"Bearer {OPERATOR}"}
            assert ask(once, "POST", path, headers, body).status == 200
        return time.monotonic()

    def revived(self):
        """What any process shows of any bird, and where it does not say why one is gone."""
        found = []
        for service in self.services:
            for path in OUTPUTS:
                found += BIRD.findall(service.get(path).body)
            for bird in BIRDS:
                answer = service.get(f"/v1/articles/{article_id(SOURCE, bird)}")
                if answer.status != 410 or b"It was a heron." not in answer.body:
                    found.append(f"{bird}: {answer.status}")
        return found


class Reader(threading.Thread):
    """One who polls all outputs of all processes, and notes when each bird was seen last."""

    def __init__(self, number, services, end):
        super().__init__(daemon=True)
        self._services, self._end = services, end
        self._chance = Random(number)
        self.seen, self.looks, self.wrong = {}, 0, []

    def run(self):
        connections = [(service, service.connect()) for service in self._services]
        while not self._end.is_set():
            service, connection = self._chance.choice(connections)
            try:
                self._look(service, connection)
            except ConnectionError:  # it was idle for too long: the next look opens it again
                connection.close()
        for _, connection in connections:
            connection.close()

    def _look(self, service, connection):
        one = f"/v1/articles/{article_id(SOURCE, self._chance.choice(BIRDS))}"
        path = self._chance.choice((*OUTPUTS, one))
        headers = {"authorization": f"Bearer {service.key}"}
        answer = ask(connection, "GET", path, headers)
        at = time.monotonic()
        self.looks += 1
        self.seen |= {seen.decode(): at for seen in BIRD.findall(answer.body)}
        if answer.status not in {200, 410}:
            self.wrong.append((path, answer.status))


@pytest.fixture
def newsroom(served, tmp_path):
    """Two processes on a server, or one on a file."""
    services = [served]
    if served.database.startswith("postgresql"):
        services.append(served.another(tmp_path / "another"))
    for number, service in enumerate(services):
        file = tmp_path / f"{number}.withdrawals"
        service.settings["COPYDESK_WITHDRAWALS"] = str(file)
    yield Newsroom(services)
    for service in services[1:]:
        service.kill()


@pytest.fixture
def backup(newsroom, request, tmp_path):
    """How to back the database up, and how to put it back, while nobody serves it."""
    backup = Backup(newsroom, tmp_path, request)
    yield backup
    if backup.on_server:
        backup.server.drop(backup.url)


class Backup:
    """A backup of a newsroom's database; its ledgers are no part of it."""

    def __init__(self, newsroom, folder, request):
        self._newsroom, self._folder = newsroom, folder
        self.database = newsroom.services[0].database
        self.on_server = self.database.startswith("postgresql")
        self.server = request.getfixturevalue("postgres") if self.on_server else Server("")
        self.url = ""

    def make(self):
        if self.on_server:
            self.url = self.server.database(self.database.rpartition("/")[2])
        else:
            with (
                closing(sqlite3.connect(self._folder / "copydesk.db")) as live,
                closing(sqlite3.connect(self._folder / "backup.db")) as copy,
            ):
                live.backup(copy)

    def restore(self):
        """Put the backup in the database's place, and the union of the ledgers in theirs."""
        if self.on_server:
            ledgers = [
                Path(service.settings["COPYDESK_WITHDRAWALS"])
                for service in self._newsroom.services
            ]
            union = b"".join(ledger.read_bytes() for ledger in ledgers)
            for service, ledger in zip(self._newsroom.services, ledgers, strict=True):
                service.move(self.url)
                ledger.write_bytes(union)
        else:
            for ending in ("-wal", "-shm"):
                (self._folder / f"copydesk.db{ending}").unlink(missing_ok=True)
            shutil.copy(self._folder / "backup.db", self._folder / "copydesk.db")


def test_what_is_withdrawn_is_gone_within_a_second_and_nothing_brings_it_back(
    newsroom, backup, report
):
    newsroom.start()
    for bird in BIRDS:
        newsroom.send(sighting(bird))
    newsroom.kill()
    backup.make()
    newsroom.start()
    readers, late = watched(newsroom)

    replay(newsroom)
    revived = newsroom.revived()
    newsroom.kill()
    newsroom.start()
    revived += newsroom.revived()
    newsroom.kill()
    backup.restore()
    newsroom.start()
    revived += newsroom.revived()
    replay(newsroom)
    revived += newsroom.revived()

    looks = sum(reader.looks for reader in readers)
    report(
        f"a withdrawal is gone everywhere within a second, {newsroom.where}",
        WITHDRAWALS,
        f"{READERS} readers looked {looks:,} times: last sight {late:.2f} s after the answer; "
        f"after replay, restart and an older backup {len(revived)} revived",
    )
    assert [wrong for reader in readers for wrong in reader.wrong] == []
    assert late <= PROMPT
    assert revived == []


def watched(newsroom):
    """Withdraw every bird while all look; return the readers, and the latest of the last sights.

    Late is so many seconds after the answer, or 0 where no bird was seen after its own.
    """
    end = threading.Event()
    readers = [Reader(number, newsroom.services, end) for number in range(READERS)]
    seen = [reader.seen for reader in readers]
    for reader in readers:
        reader.start()
    newsroom.services[0].until(
        lambda: all(any(bird in some for some in seen) for bird in BIRDS)
    )
    gone = {}
    for bird in BIRDS:
        gone[bird] = newsroom.withdraw(bird)
        time.sleep(0.02)
    time.sleep(PROMPT + 0.5)
    end.set()
    for reader in readers:
        reader.join()
    return readers, max(0.0, *(some[bird] - gone[bird] for some in seen for bird in some))


def replay(newsroom):
    """Send all that was sent before the withdrawals again, and an update that comes too late."""
    ahead = datetime.now(UTC) + timedelta(minutes=1)
    for bird in BIRDS:
        newsroom.send(sighting(bird))
        newsroom.send(sighting(bird, dek="Seen again.", modified_at=ahead.isoformat()))
