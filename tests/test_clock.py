"""What the clock does: embargoes end and articles expire, logged once and as of when due."""

from datetime import timedelta

import pytest
from sqlalchemy import event, text

from tests.backroom import EVERYBODY, at, notice, payload, stated
from tests.databases import on_a_file


def test_the_end_of_an_embargo_is_logged_once_and_at_when_it_was_due(room):
    room.send(payload(embargoed_until=stated(5)))
    assert [logged.change.shown_after for logged in room.log()] == [False]
    assert room.tick(at(5) - timedelta(microseconds=1)) == 0
    assert [room.tick(at(7)), room.tick(at(7)), room.tick(at(8))] == [1, 0, 0]
    released = room.log()[-1].change
    assert (released.kind, released.at, released.revision) == ("released", at(5), 1)
    assert (released.shown_before, released.shown_after) == (False, True)
    assert room.kinds() == ["published", "released"]


def test_an_expiry_is_logged_once_and_at_when_it_was_due(room):
    room.send(payload(expires_at=stated(5)))
    assert room.tick(at(5) - timedelta(microseconds=1)) == 0
    assert [room.tick(at(5)), room.tick(at(7))] == [1, 0]
    expired = room.log()[-1].change
    assert (expired.kind, expired.at, expired.revision) == ("expired", at(5), 1)
    assert (expired.shown_before, expired.shown_after) == (True, False)
    assert room.kinds() == ["published", "expired"]


def test_a_publication_date_in_the_future_is_an_embargo(room):
    room.send(payload(published_at=stated(5), embargoed_until=stated(3)))
    assert [room.tick(at(4)), room.tick(at(5))] == [0, 1]
    assert room.log()[-1].change.at == at(5)


def test_what_came_due_while_the_service_was_down_is_logged_once_it_is_up(room):
    room.send(payload(embargoed_until=stated(5)))
    room.send(payload(external_id="hg-2", expires_at=stated(6)))
    room.close()
    room.open()
    assert [room.tick(at(60)), room.tick(at(61))] == [2, 0]
    said = {(logged.change.kind, logged.change.at) for logged in room.log()[2:]}
    assert said == {("released", at(5)), ("expired", at(6))}


def test_what_came_due_in_the_meantime_is_logged_in_the_order_of_being_due(room):
    room.send(payload(external_id="a", embargoed_until=stated(1), expires_at=stated(4)))
    room.send(payload(external_id="b", expires_at=stated(3)))
    room.send(payload(external_id="c", embargoed_until=stated(2)))
    assert [room.tick(at(60)), room.tick(at(61))] == [4, 0]
    said = [
        (logged.change.at, logged.change.kind, logged.change.shown_after)
        for logged in room.log()[3:]
    ]
    assert said == [
        (at(1), "released", True),
        (at(2), "released", True),
        (at(3), "expired", False),
        (at(4), "expired", False),
    ]


def test_that_holds_for_more_than_a_transaction_takes(room, monkeypatch):
    monkeypatch.setattr("service.pipeline.MOST_DUE", 2)
    for name, opens, expires in (("a", 1, 6), ("b", 2, 4), ("c", 3, 5)):
        says = {"embargoed_until": stated(opens), "expires_at": stated(expires)}
        room.send(payload(external_id=name, **says))
    logged = [room.tick(at(60)) for _ in range(5)]
    assert [change.at for change in changes(room)[3:]] == [at(minute) for minute in range(1, 7)]
    assert sum(logged) == 6
    assert logged[-1] == 0


def test_an_article_that_would_expire_before_it_opens_is_never_due(room):
    room.send(payload(embargoed_until=stated(6), expires_at=stated(5)))
    assert [room.tick(at(5)), room.tick(at(60))] == [0, 0]


