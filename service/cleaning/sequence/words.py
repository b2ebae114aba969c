"""Words as one article is compared with itself: by how they begin, whatever their ending."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

WORD: Final = re.compile(r"[^\W\d_]{4,}")
STEM: Final = 6
"""Words that begin with as many letters alike are the same."""
_STEM: Final = re.compile(r"([^\W\d_]{4,6})[^\W\d_]*")
_STEM_IN_ASCII: Final = re.compile(r"([a-z]{4,6})[a-z]*")
_DENSE: Final = re.compile(r"[\u3040-\ud7a3]")
_DENSE_RUN: Final = re.compile(r"[\u3040-\ud7a3]{2,}")


def stems(text: str) -> frozenset[str]:
    """Return the words of a folded text by how they begin; pairs of characters of a dense script."""
    if text.isascii():
        return frozenset(_STEM_IN_ASCII.findall(text))
    if _DENSE.search(text, 0, 20):
        runs = _DENSE_RUN.findall(text)
        return frozenset(run[at : at + 2] for run in runs for at in range(len(run) - 1))
    return frozenset(_STEM.findall(text))


def vocabulary(texts: Iterable[str]) -> Counter[str]:
    """Return in how many of the texts of an article each word stands."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(stems(text))
    return counts
