"""Where a block stands, and what stands beside it."""

from collections.abc import Iterator
from typing import Final

from service.cleaning.sequence.view import IN_CHAIN, View

_PARTS: Final = 5
_FIRST: Final = 3
_NEAR_END: Final = 6


def around(view: View, at: int) -> Iterator[str]:
    """Yield the signals of a block's place in the chain and of its neighbours."""
    place, count = view.chain[at].place, len(view.chain)
    left = count - 1 - at
    yield f"left:{left}" if left < _FIRST else "left:few" if left < _NEAR_END else "left:many"
    yield f"part:{at * _PARTS // count}"
    if at < _FIRST:
        yield f"at:{at}"
    yield from _beside(view, at, at - 1, "prev")
    yield from _beside(view, at, at + 1, "next")
    for side, other in (("under", place - 1), ("over", place + 1)):
        label = view.labels.get(other)
        if label is not None and label.role not in IN_CHAIN:
            yield f"{side}:{label.role}"


def returning(view: View, at: int) -> Iterator[str]:
    """Yield whether it is new where its source is known: what is not is `recognise.repeated`'s to judge."""
    if view.page.habits.known and view.page.seen[view.chain[at].place] is None:
        yield "seen:never"


def _beside(view: View, at: int, other: int, side: str) -> Iterator[str]:
    if not 0 <= other < len(view.chain):
        yield f"{side}:none"
        return
    what, mine, theirs = view.what[other], view.chain[at].frame, view.chain[other].frame
    yield f"{side}:{what}"
    if what == "cut" and theirs.marks and theirs.marks == mine.marks:
        yield f"{side}:cut-alike"
    if theirs.group and theirs.group == mine.group:
        yield f"{side}:group"
