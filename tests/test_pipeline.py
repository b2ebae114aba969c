"""The story below HTTP: what every event comes to, in a real store."""

from datetime import timedelta

import pytest

from service.cleaning.rules import load
from service.model.article import Status
from service.model.errors import BadSignature, Invalid, Unreadable
from service.model.standing import Outcome
from service.pipeline import Webhook, receive
from service.rehearsal import rehearse
from tests import make
from tests.backroom import FELL, SLUG, at, notice, payload, stated
from tests.make import NOON

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
            receive(room.desk, Webhook(source, {}, b"{}"), clock=lambda: NOON)
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
    for days, left in ((30, [("msg_a",)]), (30.00001, [])):
        with room.store.transaction() as tx:
            tx.deliveries.forget(NOON + timedelta(days=days))
        assert room.rows("SELECT message_id FROM deliveries") == left


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
