"""Any order and any number of the events of an article end in one article."""

from itertools import permutations
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.model.article import Status
from tests.backroom import FELL, ROSE, STOOD, at, backroom_on, notice, payload, stated

EVENTS = (
    (1, payload()),
    (2, payload(body=FELL)),
    (3, payload(body=STOOD, title="Rivers stand", tags=["water"])),
    (4, notice("withdrawn", reason="Wrong river.")),
    (5, payload(body=ROSE, title="Rivers rise again")),
)


def dated(minute, body, says):
    """An event with its date where `says` has it be said; the header has it in any case."""
    if says == "published" and "data" not in body:
        return body | {"modified_at": stated(minute), "published_at": stated(0)}
    if says == "modified" and "data" not in body:
        return body | {"modified_at": stated(minute)}
    if says == "header":
        return body
    envelope = body if "data" in body else {"type": "article.updated", "data": body}
    return envelope | {"timestamp": stated(minute)}


def named(body, name):
    if "data" in body:
        return body | {"data": named(body["data"], name)}
    return body | {"external_id": name}


def end_of(room, name, events):
    """Send these events of one article, in this order; return where it ends."""
    sent = [room.post(named(body, name), at(minute), now=at(3)) for minute, body in events]
    for future in sent:
        future.result()
    record = room.record(name)
    mine = {"id", "external_id", "revision"}
    story = record.article and record.article.model_dump(exclude=mine)
    return story, record.standing.withdrawn, record.standing.reason, record.shown


@pytest.mark.parametrize(
    "says",
    [
        pytest.param("published", id="published_at and modified_at stated"),
        pytest.param("header", id="nothing stated"),
    ],
)
def test_all_120_orders_of_five_events_end_in_one_article(room, says):
    events = [(minute, dated(minute, body, says)) for minute, body in EVENTS]
    expected = end_of(room, "in-order", events)
    assert expected[0]["status"] is Status.CANCELED
    assert expected[0]["headline"] == "Rivers rise again"
    assert expected[1:] == (True, "Wrong river.", False)
    for number, order in enumerate(permutations(events)):
        assert end_of(room, f"hg-{number}", [*order, order[number % 5]]) == expected, order


KINDS = st.sampled_from(
    [
        payload(),
        payload(body=FELL),
        payload(body=""),
        payload(embargoed_until=stated(30)),
        notice("withdrawn"),
        notice("withdrawn", reason="Wrong river."),
        notice("restored"),
    ]
)
SAYS = st.sampled_from(["published", "modified", "envelope", "header"])


@st.composite
def histories(draw):
    """Events of different versions, and the same in another order with some of them twice."""
    kinds = draw(st.lists(st.tuples(KINDS, SAYS), min_size=1, max_size=6))
    events = [(i, dated(i, body, says)) for i, (body, says) in enumerate(kinds, start=1)]
    twice = draw(st.lists(st.sampled_from(events), max_size=3))
    return events, draw(st.permutations([*events, *twice]))


@settings(max_examples=30, deadline=None)
@given(st.lists(histories(), min_size=5, max_size=5))
def test_any_order_and_any_duplication_ends_in_one_article(several):
    with TemporaryDirectory() as folder, backroom_on(f"sqlite:///{folder}/copydesk.db") as room:
        for number, (events, shuffled) in enumerate(several):
            expected = end_of(room, f"straight-{number}", events)
            assert end_of(room, f"shuffled-{number}", shuffled) == expected
