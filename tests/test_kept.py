"""What is kept of every event, and which dates an article has by them."""

import json

from service.model.standing import Outcome
from tests.backroom import FELL, ROSE, STOOD, at, notice, payload, stated

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


def test_a_late_first_event_is_stale_but_an_unstated_date_of_publication_is_its(room):
    room.send(payload(), at(2))
    receipt = room.send(payload(body=FELL), at(1))
    assert (receipt.change, receipt.revision) == (Outcome.STALE, 2)
    assert (room.article().published_at, room.article().body_text) == (at(1), "Rivers rose.")
    assert room.kinds() == ["published", "updated"]


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
