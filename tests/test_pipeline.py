"""The story below HTTP: what every event comes to, in a real store."""

import json
from datetime import datetime, timedelta
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.cleaning.rules import load
from service.model.article import Status
from service.model.errors import BadSignature, Invalid, Unreadable
from service.model.standing import Outcome
from service.pipeline import Webhook, receive, rehearse
from tests import make
from tests.backroom import MINUTE, SLUG, backroom_in, notice, payload
from tests.make import NOON

ROSE, FELL, STOOD = ("<p>Rivers rose.</p>", "<p>Rivers fell.</p>", "<p>Rivers stood still.</p>")


@pytest.fixture
def room(tmp_path):
    with backroom_in(tmp_path) as opened:
        yield opened


def at(minute: float) -> datetime:
    return NOON + minute * MINUTE


def stated(minute: float) -> str:
    return at(minute).isoformat()


# What one event comes to


def test_a_first_event_is_new_and_published(room):
    receipt = room.send(payload())
    assert (receipt.change, receipt.revision) == (Outcome.NEW, 1)
    assert room.article().status is Status.USABLE
    assert room.kinds() == ["published"]


def test_other_content_is_an_update(room):
    room.send(payload())
    receipt = room.send(payload(body=FELL), at(1))
    assert (receipt.change, receipt.revision) == (Outcome.UPDATED, 2)
    assert room.article().body_text == "Rivers fell."
    assert room.kinds() == ["published", "updated"]


def test_the_same_content_under_a_later_date_changes_nothing(room):
    room.send(payload())
    before = room.article()
    receipt = room.send(payload(), at(1))
    assert (receipt.change, receipt.revision) == (Outcome.UNCHANGED, 1)
    assert room.article() == before
    assert room.kinds() == ["published"]


def test_an_older_event_is_stale_and_changes_nothing(room):
    room.send(payload(modified_at=stated(0), published_at=stated(-9)))
    before = room.article()
    receipt = room.send(payload(modified_at=stated(-1), published_at=stated(-9), body=FELL))
    assert (receipt.change, receipt.revision) == (Outcome.STALE, 1)
    assert room.article() == before
    assert room.kinds() == ["published"]


def test_a_withdrawal_cancels_the_article_and_is_told_with_its_reason(room):
    room.send(payload())
    receipt = room.send(notice("withdrawn", at(1), reason="Wrong river."), at(1))
    assert (receipt.change, receipt.revision) == (Outcome.WITHDRAWN, 2)
    assert room.article().status is Status.CANCELED
    assert room.record().standing.reason == "Wrong river."
    assert room.kinds() == ["published", "withdrawn"]
    assert not room.record().shown


def test_a_restoration_brings_the_article_back_as_it_was(room):
    room.send(payload())
    room.send(notice("withdrawn", at(1), reason="Wrong river."), at(1))
    receipt = room.send(notice("restored", at(2)), at(2))
    assert (receipt.change, receipt.revision) == (Outcome.RESTORED, 3)
    assert room.article().model_copy(update={"revision": 1}) == first_edition(room)
    assert room.record().standing.reason is None
    assert room.kinds() == ["published", "withdrawn", "restored"]


def first_edition(room):
    ((document,),) = room.rows("SELECT document FROM revisions WHERE number = 1")
    return type(room.article()).model_validate_json(document)


def test_an_update_of_a_withdrawn_article_is_kept_and_not_shown_until_it_is_restored(room):
    room.send(payload())
    room.send(notice("withdrawn", at(1)), at(1))
    receipt = room.send(payload(body=FELL), at(2))
    assert receipt.change is Outcome.UPDATED
    assert [doubt.rule for doubt in receipt.doubts] == ["receipt/withdrawn"]
    assert room.article().status is Status.CANCELED
    assert not room.record().shown
    room.send(notice("restored", at(3)), at(3))
    assert (room.article().status, room.article().body_text) == (Status.USABLE, "Rivers fell.")
    assert [logged.change.shown_after for logged in room.log()] == [True, False, False, True]


def test_a_withdrawal_of_an_unknown_article_is_kept_so_that_a_late_first_event_is_not_shown(
    room,
):
    receipt = room.send(notice("withdrawn", at(2)), at(2))
    assert (receipt.change, receipt.revision) == (Outcome.WITHDRAWN, 0)
    assert room.log() == ()
    receipt = room.send(payload(), at(1))
    assert (receipt.change, receipt.revision) == (Outcome.NEW, 1)
    assert [doubt.rule for doubt in receipt.doubts] == ["receipt/withdrawn"]
    assert room.article().status is Status.CANCELED
    assert [logged.change.shown_after for logged in room.log()] == [False]


