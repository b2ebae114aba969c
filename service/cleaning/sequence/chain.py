"""A chain of two states, body and noise: how probable it is that each block of a page is noise.

A linear-chain conditional random field: a block's signals speak for noise, and each block leans on
the one before and the one behind it (forward-backward, in logarithms).
"""

from collections.abc import Sequence
from math import exp, log1p
from typing import Final

from service.cleaning.rules.weights import Pair, Turns

_NEVER: Final = -1e4
_MOST: Final = 700.0
"""Beyond this a power of e is no number."""


def posterior(
    scores: Sequence[float], known: Sequence[bool | None], turns: Turns
) -> list[float]:
    """Return by block how probable noise is, of all blocks' scores; what is `known` is certain."""
    if not scores:
        return []
    states = [_state(score, sure) for score, sure in zip(scores, known, strict=True)]
    (stay, cut), (mend, go) = turns
    before = [states[0]]
    for body, noise in states[1:]:
        was, gone = before[-1]
        before.append(
            (_plus(was + stay, gone + mend) + body, _plus(was + cut, gone + go) + noise)
        )
    behind: list[Pair] = [(0.0, 0.0)]
    for body, noise in reversed(states[1:]):
        will, goes = behind[-1][0] + body, behind[-1][1] + noise
        behind.append((_plus(stay + will, cut + goes), _plus(mend + will, go + goes)))
    return [
        _share(noise + after, body + rest)
        for (body, noise), (rest, after) in zip(before, reversed(behind), strict=True)
    ]


def _state(score: float, sure: bool | None) -> Pair:  # noqa: FBT001 - known, unknown, or which
    if sure is None:
        return 0.0, score
    return (_NEVER, 0.0) if sure else (0.0, _NEVER)


def _plus(one: float, other: float) -> float:
    """The logarithm of the sum of two figures that are logarithms."""
    high, low = (one, other) if one > other else (other, one)
    return high + log1p(exp(low - high))


def _share(noise: float, body: float) -> float:
    """How probable noise is, from the logarithms of how likely both are."""
    more = body - noise
    return 0.0 if more > _MOST else 1.0 / (1.0 + exp(more))
