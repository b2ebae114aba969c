"""What the clock does: embargoes end and articles expire, logged once and as of when due."""

from datetime import timedelta

import pytest

from tests.backroom import at, notice, payload, stated


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


def test_an_article_that_opened_and_expired_unseen_is_not_logged(room):
    room.send(payload(embargoed_until=stated(5), expires_at=stated(6)))
    assert room.tick(at(60)) == 0
    assert room.kinds() == ["published"]


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


def test_expired_articles_do_not_stand_in_the_way_of_a_release(room):
    for number in range(3):
        room.send(payload(external_id=f"old-{number}", expires_at=stated(1)))
    room.tick(at(1))
    room.send(payload(external_id="new", embargoed_until=stated(5)), at(2))
    with room.store.snapshot() as tx:
        due = tx.articles.due(at(5), limit=2)
    assert [record.external_id for record in due] == ["new"]


def test_a_tick_logs_at_most_its_fill_and_the_next_one_goes_on(room):
    for number in range(4):
        room.send(payload(external_id=f"hg-{number}", embargoed_until=stated(1)))
    with room.store.snapshot() as tx:
        assert len(tx.articles.due(at(2), limit=3)) == 3
    assert [room.tick(at(2)), room.tick(at(2))] == [4, 0]
