"""Any order and any number of the events of an article end in one article."""

from itertools import permutations
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.model.article import Status
from tests.backroom import FELL, ROSE, STOOD, at, backroom_on, notice, payload, stated
from tests.faults.trials import trials

PROMISE = "any order and repetition of an article's events, one end"
ORDERS = trials(quick=15, long=120)

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


def mixed(order, others, chance):
    """The events in this order, with the others, and one of all of them again, anywhere among them."""
    events = list(order)
    for event in (*others, chance.choice([*order, *others])):
        events.insert(chance.randint(0, len(events)), event)
    return events


RESTORED = notice("restored")
MIXED_IN = (
    pytest.param([], (True, "Wrong river.", False), id="no restoration"),
    pytest.param([(3.5, RESTORED)], (True, "Wrong river.", False), id="restored too early"),
    pytest.param([(4.5, RESTORED)], (False, None, True), id="restored"),
    pytest.param(
        [(4.5, RESTORED), (6, notice("withdrawn", reason="Again."))],
        (True, "Again.", False),
        id="restored and withdrawn",
    ),
)


@pytest.mark.parametrize(("others", "ends"), MIXED_IN)
@pytest.mark.parametrize(
    "says",
    [
        pytest.param("published", id="published_at and modified_at stated"),
        pytest.param("header", id="nothing stated"),
    ],
)
def test_all_orders_of_five_events_end_in_one_article(room, report, says, others, ends):
    events = [(minute, dated(minute, body, says)) for minute, body in EVENTS]
    others = [(minute, dated(minute, body, says)) for minute, body in others]
    expected = end_of(room, "in-order", [*events, *others])
    assert expected[0]["status"] is (Status.CANCELED if ends[0] else Status.USABLE)
    assert expected[0]["headline"] == "Rivers rise again"
    assert expected[1:] == ends
    chance = Random(120)
    orders = chance.sample(list(permutations(events)), ORDERS)
    told = [mixed(order, others, chance) for order in orders]
    found = [end_of(room, f"hg-{number}", order) for number, order in enumerate(told)]
    other = [order for order, end in zip(told, found, strict=True) if end != expected]
    report(f"{PROMISE}: all 120 of five", len(told), f"{len(other)} ended otherwise")
    assert other == []


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


def test_any_order_and_any_duplication_ends_in_one_article(report):
    @settings(max_examples=trials(quick=20, long=100), deadline=None)
    @given(st.lists(histories(), min_size=5, max_size=5))
    def law(several):
        with (
            TemporaryDirectory() as folder,
            backroom_on(f"sqlite:///{folder}/copydesk.db") as room,
        ):
            for number, (events, shuffled) in enumerate(several):
                expected = end_of(room, f"straight-{number}", events)
                assert end_of(room, f"shuffled-{number}", shuffled) == expected

    law()
    report(f"{PROMISE}: random ones", trials(quick=100, long=500), "0 ended otherwise")
