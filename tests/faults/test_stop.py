"""A stop: every request under way is answered, nothing acknowledged is lost, and it does not take long."""

import json
import socket
import time
from contextlib import closing
from datetime import UTC, datetime
from random import Random

from sqlalchemy import make_url

from service.model.signature import sign
from service.web.house import CLEANERS
from tests.databases import on_a_file
from tests.faults.cms import Cms
from tests.faults.kept import broken_by, kept_by
from tests.faults.trials import trials
from tests.faults.troubles import hasty, turn_taken
from tests.newsroom import SOURCE, payload

STOPS = trials(quick=3, long=20)
LONGEST = 15
"""Seconds that a stop may take."""


def stop(served):
    """Tell it to stop; return how many seconds it took."""
    began = time.monotonic()
    served.life.terminate()
    served.life.join()
    return time.monotonic() - began


def test_a_stop_under_load_answers_all_and_loses_nothing(served, report):
    cms, chance = Cms(served), Random(15)
    broken, silent, statuses, took = [], [], [], []
    served.start()
    for _ in range(STOPS):
        with cms.sending():
            before = cms.acknowledged
            served.until(lambda before=before: cms.acknowledged > before)
            time.sleep(chance.uniform(0.05, 0.3))
            took.append(stop(served))
        statuses.append(served.life.exitcode)
        served.start()
        kept = kept_by(served)
        silent += [sent for sent in cms.unanswered if kept.get(sent.name) == sent.after]
        broken += broken_by(served, cms)
    report(
        f"SIGTERM under load, {make_url(served.database).drivername}",
        STOPS,
        f"{cms.acknowledged:,} acknowledged: {len(broken)} broken, {len(silent)} done but not "
        f"answered, {len(cms.refused)} refused; at an end within {max(took):.1f} s (15)",
    )
    assert (broken, silent, cms.refused) == ([], [], [])
    assert statuses == [0] * STOPS
    assert max(took) <= LONGEST


def begun(served, number):
    """A request that is under way: it has been asked for its body."""
    body = json.dumps(payload(external_id=f"hg-{number}")).encode()
    now = datetime.now(UTC)
    headers = sign(body, secret=served.secret, message_id=f"msg_{number}", at=now)
    connection = served.connect()
    connection.putrequest("POST", f"/v1/intake/{SOURCE}")
    for name, value in (
        headers | {"content-length": str(len(body)), "expect": "100-continue"}
    ).items():
        connection.putheader(name, value)
    connection.endheaders()
    assert connection.sock.recv(99, socket.MSG_PEEK).startswith(b"HTTP/1.1 100")
    return connection, body


def answered(waiting):
    """Send the bodies, and return how each request was answered."""
    statuses = []
    for connection, body in waiting:
        connection.send(body)
    for connection, _ in waiting:
        with closing(connection), connection.getresponse() as said:
            statuses.append(said.status)
    return statuses


def test_who_waits_for_a_cleaner_or_the_disk_when_it_stops_is_answered(served, report):
    served.start()
    waiting = [begun(served, number) for number in range(8 * CLEANERS)]
    served.life.terminate()
    served.life.terminate()
    statuses = answered(waiting)
    served.life.join()
    report(
        "SIGTERM, twice, with requests under way",
        len(waiting),
        f"{statuses.count(201)} taken in; exit status {served.life.exitcode}",
    )
    assert (statuses, served.life.exitcode) == ([201] * len(waiting), 0)
    assert len(kept_by(served)) == len(waiting)


@on_a_file
def test_who_waits_for_a_turn_that_does_not_come_when_it_stops_is_told(served, report):
    served.start(hasty)
    waiting = [begun(served, number) for number in range(8 * CLEANERS)]
    with turn_taken(served):
        served.life.terminate()
        began = time.monotonic()
        statuses = answered(waiting)
        served.life.join()
    took = time.monotonic() - began
    report(
        "SIGTERM while another process does not end its turn",
        len(waiting),
        f"{statuses.count(503)} told to come back; at an end after {took:.1f} s (15)",
    )
    assert (statuses, served.life.exitcode) == ([503] * len(waiting), 0)
    assert took <= LONGEST
