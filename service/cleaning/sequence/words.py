"""Words as one article is compared with itself: by how they begin, whatever their ending."""

import re
from itertools import pairwise
from typing import Final


def _letters() -> str:
    """The letters of all living scripts, as a regex spells a set: found far sooner than by `[^\\W\\d_]`."""
    known = [sign.isalnum() and not sign.isdecimal() for sign in map(chr, range(0x1_0000))]
    turns = [at for at, (one, two) in enumerate(pairwise(known), 1) if one is not two]
    return "".join(
        f"{chr(since)}-{chr(until - 1)}"
        for since, until in zip(turns[::2], turns[1::2], strict=True)
    )


LETTER: Final = _letters()
_CAPITAL: Final = "".join(filter(str.isalnum, filter(str.isupper, map(chr, range(0x1_0000)))))
_STEM: Final = re.compile(rf"([{LETTER}]{{4,6}})[{LETTER}]*")
_STEM_IN_ASCII: Final = re.compile(r"([a-z]{4,6})[a-z]*")
_NAME: Final = re.compile(rf"[{_CAPITAL}](?<![{LETTER}][{_CAPITAL}])[{LETTER}]{{3,5}}")
"""A capital letter that opens a word: what begins with a set, and not with a look behind, is found soonest."""
_NAME_IN_ASCII: Final = re.compile(r"[A-Z](?<![A-Za-z][A-Z])[A-Za-z]{3,5}")
_DENSE: Final = re.compile(r"[\u3040-\ud7a3]")
_DENSE_RUN: Final = re.compile(r"[\u3040-\ud7a3]{2,}")


def stems(text: str) -> list[str]:
    """Return the words of a folded text by how they begin; pairs of characters of a dense script."""
    if text.isascii():
        return _STEM_IN_ASCII.findall(text)
    if _DENSE.search(text, 0, 20):
        runs = _DENSE_RUN.findall(text)
        return [run[at : at + 2] for run in runs for at in range(len(run) - 1)]
    return _STEM.findall(text)


def names(text: str) -> list[str]:
    """Return the words of a text that begin with a capital letter, as `stems` has them."""
    found = (_NAME_IN_ASCII if text.isascii() else _NAME).findall(text)
    return [name.lower() for name in found]
