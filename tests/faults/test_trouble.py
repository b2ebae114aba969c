"""While the database cannot write: nothing false is acknowledged, reads go on, and it ends by itself."""

import json
import threading
import time
from contextlib import contextmanager
from statistics import quantiles

import pytest

from tests.faults import troubles
from tests.faults.cms import Cms
from tests.faults.kept import broken_by
from tests.faults.served import Answer, served_on
from tests.faults.trials import trials
from tests.faults.troubles import PATIENCE, hasty

LASTS = trials(quick=1, long=10)
"""Seconds of trouble after somebody was refused."""
NORMAL = 5.0
"""Seconds after which all is well again."""


@pytest.fixture
def served(disk, tmp_path):
    """A newsroom on that disk."""
    with (
        disk(tmp_path / "disk") as folder,
        served_on(f"sqlite:///{folder}/copydesk.db", tmp_path) as newsroom,
    ):
        yield newsroom


@contextmanager
def reading(served):
    """Read, one answer after another, until the block ends; the answers."""
    answers: list[Answer] = []
    end = threading.Event()

    def read():
        while not end.is_set():
            answers.extend(map(served.get, ("/v1/articles?limit=5", "/feeds/news.rss")))
            time.sleep(0.02)

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield answers
    finally:
        end.set()
        thread.join()


@pytest.mark.parametrize(
    ("trouble", "disk", "why"),
    [
        pytest.param(troubles.disk_full, troubles.own_disk, "disk", id="the disk is full"),
        pytest.param(
            troubles.files_may_not_grow, troubles.any_disk, "disk", id="files may not grow"
        ),
        pytest.param(
            troubles.read_only, troubles.any_disk, "not permitted", id="files are read-only"
        ),
        pytest.param(
            troubles.locked, troubles.any_disk, "locked", id="another program has it locked"
        ),
        pytest.param(
            troubles.turn_taken, troubles.any_disk, "too long", id="another turn does not end"
        ),
    ],
)
def test_nothing_false_is_acknowledged_reads_go_on_and_it_ends_by_itself(
    request, served, trouble, why, report
):
    cms = Cms(served, writers=4)
    served.start(hasty)
    with cms.sending():
        served.until(lambda: cms.acknowledged > 20)
        with reading(served) as reads, trouble(served):
            served.until(lambda: cms.refused)
            time.sleep(LASTS)
            ready = served.get("/health/ready")
        before = cms.acknowledged
        normal = served.until(lambda: cms.acknowledged > before)
        well = served.until(lambda: not json.loads(served.get("/health/ready").body)["detail"])
    refusal = max(answer.seconds for answer in cms.refused)
    read = quantiles((answer.seconds for answer in reads), n=100)[-1]
    broken = broken_by(served, cms)
    report(
        f"nothing false, reads go on, over by itself: {request.node.callspec.id}",
        len(cms.refused),
        f"{len(broken)} broken; refused within {refusal:.1f} s (6), {len(reads)} reads within "
        f"{read * 1000:.0f} ms (p99), normal after {normal:.1f} s (5)",
    )
    assert broken == []
    assert {(a.status, a.headers["retry-after"]) for a in cms.refused} == {(503, "5")}
    assert refusal <= PATIENCE + 1
    assert {answer.status for answer in reads} == {200}
    assert ready.status == 200
    assert why in json.loads(ready.body)["detail"]
    assert max(normal, well) <= NORMAL