@pytest.mark.parametrize(
    ("says", "opens"),
    [
        pytest.param(payload(embargoed_until=stated(9)), 9, id="extended"),
        pytest.param(payload(embargoed_until=stated(3)), 3, id="shortened"),
        pytest.param(payload(published_at=stated(0)), None, id="removed"),
    ],
)
def test_an_embargo_may_change_while_it_lasts(room, says, opens):
    room.send(payload(embargoed_until=stated(5)))
    room.send(says, at(1))
    assert room.kinds() == ["published", "updated"]
    assert changes(room)[-1].shown_after is (opens is None)
    room.tick(at(60))
    released = [change.at for change in changes(room) if change.kind == "released"]
    assert released == ([at(opens)] if opens else [])


@pytest.mark.parametrize(
    ("late", "is_open"),
    [
        pytest.param(timedelta(seconds=-1), False, id="1 s before"),
        pytest.param(timedelta(milliseconds=-1), False, id="1 ms before"),
        pytest.param(timedelta(), True, id="to the moment"),
        pytest.param(timedelta(milliseconds=1), True, id="1 ms after"),
    ],
)
@pytest.mark.parametrize("edge", ["embargo", "expiry"])
def test_an_edge_is_a_moment_for_the_log_and_for_every_reader(room, edge, late, is_open):
    says = {"embargo": "embargoed_until", "expiry": "expires_at"}[edge]
    room.send(payload(**{says: stated(5)}))
    now = at(5) + late
    with room.store.snapshot() as tx:
        seen = [shown.facets.article for shown in tx.reading.newest(EVERYBODY, now, limit=9)]
    assert (seen != []) is (is_open if edge == "embargo" else not is_open)
    assert room.tick(now) == int(is_open)


def test_a_row_that_cannot_be_read_does_not_hold_up_the_others(room):
    for name, minute in (("broken", 1), ("a", 2), ("b", 3)):
        room.send(payload(external_id=name, embargoed_until=stated(minute)))
    spoil(room, "broken")
    assert room.tick(at(60)) == 2
    with room.store.snapshot() as tx:
        first = tx.calendar.first()
        assert first
        assert (first.due_at, first.facets) == (at(1), None)
        assert tx.calendar.first(aside=[first.article]) is None


def spoil(room, external_id):
    """Have an article's row say nothing that can be read."""
    with room.store.transaction() as tx:
        spoilt = text("UPDATE articles SET facets = '{}' WHERE external_id = :name")
        tx.connection.execute(spoilt, {"name": external_id})


def changes(room):
    """What the log tells."""
    return [logged.change for logged in room.log()]


@pytest.mark.parametrize(
    "says",
    [
        pytest.param(notice("withdrawn", at(1)), id="withdrawn"),
        pytest.param(payload(body="", title=None, embargoed_until=stated(5)), id="held"),
        pytest.param(payload(embargoed_until=stated(90)), id="under a longer embargo"),
    ],
)
def test_the_clock_does_not_release_what_is(room, says):
    room.send(payload(embargoed_until=stated(5)))
    room.send(says, at(1))
    assert room.tick(at(60)) == 0
    assert "released" not in room.kinds()


def test_a_change_after_an_edge_that_was_not_logged_yet_tells_what_was_seen(room):
    room.send(payload(embargoed_until=stated(1)))
    room.send(notice("withdrawn", at(2)), at(2))
    withdrawn = room.log()[-1].change
    assert (withdrawn.shown_before, withdrawn.shown_after) == (True, False)
    assert room.tick(at(3)) == 0


@on_a_file
def test_what_is_due_is_found_without_looking_at_what_is_not(room):
    asked = []
    with room.store.snapshot() as tx:
        event.listen(tx.connection, "before_cursor_execute", lambda *says: asked.append(says))
        tx.calendar.first()
        tx.calendar.due(at(0), limit=9)
        plans = [
            tx.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
            for _, _, statement, values, *_ in asked[:2]
        ]
    ways = {row.detail for plan in plans for row in plan if "articles" in row.detail}
    assert all(way.startswith("SEARCH articles USING INDEX articles_due") for way in ways)
    assert not any("B-TREE" in row.detail for plan in plans for row in plan)  # it sorts nothing
    assert len(plans) == 2
