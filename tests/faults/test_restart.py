"""PostgreSQL crashes under load: nothing acknowledged is lost, and the service finds it again by itself."""

import time
from random import Random

from tests.faults.cms import Cms
from tests.faults.kept import broken_by
from tests.faults.served import served_on
from tests.faults.trials import trials
from tests.postgres import own_server

CRASHES = trials(quick=1, long=50)
AGAIN = 5.0
"""Seconds from when the server is back until an event is accepted."""


def test_what_was_acknowledged_is_there_after_postgresql_crashes_under_load(tmp_path, report):
    chance, again, broken = Random(9), [], []
    with own_server() as server, served_on(server.migrated(), tmp_path) as served:
        cms = Cms(served)
        served.start()
        for _ in range(CRASHES):
            with cms.sending():
                goes_on(served, cms)
                time.sleep(chance.uniform(0.05, 0.5))
                with server.down():
                    time.sleep(chance.uniform(0.05, 1.5))
                again.append(goes_on(served, cms))
            broken += broken_by(served, cms)
    refused = [answer for answer in cms.answers if answer.status not in {200, 201}]
    report(
        "acknowledged is kept: PostgreSQL crashes under load",
        CRASHES,
        f"{cms.acknowledged:,} acknowledged: {len(broken)} lost, wrong or undone; "
        f"accepted again in {max(again):.1f} s (at most {AGAIN:.0f})",
    )
    assert broken == []
    assert refused
    assert {(answer.status, answer.headers["retry-after"]) for answer in refused} == {
        (503, "5")
    }
    assert max(again) <= AGAIN


def goes_on(served, cms):
    """Return after how many seconds one more event was accepted."""
    before = cms.acknowledged
    return served.until(lambda: cms.acknowledged > before)
