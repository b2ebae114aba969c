"""Runs of short lines without a full stop, one under the other: what they look like together."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from service.cleaning.block import Block
from service.cleaning.signs import STOPS

_LONGEST: Final = 180
_ENDS: Final = frozenset(STOPS)
_COUNTS: Final = (1, 2, 4, 8)
_LENGTHS: Final = (25, 45, 75)
_ALIKE: Final = 0.3


class Run(NamedTuple):
    """One run: where it begins, and the signals of all of its lines."""

    since: int
    headed: bool
    """Its first line goes: what stands below it is what it leads to."""
    signals: tuple[str, ...]


def runs(
    chain: Sequence[Block], what: Sequence[str], cut: Sequence[bool]
) -> tuple[Run | None, ...]:
    """Return by block the run that it is in, if it is in one."""
    found: list[Run | None] = []
    for at, block in enumerate(chain):
        if not _is_line(block, what[at]):
            found.append(None)
        elif at and found[-1] is not None:
            found.append(found[-1])
        else:
            found.append(_run(chain, what, cut, at))
    return tuple(found)


def standing(run: Run | None, at: int, seen: list[str]) -> None:
    """Add the signals of a block that is in that run."""
    if run is not None:
        seen += run.signals
        if run.headed and at > run.since:
            seen.append("run:headed")


def _is_line(block: Block, what: str) -> bool:
    return what != "prose" and len(block.text) < _LONGEST and block.text[-1] not in _ENDS


def _run(chain: Sequence[Block], what: Sequence[str], cut: Sequence[bool], since: int) -> Run:
    until = since + 1
    while until < len(chain) and _is_line(chain[until], what[until]):
        until += 1
    count = until - since
    signals = [f"run:{bisect_left(_COUNTS, count)}"]
    if count > 1:
        gone = sum(cut[since:until])
        signals.append(
            "run:cut" if gone * 2 >= count else "run:some-cut" if gone else "run:kept"
        )
        signals.extend(_alike([len(block.text) for block in chain[since + 1 : until]]))
    return Run(since, cut[since], tuple(signals))


def _alike(sizes: Sequence[int]) -> Iterator[str]:
    """Yield whether the lines below the first are about as long as each other, and how long."""
    mean = sum(sizes) / len(sizes)
    if len(sizes) > 1 and sum(abs(size - mean) for size in sizes) < mean * _ALIKE * len(sizes):
        yield "run:alike"
        yield f"run:alike:{bisect_left(_LENGTHS, mean)}"
