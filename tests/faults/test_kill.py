"""kill -9 in the middle of everything: what was acknowledged is there, as it was acknowledged."""

import time
from random import Random
from statistics import quantiles

from sqlalchemy import make_url

from tests.faults.cms import Cms
from tests.faults.kept import broken_by
from tests.faults.trials import trials

CYCLES = trials(quick=13, long=200)
READY = 3.0


def test_what_was_acknowledged_is_there_after_kill_9_under_load(served, report):
    cms, chance = Cms(served), Random(9)
    broken, ready = [], []
    served.start()
    for _ in range(CYCLES):
        with cms.sending():
            before = cms.acknowledged
            served.until(lambda before=before: cms.acknowledged > before)
            time.sleep(chance.uniform(0.05, 0.5))
            served.kill()
        ready.append(served.start())
        broken += broken_by(served, cms)
    slow = quantiles(ready, n=20)[-1]
    report(
        f"acknowledged is kept: kill -9 under load, {make_url(served.database).drivername}",
        CYCLES,
        f"{cms.acknowledged:,} acknowledged: {len(broken)} lost, wrong or undone; "
        f"ready again in {slow:.1f} s (p95; at most {READY:.0f})",
    )
    assert broken == []
    assert {answer.status for answer in cms.answers} == {200, 201}
    assert slow <= READY
