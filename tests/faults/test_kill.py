"""kill -9 in the middle of everything: what was acknowledged is there, as it was acknowledged."""

import json
import time
from random import Random
from statistics import quantiles

from sqlalchemy import make_url

from tests.databases import rows
from tests.faults.cms import Cms, State
from tests.faults.trials import trials

CYCLES = trials(quick=13, long=200)
READY = 3.0
COUNTS = """
    SELECT (SELECT count(*) FROM changes), (SELECT coalesce(max(sequence), 0) FROM changes),
           (SELECT sequence FROM head), (SELECT count(*) FROM revisions),
           (SELECT coalesce(sum(revision), 0) FROM articles)
"""


def kept_by(served):
    """Each article as the database holds it."""
    documents = rows(served.database, "SELECT document FROM articles WHERE revision > 0")
    return {
        article["external_id"]: State(
            article["revision"], article["body_text"], article["status"] == "canceled"
        )
        for article in (json.loads(document) for (document,) in documents)
    }


def shown_by(served):
    """Each article that a partner is shown, as it is shown."""
    shown, path = {}, "/v1/articles?limit=100"
    while path:
        answer = served.get(path)
        for article in json.loads(answer.body)["articles"]:
            shown[article["external_id"]] = State(article["revision"], article["body_text"])
        path = answer.headers.get("link", "").partition(served.base)[2].partition(">")[0]
    return shown


def unsound(served):
    """What is wrong with the log, or with the file; a server looks after its files itself."""
    (counts,) = rows(served.database, COUNTS)
    gaps = [f"the log and the revisions do not agree: {counts}"] if len(set(counts)) > 1 else []
    if served.database.startswith("postgresql"):
        return gaps
    return gaps + [
        said for (said,) in rows(served.database, "PRAGMA integrity_check") if said != "ok"
    ]


def broken_by(served, cms):
    """What does not hold that was promised."""
    kept, shown = kept_by(served), shown_by(served)
    usable = {name: state for name, state in kept.items() if not state.withdrawn}
    differ = [
        name for name in usable.keys() | shown.keys() if usable.get(name) != shown.get(name)
    ]
    return [*cms.broken(kept), *unsound(served), *(f"shown otherwise: {n}" for n in differ)]


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
