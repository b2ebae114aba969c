"""One article, for who may read it or once could; and when what one sees last changed."""

import pytest

from service.model.article import Status
from service.model.errors import NoSuchThing, Withdrawn
from service.model.identity import article_id
from tests.backroom import (
    EVERYBODY,
    NOBODY,
    SLUG,
    SPORT,
    WORLD,
    at,
    notice,
    payload,
    stated,
)

HG_1 = article_id(SLUG, "hg-1")


# One article


@pytest.mark.parametrize(
    ("events", "reader"),
    [
        pytest.param([payload()], EVERYBODY, id="it was shown"),
        pytest.param([payload(section="sport")], SPORT, id="it was shown in a product"),
        pytest.param(
            [payload(section="sport"), payload(section="world")],
            WORLD,
            id="it had come into their product",
        ),
        pytest.param(
            [payload(section="sport"), payload(section="world")],
            SPORT,
            id="it had left their product",
        ),
        pytest.param([payload(expires_at=stated(3))], EVERYBODY, id="it had expired"),
        pytest.param(
            [payload(embargoed_until=stated(3))], EVERYBODY, id="its embargo was just over"
        ),
        pytest.param(
            [payload(), payload(embargoed_until=stated(30))],
            EVERYBODY,
            id="an embargo came late",
        ),
    ],
)
def test_who_had_an_article_is_told_of_its_withdrawal_and_why(room, events, reader):
    for minute, says in enumerate(events):
        room.send(says, at(minute))
    room.send(notice("withdrawn", reason="Wrong river."), at(4))
    with room.store.snapshot() as tx, pytest.raises(Withdrawn) as told:
        tx.reading.one(reader, HG_1, at(5))
    assert (told.value.article, told.value.reason) == (HG_1, "Wrong river.")


@pytest.mark.parametrize(
    ("events", "reader"),
    [
        pytest.param([], EVERYBODY, id="it was never sent"),
        pytest.param([payload()], NOBODY, id="they have no product"),
        pytest.param([payload(section="sport")], WORLD, id="no product of theirs covered it"),
        pytest.param(
            [payload(embargoed_until=stated(30))],
            EVERYBODY,
            id="it was under embargo to the end",
        ),
        pytest.param([payload(published_at=stated(30))], EVERYBODY, id="it was dated ahead"),
        pytest.param([payload(body="", title=None)], EVERYBODY, id="it was held to the end"),
        pytest.param(
            [payload(section="sport", embargoed_until=stated(30)), payload(section="world")],
            SPORT,
            id="it left their product unseen",
        ),
        pytest.param(
            [payload(section="world"), payload(section="sport", embargoed_until=stated(30))],
            SPORT,
            id="it came into their product unseen",
        ),
    ],
)
def test_to_who_never_had_it_a_withdrawn_article_is_one_that_never_was(room, events, reader):
    for minute, says in enumerate(events):
        room.send(says, at(minute))
    room.send(notice("withdrawn", reason="Wrong river."), at(4))
    with room.store.snapshot() as tx:
        with pytest.raises(NoSuchThing) as this:
            tx.reading.one(reader, HG_1, at(5))
        with pytest.raises(NoSuchThing) as none:
            tx.reading.one(reader, "urn:uuid:nothing", at(5))
    assert str(this.value) == str(none.value)


def test_a_late_first_event_of_a_withdrawn_article_is_not_told_of(room):
    room.send(notice("withdrawn"), at(2))
    room.send(payload(), at(1))
    with room.store.snapshot() as tx, pytest.raises(NoSuchThing):
        tx.reading.one(EVERYBODY, HG_1, at(5))


def test_a_restored_article_is_there_again(room):
    room.send(payload())
    room.send(notice("withdrawn"), at(1))
    room.send(notice("restored"), at(2))
    with room.store.snapshot() as tx:
        assert tx.reading.one(EVERYBODY, HG_1, at(3)).article.status is Status.USABLE


# When what is seen last changed


def last(room, reader, minute):
    with room.store.snapshot() as tx:
        return tx.reading.last_change(reader, at(minute))


def test_nothing_has_changed_for_who_sees_nothing(room):
    assert last(room, EVERYBODY, 9) is None
    room.send(payload(section="sport"))
    room.send(payload(external_id="hg-2", embargoed_until=stated(30)), at(1))
    assert last(room, NOBODY, 9) is None
    assert last(room, WORLD, 9) is None
    assert last(room, SPORT, 9) == at(0)
    assert last(room, EVERYBODY, 9) == at(0)


def test_what_a_reader_sees_changes_as_articles_come_change_move_and_go(room):
    room.send(payload(section="sport"), at(1))
    assert (last(room, SPORT, 9), last(room, WORLD, 9)) == (at(1), None)
    room.send(payload(section="world"), at(2))
    assert (last(room, SPORT, 9), last(room, WORLD, 9)) == (at(2), at(2))
    room.send(payload(section="world", body="<p>Rivers fell.</p>"), at(3))
    assert (last(room, SPORT, 9), last(room, WORLD, 9)) == (at(2), at(3))
    room.send(notice("withdrawn"), at(4))
    assert (last(room, SPORT, 9), last(room, WORLD, 9)) == (at(2), at(4))


def test_what_happens_unseen_changes_nothing(room):
    room.send(payload(section="sport", embargoed_until=stated(30)), at(1))
    room.send(payload(section="world"), at(2))
    room.send(payload(section="sport", embargoed_until=stated(30)), at(3))
    assert (last(room, SPORT, 9), last(room, WORLD, 9)) == (None, at(3))


def test_the_clock_changes_what_is_seen(room):
    room.send(payload(embargoed_until=stated(3), expires_at=stated(6)))
    for minute, expected in ((2, None), (4, at(3)), (7, at(6))):
        room.tick(at(minute))
        assert last(room, EVERYBODY, minute) == expected


def test_a_late_tick_does_not_turn_the_date_back(room):
    room.send(payload(embargoed_until=stated(1)))
    room.send(payload(external_id="hg-2"), at(3))
    room.tick(at(4))
    assert room.kinds() == ["published", "published", "released"]
    assert last(room, EVERYBODY, 4) == at(3)