def test_a_restoration_of_what_was_never_withdrawn_changes_nothing(room):
    room.send(payload())
    receipt = room.send(notice("restored", at(1)), at(1))
    assert (receipt.change, receipt.revision) == (Outcome.UNCHANGED, 1)
    assert room.kinds() == ["published"]


def test_an_article_that_cleaning_leaves_empty_is_held_and_published_once_it_is_not(room):
    receipt = room.send(payload(body="", title=None))
    assert (receipt.change, receipt.revision) == (Outcome.HELD, 1)
    assert [doubt.rule for doubt in receipt.doubts][-1] == "receipt/held"
    assert room.article().status is Status.WITHHELD
    receipt = room.send(payload(), at(1))
    assert receipt.change is Outcome.UPDATED
    assert room.article().status is Status.USABLE
    shown = [(logged.change.shown_before, logged.change.shown_after) for logged in room.log()]
    assert shown == [(False, False), (False, True)]


def test_of_two_contents_under_one_date_the_later_arrival_holds_with_a_doubt(room):
    room.send(payload(modified_at=stated(0)))
    receipt = room.send(payload(modified_at=stated(0), body=FELL), at(1))
    assert receipt.change is Outcome.UPDATED
    assert [doubt.rule for doubt in receipt.doubts] == ["receipt/same-version"]
    assert room.article().body_text == "Rivers fell."
    receipt = room.send(payload(modified_at=stated(0)), at(2))
    assert [doubt.rule for doubt in receipt.doubts] == ["receipt/same-version"]
    assert room.article().body_text == "Rivers rose."


def test_of_a_withdrawal_and_a_restoration_under_one_date_the_later_arrival_holds(room):
    room.send(payload())
    room.send(notice("withdrawn", at(1)), at(1))
    receipt = room.send(notice("restored", at(1)), at(1))
    assert receipt.change is Outcome.RESTORED
    assert [doubt.rule for doubt in receipt.doubts] == ["receipt/same-version"]
    assert room.article().status is Status.USABLE


def test_the_articles_of_two_sources_do_not_meet(room):
    other = room.source.model_copy(update={"slug": "le-phare"})
    with room.store.transaction() as tx:
        tx.sources.add(other)
    assert room.send(payload()).id != room.send(payload(), source="le-phare").id
    assert room.kinds() == ["published", "published"]


# What is refused


@pytest.mark.parametrize(
    ("body", "error"),
    [
        pytest.param(b"{", Unreadable, id="no JSON"),
        pytest.param(b"[]", Invalid, id="no object"),
        pytest.param({"external_id": "hg-1"}, Invalid, id="no body"),
        pytest.param(payload(source="le-phare"), Invalid, id="another source's"),
        pytest.param(notice("withdrawn", source="le-phare"), Invalid, id="another's kill"),
    ],
)
def test_nothing_is_kept_of_an_event_that_is_refused(room, body, error):
    before = room.everything()
    with pytest.raises(error):
        room.send(body)
    assert room.everything() == before


def test_nothing_is_kept_of_an_event_that_its_source_did_not_sign(room):
    before = room.everything()
    for source in (SLUG, "nobody"):
        with pytest.raises(BadSignature):
            receive(room.desk, Webhook(source, {}, b"{}"), now=NOON)
    assert room.everything() == before


def test_the_source_may_be_named_where_it_is_the_one_of_the_address(room):
    assert room.send(payload(source=SLUG)).change is Outcome.NEW
    assert room.send(payload(), at(1)).change is Outcome.UNCHANGED


# Replays


@pytest.mark.parametrize(
    "says",
    [
        pytest.param(payload(), id="an article"),
        pytest.param(notice("withdrawn", reason="Wrong river."), id="a withdrawal"),
        pytest.param(payload(body="", title=None), id="an article that is held"),
    ],
)
def test_an_event_sent_again_gets_its_first_receipt_and_nothing_is_stored(room, says):
    first = room.post(says, name="msg_a").result()
    room.send(payload(body=FELL), at(1))
    before = room.everything()
    again = room.post(says, at(2), name="msg_a").result()
    assert (first.again, again.again) == (False, True)
    assert again.receipt == first.receipt
    assert room.everything() == before


def test_another_body_under_an_id_that_was_accepted_is_refused(room):
    room.send(payload(), name="msg_a")
    before = room.everything()
    with pytest.raises(BadSignature):
        room.send(payload(body=FELL), at(1), name="msg_a")
    assert room.everything() == before


def test_an_id_that_was_refused_may_be_used_again(room):
    with pytest.raises(Invalid):
        room.send({"external_id": "hg-1"}, name="msg_a")
    assert room.send(payload(), name="msg_a").change is Outcome.NEW


def test_an_event_sent_many_times_at_once_counts_once(room):
    futures = [room.post(payload(), name="msg_a") for _ in range(20)]
    answers = [future.result() for future in futures]
    assert [answer.again for answer in answers].count(False) == 1
    assert len({answer.receipt.model_dump_json() for answer in answers}) == 1
    assert room.kinds() == ["published"]


