"""What a source repeats is kept as its articles arrive, and what was cut once is cut again."""

from concurrent.futures import wait

import pytest

from service.cleaning import Trace
from service.cleaning.habits import LINES, STORIES
from service.cleaning.segment import segment
from service.cleaning.trace import lines
from service.model.standing import Outcome
from service.pipeline import habits_of
from tests import make
from tests.backroom import SLUG, at, notice, payload
from tests.newsroom import OPERATOR, SOURCE
from tests.test_habits import OURS
from tests.test_habits import STORIES as TOLD


def story(number, *more, name=None):
    """An article of a story of its own, with more below it."""
    body = "".join(f"<p>{text}</p>" for text in (*TOLD[number], *more))
    return payload(external_id=name or f"hg-{number}", title=f"Story {number}", body=body)


def known(room):
    """The articles of which something is remembered, the oldest first."""
    return [each for (each,) in room.rows("SELECT article FROM habits ORDER BY number")]


def test_a_line_is_cut_once_another_story_had_it(room):
    assert room.send(story(0, OURS)).removed == 0
    assert room.send(story(1, OURS)).removed == 1
    assert OURS not in room.article("hg-1").body_text


def test_what_was_cut_once_is_cut_again(room):
    """It is learnt from what was received, not from what was kept."""
    for number in range(3):
        receipt = room.send(story(number, OURS), at(number))
    assert receipt.removed == 1
    room.send(story(1, "Late news.", OURS), at(5))
    assert OURS not in room.article("hg-1").body_text


def test_what_was_learnt_is_known_after_a_restart(room):
    room.send(story(0, OURS))
    room.close()
    room.open()
    assert room.send(story(1, OURS)).removed == 1


def test_articles_that_share_a_commit_are_all_remembered(room):
    futures = [room.post(story(n % 3, name=f"n{n}"), at(n)) for n in range(40)]
    assert not wait(futures).not_done
    assert len(known(room)) == 40


def test_only_what_is_taken_in_is_remembered(room):
    room.send(story(0), at(5))
    before = room.rows("SELECT * FROM habits")
    assert room.send(story(0, OURS), at(1)).change is Outcome.STALE
    room.send(notice("withdrawn", at(6), external_id="hg-0"), at(6))
    assert room.rows("SELECT * FROM habits") == before


def test_an_event_that_cannot_be_kept_is_not_remembered_either(room, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError

    monkeypatch.setattr("service.store.deliveries.Deliveries.keep", fail)
    with pytest.raises(RuntimeError):
        room.send(story(0))
    assert known(room) == []


def test_a_revision_counts_once_and_is_the_newest(room):
    room.send(story(0), at(1))
    room.send(story(1), at(2))
    room.send(story(0, OURS), at(3))
    assert [each.external_id for each in map(room.record, ("hg-0", "hg-1"))]
    assert known(room) == [room.record("hg-1").id, room.record("hg-0").id]


def test_each_source_has_habits_of_its_own(room):
    room.send(story(0, OURS))
    assert habits_of(room.desk, SLUG).known
    assert not habits_of(room.desk, "another").known
    assert not habits_of(room.desk, None).known


def test_what_is_kept_of_a_source_is_bounded(room):
    with room.store.transaction() as tx:
        for n in range(STORIES + 20):
            draft = make.draft(body="".join(f"<p>Line {n} {m}</p>" for m in range(50)))
            tx.habits.keep(SLUG, str(n), Trace.of(str(n), lines(segment(draft))))
        habits = tx.habits.of(SLUG)
    assert sum(len(each.keys) for each in habits.traces) <= LINES
    assert len(habits.traces) == len(known(room)) == LINES // 50
    assert known(room)[-1] == str(STORIES + 19)


def test_the_store_forgets_what_a_memory_that_learns_forgets(room):
    learnt = habits_of(room.desk, SLUG)
    with room.store.transaction() as tx:
        for n in [*range(STORIES + 3), 50, 60]:
            text = f"<p>{n} times the gull</p>"
            trace = Trace.of(str(n), lines(segment(make.draft(body=text))))
            learnt = learnt.learn(trace)
            tx.habits.keep(SLUG, str(n), trace)
        assert tx.habits.of(SLUG) == learnt


def test_what_came_first_stays_as_it_was_until_it_says_something_else(room):
    """Nothing was known when it came; and the same content again is no news, whatever is known now."""
    room.send(story(0, OURS), at(0))
    room.send(story(1, OURS), at(1))
    assert room.send(story(0, OURS), at(2)).change is Outcome.UNCHANGED
    assert OURS in room.article("hg-0").body_text
    assert room.send(story(0, "Late news.", OURS), at(3)).removed == 1


def test_a_dry_run_knows_what_the_intake_knows(newsroom):
    operator = {"authorization": f"Bearer {OPERATOR}"}
    newsroom.send(story(0, OURS))
    for source, removed in ((SOURCE, [OURS]), ("another", [])):
        tried = story(1, OURS) | {"source": source}
        answer = newsroom.client.post("/v1/clean", json=tried, headers=operator).json()
        assert [each["text"] for each in answer["removed"]] == removed
    assert len(newsroom.ids()) == 1
