"""When what a reader sees last changed: by their own changes, however many others follow."""

from hypothesis import given, settings
from hypothesis import strategies as st

from service.model.change import Change, ChangeKind
from service.model.facets import Facets
from tests.backroom import at, partner
from tests.worlds import READERS, SAYS, article, keep, world

SIDES = st.tuples(st.booleans(), st.none() | SAYS.map(lambda says: facets(**says)))
CHANGES = st.tuples(st.integers(0, 9), st.sampled_from(ChangeKind), SIDES, SIDES)
NOTHING = (False, None)


def facets(**says):
    return Facets.of(article("a", **says))


def change(minute, kind, before, after):
    """A change that leads from one side to another, each of which somebody could see or not."""
    return Change(
        article="a",
        revision=1,
        kind=kind,
        at=at(minute),
        shown_before=before[0],
        shown_after=after[0],
        facets_before=before[1],
        facets_after=after[1],
    )


def last_seen(reader, logged):
    """The newest change that a reader could see, by all there are; the clock's may be late."""
    last = None
    for each in reversed(logged):
        if any(one.covers(seen) for one in reader.products for seen in each.seen):
            last = max(last or each.at, each.at)
            if each.kind not in {"released", "expired"}:
                break
    return last


@settings(max_examples=60, deadline=None)
@given(
    changes=st.lists(CHANGES, max_size=9),
    readers=st.lists(READERS, min_size=1, max_size=4),
)
def test_the_last_change_is_found_however_many_others_followed(undone, changes, readers):
    logged = [change(*said) for said in changes]
    with world(undone) as tx:
        keep(tx, article("a", "one"))
        for each in logged:
            tx.log.append(each)
        tx.log.number()
        for reader in readers:
            assert tx.reading.last_change(reader, at(99)) == last_seen(reader, logged)


def test_a_thousand_changes_that_others_see_do_not_hide_ones_own(undone):
    mine, theirs = (
        change(minute, "published", NOTHING, (True, facets(source=source, published_at=at(0))))
        for minute, source in ((1, "one"), (2, "two"))
    )
    with world(undone) as tx:
        keep(tx, article("a", "one"))
        for each in (mine, *[theirs] * 1100):
            tx.log.append(each)
        tx.log.number()
        reader = partner(sources=frozenset({"one"}))
        assert tx.reading.last_change(reader, at(99)) == at(1)
