"""An upgrade that is killed, at any statement: the next start does all of it."""

import os
import signal
from itertools import count

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, event, make_url
from sqlmodel import SQLModel

from service.store import Store
from tests.databases import rows
from tests.faults.lives import LIVES
from tests.faults.trials import trials

STEP = trials(quick=9, long=1)
"""It is killed at every statement, or at every so-manieth."""


def upgrade(url, last):
    """Bring a database up to date, and be killed when so many statements were begun."""
    begun = count(1)

    def begin(*_):
        if next(begun) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", begin)
    event.listen(Engine, "commit", begin)
    Store(url).close()


def was_killed(url, last):
    """Upgrade in a process of its own; return whether it was killed before its end."""
    process = LIVES.Process(target=upgrade, args=(url, last), daemon=True)
    process.start()
    process.join()
    assert process.exitcode in {0, -signal.SIGKILL}
    return process.exitcode != 0


def unfinished(url):
    """What the next start leaves undone."""
    store = Store(url)
    with store.snapshot() as tx:
        context = MigrationContext.configure(tx.connection, opts={"compare_type": True})
        found = compare_metadata(context, SQLModel.metadata)
        assert tx.log.head().sequence == 0
    store.close()
    return found


def test_the_start_after_an_upgrade_that_was_killed_does_all_of_it(empty, report):
    kills, undone, last = 0, [], 1
    while was_killed(url := empty(), last):
        undone += unfinished(url)
        if url.startswith("sqlite"):
            assert rows(url, "PRAGMA integrity_check") == [("ok",)]
        kills, last = kills + 1, last + STEP
    report(
        f"an upgrade killed at any statement, {make_url(url).drivername}",
        kills,
        f"{len(undone)} left undone by the next start",
    )
    assert undone == []
    assert kills > 20 // STEP
