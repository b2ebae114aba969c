"""How much of what a block speaks of the article speaks of elsewhere: a teaser's names are its own."""

from bisect import bisect_left
from typing import Final

from service.cleaning.sequence.view import View
from service.cleaning.sequence.words import STEM, WORD, stems

_FEWEST: Final = 120
"""An article that says less leaves much unsaid that is its own."""
_SHARES: Final = (0, 0.2, 0.4, 0.6, 0.8, 0.99)
_ROUGHLY: Final = (0, 0.34, 0.67, 0.99)
_COUNTS: Final = (2, 4, 8, 16)
_MOST_NAMES: Final = 4


def told(view: View, at: int, seen: list[str]) -> None:
    """Add how many of a block's words and names stand in the rest of the article's prose."""
    known = view.vocabulary
    if len(known) < _FEWEST:
        return
    block, own = view.chain[at], view.what[at] == "prose"
    words = stems(view.page.plain[block.place])
    if words:
        share = sum([known.get(word, 0) > own for word in words]) / len(words)
        seen.append(f"told:{bisect_left(_SHARES, share)}")
        seen.append(f"told:{bisect_left(_COUNTS, len(words))}:{bisect_left(_ROUGHLY, share)}")
    names = [word for word in WORD.findall(block.text) if word[0].isupper()]
    if names:
        new = sum([known.get(name[:STEM].lower(), 0) <= own for name in names])
        seen.append(
            "names:told" if not new else "names:new" if new == len(names) else "names:some"
        )
        seen.append(f"names:{min(new, _MOST_NAMES)}")
