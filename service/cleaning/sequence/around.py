"""Where a block stands, and what stands beside it."""

from typing import Final

from service.cleaning.block import Shape
from service.cleaning.sequence.view import IN_CHAIN, View

_PARTS: Final = 5
_PART: Final = tuple(f"part:{part}" for part in range(_PARTS))
_FIRST: Final = ("at:0", "at:1", "at:2")
_LAST: Final = ("left:0", "left:1", "left:2", "left:few", "left:few", "left:few")
_WHATS: Final = ("cut", "prose", *Shape)
_BESIDE: Final = {
    side: {what: f"{side}:{what}" for what in (*_WHATS, "none")} for side in ("prev", "next")
}
"""The signals of what stands beside a block."""


def around(view: View, at: int, seen: list[str]) -> None:
    """Add the signals of a block's place in the chain and of its neighbours."""
    place, count = view.chain[at].place, len(view.chain)
    left = count - 1 - at
    seen.append(_LAST[left] if left < len(_LAST) else "left:many")
    seen.append(_PART[at * _PARTS // count])
    if at < len(_FIRST):
        seen.append(_FIRST[at])
    seen.append(_beside(view, at - 1, "prev"))
    seen.append(_beside(view, at + 1, "next"))
    for side, other in (("under", place - 1), ("over", place + 1)):
        label = view.labels.get(other)
        if label is not None and label.role not in IN_CHAIN:
            seen.append(f"{side}:{label.role}")


def returning(view: View, at: int, seen: list[str]) -> None:
    """Add that it is new where its source is known: what is not is `recognise.repeated`'s to judge."""
    if view.page.habits.known and view.page.seen[view.chain[at].place] is None:
        seen.append("seen:never")


def _beside(view: View, other: int, side: str) -> str:
    return _BESIDE[side][view.what[other] if 0 <= other < len(view.chain) else "none"]
