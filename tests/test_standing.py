"""Where an article stands: a fold over its events that does not mind their order or number."""

from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.model.event import Restoration, Upsert, Withdrawal
from service.model.standing import Outcome, weigh
from service.model.value import LATEST
from tests import make
from tests.make import NOON


def at(minute):
    return NOON + timedelta(minutes=minute)


def upsert(minute, **says):
    return Upsert(version=at(minute), draft=make.draft(**says))


def kill(minute, reason=None):
    return Withdrawal(version=at(minute), external_id="hg-1", reason=reason)


def restore(minute):
    return Restoration(version=at(minute), external_id="hg-1")


def standing_of(events):
    standing = None
    for event in events:
        standing = weigh(standing, event, heard=LATEST).standing
    return standing


@pytest.mark.parametrize(
    ("events", "outcome", "doubtful"),
    [
        pytest.param([upsert(1)], Outcome.NEW, False, id="a first event"),
        pytest.param(
            [upsert(1), upsert(2, title="B")], Outcome.UPDATED, False, id="other content"
        ),
        pytest.param([upsert(1), upsert(2)], Outcome.UNCHANGED, False, id="the same, later"),
        pytest.param([upsert(1), upsert(1)], Outcome.UNCHANGED, False, id="the same, at once"),
        pytest.param(
            [upsert(1, source="a"), upsert(2)], Outcome.UNCHANGED, False, id="no source said"
        ),
        pytest.param([upsert(2), upsert(1, title="B")], Outcome.STALE, False, id="older"),
        pytest.param([upsert(2), upsert(1)], Outcome.STALE, False, id="older, the same"),
        pytest.param(
            [upsert(1), upsert(1, title="B")], Outcome.UPDATED, True, id="other, same date"
        ),
        pytest.param([kill(1)], Outcome.WITHDRAWN, False, id="a withdrawal of the unknown"),
        pytest.param([upsert(2), kill(1)], Outcome.WITHDRAWN, False, id="an older withdrawal"),
        pytest.param([kill(2), upsert(1)], Outcome.NEW, False, id="a late first event"),
        pytest.param([kill(1), kill(2)], Outcome.UNCHANGED, False, id="withdrawn twice"),
        pytest.param(
            [kill(1), kill(2, "Why.")], Outcome.WITHDRAWN, False, id="with a reason after all"
        ),
        pytest.param([kill(2), kill(1, "Why.")], Outcome.STALE, False, id="an older reason"),
        pytest.param([kill(1), restore(2)], Outcome.RESTORED, False, id="restored"),
        pytest.param([kill(2), restore(1)], Outcome.STALE, False, id="restored before"),
        pytest.param([restore(2), kill(1)], Outcome.STALE, False, id="withdrawn before"),
        pytest.param([kill(1), restore(1)], Outcome.RESTORED, True, id="both at one date"),
        pytest.param([upsert(1), restore(2)], Outcome.UNCHANGED, False, id="never withdrawn"),
        pytest.param([restore(1)], Outcome.UNCHANGED, False, id="unknown and restored"),
    ],
)
def test_what_the_last_of_several_events_comes_to(events, outcome, doubtful):
    verdict = weigh(standing_of(events[:-1]), events[-1], heard=LATEST)
    assert (verdict.outcome, verdict.same_version) == (outcome, doubtful)


FIVE = (
    upsert(1),
    upsert(2, title="B"),
    upsert(3, title="C", published_at=at(-9)),
    kill(4, "Why."),
    upsert(5, title="D"),
)


@pytest.mark.parametrize("times", [1, 2, 3])
def test_all_120_orders_of_five_events_end_in_one_standing(times):
    expected = standing_of(FIVE)
    assert (expected.withdrawn, expected.reason) == (True, "Why.")
    assert (expected.digest, expected.version) == (FIVE[4].digest, at(5))
    assert (expected.first, expected.publication) == (at(1), at(1))
    for order in permutations(FIVE):
        twice = [event for event in order for _ in range(times)]
        assert standing_of(twice) == expected
        assert standing_of(order * times) == expected


MAKE = st.sampled_from(
    [
        upsert,
        lambda minute: upsert(minute, title="B"),
        lambda minute: upsert(minute, published_at=at(-9)),
        lambda minute: upsert(minute, modified_at=at(minute)),
        kill,
        lambda minute: kill(minute, "Why."),
        lambda minute: kill(minute, "Because."),
        restore,
    ]
)
HISTORIES = st.lists(MAKE, min_size=1, max_size=8).map(
    lambda kinds: [kind(minute) for minute, kind in enumerate(kinds)]
)


@given(HISTORIES, st.data())
def test_events_of_different_versions_end_in_one_standing_in_any_order_and_number(events, data):
    twice = data.draw(st.lists(st.sampled_from(events), max_size=5))
    shuffled = data.draw(st.permutations([*events, *twice]))
    assert standing_of(shuffled) == standing_of(events)


@given(HISTORIES)
def test_a_standing_is_what_the_newest_of_each_kind_said(events):
    standing = standing_of(events)
    contents = [event for event in events if isinstance(event, Upsert)]
    decisions = [event for event in events if not isinstance(event, Upsert)]
    assert standing.first == events[0].version
    assert standing.digest == (contents[-1].digest if contents else None)
    assert standing.version == (contents[-1].version if contents else None)
    killed = bool(decisions) and isinstance(decisions[-1], Withdrawal)
    assert standing.withdrawn is killed
    assert standing.reason == (decisions[-1].reason if killed else None)


@given(HISTORIES)
def test_an_event_that_comes_again_is_not_news(events):
    standing = standing_of(events)
    for event in events:
        verdict = weigh(standing, event, heard=LATEST)
        assert verdict.standing == standing
        assert verdict.outcome in {Outcome.UNCHANGED, Outcome.STALE}
        assert not verdict.same_version


def test_a_digest_is_of_all_that_a_draft_says_but_its_source():
    assert upsert(1).digest == upsert(2, source="a").digest
    says = {
        "title": "B",
        "body": "b",
        "tags": ["a"],
        "images": [{"url": "a"}],
        "embargoed_until": NOON,
        "modified_at": NOON,
    }
    digests = {upsert(1, **{key: value}).digest for key, value in says.items()}
    assert len(digests | {upsert(1).digest}) == len(says) + 1


def test_a_clock_that_runs_ahead_makes_no_embargo():
    heard = NOON
    verdict = weigh(None, upsert(30), heard=heard)
    assert verdict.standing.version == at(30)
    assert verdict.standing.publication == heard
