"""What is remembered of a story: hashes, bounded, the same in every process."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.cleaning import Habits, Trace
from service.cleaning.habits import LINES, STORIES
from service.cleaning.segment import segment
from service.cleaning.trace import MOST_LINES, label_of, lines
from tests import make
from tests.proof import LEAD, NEXT, page

TEXTS = st.lists(st.text(max_size=300), max_size=12)


def known(*texts):
    """What can be known of these lines."""
    return lines(segment(make.draft(body="\n\n".join(texts), body_type="text/plain")))


def trace(name, *texts):
    """What an article of these lines leaves behind."""
    return Trace.of(name, known(*texts))


def numbered(count, size=1):
    """So many stories, each of lines of its own."""
    return [trace(str(n), *(f"Line {n} {m} of it" for m in range(size))) for n in range(count)]


@given(TEXTS)
def test_a_trace_is_stored_as_it_is(texts):
    left = trace("hg-1", *texts)
    assert Trace.from_bytes(left.to_bytes()) == left


@given(TEXTS, TEXTS)
def test_what_one_story_says_is_seen_in_another(mine, theirs):
    """Any text at all: every line that both have is seen, where they are two stories."""
    left = trace("theirs", *theirs)
    here = known(*mine)
    seen = Habits().learn(left).seen("mine", here)
    if not left.tells(Trace.of("mine", here)):
        for line, found in zip(here, seen, strict=True):
            assert (found is not None and found.stories == 1) >= (line.key in left.keys - {0})


def test_a_trace_is_the_same_in_every_process():
    assert trace("hg-1", LEAD, "Next on the quay: 12 ducks").to_bytes().hex() == HEX


def test_a_trace_of_another_form_is_not_read():
    stored = trace("hg-1", LEAD).to_bytes()
    assert Trace.from_bytes(bytes([stored[0] + 1]) + stored[1:]) is None


def test_no_text_is_in_a_trace():
    stored = trace("hg-1", LEAD, "Write to ada@a.example").to_bytes()
    assert b"ada" not in stored
    assert b"river" not in stored


def test_of_a_very_long_article_the_first_and_the_last_lines_are_known():
    left = trace("hg-1", *(f"{chr(97 + n % 26) * 3} {n}" for n in range(MOST_LINES + 50)))
    assert len(left.keys) == MOST_LINES


def test_as_many_stories_are_known_as_are_kept_and_the_newest():
    habits = Habits()
    stories = numbered(STORIES + 5)
    for each in stories:
        habits = habits.learn(each)
    assert habits.traces == tuple(stories[5:])


def test_as_many_lines_are_known_as_are_kept_and_the_newest():
    habits = Habits()
    for each in numbered(30, size=300):
        habits = habits.learn(each)
    assert sum(len(each.keys) for each in habits.traces) <= LINES
    assert habits.traces[-1] == numbered(30, size=300)[-1]
    assert sum(len(each.to_bytes()) for each in habits.traces) <= 200_000


def test_a_revision_takes_the_place_of_what_was_known_of_its_article():
    first, other, second = trace("a", LEAD), trace("b", NEXT), trace("a", LEAD, "More.")
    assert Habits().learn(first).learn(other).learn(second).traces == (other, second)


def test_learning_changes_nothing_that_was_handed_out():
    before = Habits().learn(trace("a", LEAD))
    before.learn(trace("b", NEXT))
    assert len(before.traces) == 1


def test_a_twin_tells_the_story_of_the_one_that_was_first():
    first = trace("a", LEAD, NEXT)
    twin = Habits().learn(first).trace("b", known(LEAD, NEXT, "Syndicated."))
    assert twin.story == first.story
    assert replace(twin, story=twin.article).story != first.story


def test_the_habits_of_very_many_drafts_are_of_as_many_as_are_kept():
    drafts = [
        make.draft(external_id=str(n), body=page(f"Line {n}")) for n in range(STORIES * 3)
    ]
    traces = Habits.of(drafts).traces
    assert STORIES // 2 < len(traces) <= STORIES


def test_a_draft_that_cannot_be_read_teaches_nothing():
    assert Habits.of([make.draft(body="<div>" * 2_000)]) == Habits()


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("Read on: the widow", "Read on", id="a colon"),
        pytest.param("↳ Y además: la ermita", "Y además", id="a sign before it"),
        pytest.param("Sur le même sujet → La rouille", "Sur le même sujet", id="an arrow"),
        pytest.param("At 12:30 the bell rang", "", id="a time"),
        pytest.param("The river rose.", "", id="none"),
    ],
)
def test_a_line_opens_with_a_label(text, label):
    assert label_of(text)[0] == label


HEX = (
    "019fcb1082374c593a9fcb1082374c593a2727591e84e937e303000e00df33614aeca0200c2d504ec915eeba39"
    "2727591e84e937e3010003f14b9501023a7a143986d81b307e1136aedb3f383a80ca381aa85e4776c9ca4931d1"
    "5b55c1f0285ce5c1565da14b1aa9fa1878b65b8710da"
)
"""Another one is another format: what is stored would not be understood, so its number must rise."""
