"""A process that writes, and prints what it was promised, until it is killed; then it is reborn."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from typing import IO, Any, Final

from service.model.change import Change, ChangeKind
from service.model.facets import Facets
from service.model.standing import Standing
from service.store import Making, Record, Store, Transaction, Writer
from tests import make

ROOT: Final = Path(__file__).parents[1]


def write(tx: Transaction, name: str) -> str:
    """A unit of work: an article, its first revision, and its row of the log."""
    article = make.article(id=name, external_id=name)
    standing = Standing(first=make.NOON)
    said: Any = {"source": "a", "standing": standing, "revision": 1, "article": article}
    record = Record(id=name, external_id=name, **said)
    tx.articles.save(record, Making(kind=ChangeKind.PUBLISHED, payload=b"{}"), at=make.NOON)
    tx.log.append(change(name))
    return name


def change(name: str, **says: Any) -> Change:
    """A row of the log: the article was published."""
    return Change.model_validate(
        {
            "article": name,
            "revision": 1,
            "kind": ChangeKind.PUBLISHED,
            "at": make.NOON,
            "shown_before": False,
            "shown_after": True,
            "facets_before": None,
            "facets_after": Facets.of(make.article(id=name)),
        }
        | says
    )


def live(url: str, life: int) -> None:
    """Write without end; print each article once its commit is promised to be on the disk."""
    say("pid", os.getpid())
    writer = Writer(Store(url))
    while True:
        names = [f"{life}-{next(_NUMBERS)}" for _ in range(8)]
        futures = [writer.submit(partial(write, name=name)) for name in names]
        for future in futures:
            say("ack", future.result())


def say(*words: object) -> None:
    """Print a line; it is out once this returns."""
    os.write(1, f"{' '.join(map(str, words))}\n".encode())


_NUMBERS = count()


def main(url: str, lives: str) -> None:
    """Live so many times."""
    for life in range(int(lives)):
        child = os.fork()
        if child == 0:
            live(url, life)
        os.waitpid(child, 0)


def log(store: Store) -> list[tuple[int, str]]:
    """The log, with which its head agrees: each change's number and its article."""
    with store.snapshot() as tx:
        rows = tx.log.after(0, limit=1_000_000)
        assert tx.log.head().sequence == len(rows)
    return [(logged.sequence, logged.change.article) for logged in rows]


@contextmanager
def running(url: str, lives: int = 1) -> Iterator[IO[str]]:
    """Run this page in a process of its own; its lines, as it prints them."""
    command = [sys.executable, "-m", "tests.scribe", url, str(lives)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout
        try:
            yield process.stdout
        finally:
            os.killpg(process.pid, signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])