def test_accepted_ids_are_kept_for_thirty_days(room):
    room.send(payload(), name="msg_a")
    room.tick(NOON + timedelta(days=30))
    assert room.rows("SELECT message_id FROM deliveries") == [("msg_a",)]
    room.tick(NOON + timedelta(days=30, seconds=1))
    assert room.rows("SELECT message_id FROM deliveries") == []


# Dates


def test_an_article_without_a_date_was_published_at_its_first_event(room):
    room.send(payload(), at(2))
    assert room.article().published_at == room.article().modified_at == at(2)
    room.send(payload(body=FELL), at(3))
    assert (room.article().published_at, room.article().modified_at) == (at(2), at(3))


def test_an_unstated_date_of_modification_does_not_move_when_nothing_else_did(room):
    room.send(payload(), at(1))
    room.send(payload(), at(2))
    room.send(payload(), at(3))
    assert room.article().modified_at == at(1)
    room.send(payload(body=FELL), at(4))
    room.send(payload(), at(5))
    assert room.article().modified_at == at(5)


def test_a_withdrawal_and_a_restoration_do_not_move_the_dates(room):
    room.send(payload(), at(1))
    room.send(notice("withdrawn"), at(2))
    room.send(notice("restored"), at(3))
    assert room.article().published_at == room.article().modified_at == at(1)


def test_what_a_draft_says_of_its_dates_holds(room):
    room.send(payload(published_at=stated(-9), modified_at=stated(-5)), at(2))
    assert (room.article().published_at, room.article().modified_at) == (at(-9), at(-5))


# What is kept


def test_every_revision_is_kept_with_its_payload_as_it_was_received(room):
    bodies = [
        b'{"external_id" : "hg-1",\n "body":"<p>Rivers\\u0020rose.</p>"}',
        json.dumps(payload(body=FELL)).encode(),
        json.dumps(notice("withdrawn", reason="Été")).encode(),
        json.dumps(notice("restored")).encode(),
    ]
    for minute, body in enumerate(bodies):
        room.send(body, at(minute))
    kept = room.rows("SELECT number, kind, payload FROM revisions ORDER BY number")
    kinds = ("published", "updated", "withdrawn", "restored")
    assert kept == list(zip(range(1, 5), kinds, bodies, strict=True))


def test_the_ledger_of_a_revision_is_kept_without_the_story(room):
    room.send(payload())
    room.send(notice("withdrawn"), at(1))
    (first,), (second,) = room.rows("SELECT ledger FROM revisions ORDER BY number")
    assert {"removed", "trimmed", "doubts", "rules"} <= json.loads(first).keys()
    assert "story" not in json.loads(first)
    assert second is None


def test_each_revision_holds_the_bytes_that_partners_were_shown(room):
    shown = []
    for minute, body in enumerate((ROSE, FELL, ROSE)):
        room.send(payload(body=body), at(minute))
        shown.append(room.rows("SELECT document FROM articles"))
    kept = room.rows("SELECT document FROM revisions ORDER BY number")
    assert [[document] for document in kept] == shown
    assert [json.loads(document)["revision"] for (document,) in kept] == [1, 2, 3]


def test_revisions_count_up_by_one_whatever_comes(room):
    bodies = (ROSE, FELL, FELL, STOOD, ROSE)
    numbers = [room.send(payload(body=body), at(i)).revision for i, body in enumerate(bodies)]
    assert numbers == [1, 2, 2, 3, 4]
    assert room.rows("SELECT number FROM revisions") == [(1,), (2,), (3,), (4,)]
    assert [logged.change.revision for logged in room.log()] == [1, 2, 3, 4]
    assert [logged.sequence for logged in room.log()] == [1, 2, 3, 4]


# The clock


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


# Any order, any number


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
    with TemporaryDirectory() as folder, backroom_in(Path(folder)) as room:
        for number, (events, shuffled) in enumerate(several):
            expected = end_of(room, f"straight-{number}", events)
            assert end_of(room, f"shuffled-{number}", shuffled) == expected


# A rehearsal


def test_a_rehearsal_is_what_the_article_will_be(room):
    draft = make.draft(source=SLUG, modified_at=NOON)
    article, cleaned = rehearse(draft, rules=load(), now=at(9))
    room.send(payload(source=SLUG, modified_at=NOON.isoformat()))
    assert article.model_copy(update={"source": room.article().source}) == room.article()
    assert cleaned.held is None


def test_a_rehearsal_of_nothing_is_withheld():
    article, cleaned = rehearse(make.draft(body="", title=None), rules=load(), now=NOON)
    assert (article.status, bool(cleaned.held)) == (Status.WITHHELD, True)
