"""How much of what a block speaks of the article speaks of elsewhere: a teaser's names are its own."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from typing import Final

from service.cleaning.sequence.view import View
from service.cleaning.sequence.words import names, stems

_FEWEST: Final = 120
"""An article that says less leaves much unsaid that is its own."""
_SHARES: Final = (0, 0.2, 0.4, 0.6, 0.8, 0.99)
_TOLD: Final = tuple(f"told:{share}" for share in range(len(_SHARES) + 1))
_ROUGHLY: Final = (0, 0.34, 0.67, 0.99)
_COUNTS: Final = (2, 4, 8, 16)
_TOLD_OF: Final = tuple(
    tuple(f"told:{count}:{share}" for share in range(len(_ROUGHLY) + 1))
    for count in range(len(_COUNTS) + 1)
)
_MOST_NAMES: Final = 4
_NAMES: Final = tuple(f"names:{new}" for new in range(_MOST_NAMES + 1))
_NOTHING: Final[Mapping[str, int]] = {}


def told(view: View, at: int, seen: list[str]) -> None:
    """Add how many of a block's words and names stand in the rest of the article's prose."""
    known = view.vocabulary
    if len(known) < _FEWEST:
        return
    block, own = view.chain[at], _NOTHING
    if view.what[at] == "prose":
        own = Counter(view.words[at])
        count, again = len(own), sum([known[word] > times for word, times in own.items()])
    else:
        words = frozenset(stems(view.page.plain[block.place]))
        count, again = len(words), len(words & known.keys())
    if count:
        share = again / count
        seen.append(_TOLD[bisect_left(_SHARES, share)])
        seen.append(_TOLD_OF[bisect_left(_COUNTS, count)][bisect_left(_ROUGHLY, share)])
    named = names(block.text)
    if named:
        new = sum([known.get(name, 0) <= own.get(name, 0) for name in named])
        seen.append(
            "names:told" if not new else "names:new" if new == len(named) else "names:some"
        )
        seen.append(_NAMES[min(new, _MOST_NAMES)])
