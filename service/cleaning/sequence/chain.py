"""A chain of two states, body and noise: how probable it is that each block of a page is noise.

A linear-chain conditional random field: a block's signals speak for noise, and each block leans on
the one before and the one behind it (forward-backward). It reckons in odds, noise to body: one
figure a block says all that two would.
"""

from collections.abc import Sequence
from math import exp
from typing import Final

from service.cleaning.rules.weights import Turns

_CERTAIN: Final = 60.0
"""No score counts for more: so all products of odds stay numbers."""
_SURE: Final = exp(_CERTAIN)


def posterior(
    scores: Sequence[float], known: Sequence[bool | None], turns: Turns
) -> list[float]:
    """Return by block how probable noise is, of all blocks' scores; what is `known` is certain."""
    (stay, cut), (mend, go) = [[exp(turn) for turn in turned] for turned in turns]
    odds = [_odds(score, sure) for score, sure in zip(scores, known, strict=True)]
    before = odds[:1]
    """The odds of each block, given all before it."""
    for own in odds[1:]:
        last = before[-1]
        before.append(own * (cut + last * go) / (stay + last * mend))
    behind = 1.0
    found = []
    for own, all_before in zip(reversed(odds), reversed(before), strict=True):
        whole = all_before * behind
        found.append(whole / (1.0 + whole))
        here = own * behind
        behind = (mend + here * go) / (stay + here * cut)
    found.reverse()
    return found


def _odds(score: float, sure: bool | None) -> float:  # noqa: FBT001 - known, unknown, or which
    if sure is None:
        return exp(min(max(score, -_CERTAIN), _CERTAIN))
    return _SURE if sure else 0.0
