"""What is held for an editor: by which policy, how that is told, and how it is released."""

import pytest

from service.accounts import hold_at
from service.model.article import Status
from service.model.cleaned import Doubt, Weight
from service.model.draft import Draft
from service.model.receipt import Receipt, held_for
from service.model.standing import Outcome
from service.rehearsal import rehearse
from tests.backroom import SLUG, at, payload
from tests.make import NOON

RIVALS = "<h1>The harbour wakes at last</h1><p>Rivers rose.</p>"
"""A body whose first heading is not its title: worth a look."""


def policy(room, weight):
    with room.store.transaction() as tx:
        hold_at(tx, SLUG, weight, now=NOON)


@pytest.mark.parametrize(
    ("weight", "change", "status"),
    [
        pytest.param(None, Outcome.NEW, Status.USABLE, id="only what is empty"),
        pytest.param(Weight.STOP, Outcome.NEW, Status.USABLE, id="weightier doubts alone"),
        pytest.param(Weight.LOOK, Outcome.HELD, Status.WITHHELD, id="doubts of its weight"),
        pytest.param(Weight.NOTE, Outcome.HELD, Status.WITHHELD, id="lighter doubts too"),
    ],
)
def test_a_doubt_holds_its_article_where_the_policy_of_its_source_says_so(
    room, weight, change, status
):
    policy(room, weight)
    receipt = room.send(payload(body=RIVALS))
    assert (receipt.change, room.article().status) == (change, status)
    assert "headline/two" in {doubt.rule for doubt in receipt.doubts}
    assert room.record().shown is (status is Status.USABLE)


def test_the_receipt_says_why_an_article_is_held(room):
    policy(room, Weight.LOOK)
    *_, held = room.send(payload(body=RIVALS)).doubts
    assert held == Doubt(
        rule="receipt/held",
        reason="The headline is “Rivers rise”; “The harbour wakes at last” could be it too. "
        "This source's policy holds at “look”.",
        weight=Weight.STOP,
    )
    assert room.record().held == held.reason


def test_an_article_without_doubts_is_published_under_any_policy(room):
    policy(room, Weight.NOTE)
    assert room.send(payload()).change is Outcome.NEW


def test_an_empty_article_is_held_under_any_policy(room):
    for weight in (None, Weight.NOTE):
        policy(room, weight)
        receipt = room.send(payload(body="", title=None), at(1))
        assert receipt.change is Outcome.HELD
        assert receipt.doubts[-1].reason.startswith("Cleaning left no text")


def test_a_mended_article_is_released(room):
    policy(room, Weight.LOOK)
    room.send(payload(body=RIVALS))
    receipt = room.send(payload(), at(1))
    assert receipt.change is Outcome.UPDATED
    assert room.article().status is Status.USABLE
    assert [logged.change.shown_after for logged in room.log()] == [False, True]


@pytest.mark.parametrize("minutes", [0, 1])
def test_an_article_sent_again_as_it_is_is_judged_anew(room, minutes):
    policy(room, Weight.LOOK)
    room.send(payload(body=RIVALS))
    assert room.send(payload(body=RIVALS), at(minutes)).change is Outcome.HELD
    assert len(room.log()) == 1
    policy(room, Weight.STOP)
    receipt = room.send(payload(body=RIVALS), at(minutes))
    assert (receipt.change, room.article().status) == (Outcome.UPDATED, Status.USABLE)
    assert room.send(payload(body=RIVALS), at(minutes)).change is Outcome.UNCHANGED
    policy(room, Weight.LOOK)
    assert room.send(payload(body=RIVALS), at(minutes)).change is Outcome.UNCHANGED


def test_an_update_that_is_held_takes_the_article_off_until_it_is_mended(room):
    policy(room, Weight.LOOK)
    room.send(payload())
    assert room.send(payload(body=RIVALS), at(1)).change is Outcome.HELD
    assert not room.record().shown
    room.send(payload(), at(2))
    assert room.record().shown


def test_a_rehearsal_keeps_to_the_policy_of_its_source(room):
    source = room.source.model_copy(update={"hold_at": Weight.LOOK})
    draft = Draft.model_validate(payload(body=RIVALS))
    rules = room.desk.rules.of(SLUG)
    free, _ = rehearse(draft, rules=rules, source=room.source, now=NOON)
    article, cleaned = rehearse(draft, rules=rules, source=source, now=NOON)
    assert (free.status, article.status) == (Status.USABLE, Status.WITHHELD)
    assert cleaned.doubts[-1] == held_for(cleaned.held or "")


def test_a_receipt_from_before_doubts_had_weights_is_still_read():
    old = (
        '{"id":"a","revision":1,"change":"new","doubts":[{"rule":"r","reason":"R.","place":2}]}'
    )
    (doubt,) = Receipt.model_validate_json(old).doubts
    assert (doubt.weight, doubt.place) == (Weight.LOOK, 2)
