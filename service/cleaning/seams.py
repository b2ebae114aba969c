"""Where one thing said ends and the next begins: sentences, also those glued together."""

import re
from collections.abc import Iterator
from typing import Final

from service.cleaning.signs import BRACKETS, CLOSING, QUOTES, WIDE_STOPS, each

_CLOSERS: Final = f"{''.join(BRACKETS)}{CLOSING}\"'"
_ENDS: Final = re.compile(
    rf"[.?!…{WIDE_STOPS}\"{CLOSING}]"  # one set, all others behind it: it is looked for fastest
    rf"(?:(?<=[{WIDE_STOPS}])|(?<=[.?!…])[{re.escape(_CLOSERS)}]?(?=\s)"
    rf"|(?<=[\"{CLOSING}])(?=\s)|(?<=[^\W_A-Z][.?!])(?=[^\W\d_]))"
)
"""Where a sentence ends, also one that the next is glued to."""
_GLUED: Final = re.compile(r"[A-Z\x80-\U0010ffff](?<=[a-z\x80-\U0010ffff].)", re.DOTALL)
"""What could be a capital behind a small letter."""
_SHORT: Final = each(
    "dr mr mrs ms st jr sr prof capt sgt lt col gen rev hon mt ft sta sto dra ing no nr bzw "
    "ave av blvd rd vs co ste mme mgr lic gral mons dott sig hl str ul al os im św ks bł kpt por "
    "ул им просп пл пос св акад ген вул бул оз"
)
"""What a full stop stands after though no sentence ends."""
_PREFIXES: Final = each("mc mac fitz de la le di du van von da del al el")


def ends(text: str, since: int = 0) -> Iterator[int]:
    """Yield where the sentences of `text` end, the last first; after an initial none does.

    Where only the last of them matter, those before `since` are not looked for.
    """
    found = list(_ENDS.finditer(text, max(0, since)))
    for end in reversed(found):
        if not text[end.end() : end.end() + 1].islower() and not is_short(text, end.start()):
            yield end.end()


def is_short(text: str, at: int) -> bool:
    """Return whether a full stop ends an initial or an abbreviation and no sentence."""
    if text[at : at + 1] != ".":
        return False
    word = text[max(0, at - 6) : at].rsplit(" ", maxsplit=1)[-1].lstrip(f"({QUOTES}")
    return (len(word) == 1 and word.isupper()) or word.lower() in _SHORT


def glued(text: str, since: int) -> Iterator[int]:
    """Yield where a small letter and a capital meet in a word, the last first: "the cupPhoto: …"."""
    for found in reversed([*_GLUED.finditer(text, since + 1)]):
        seam = found.start()
        if text[seam].isupper() and text[seam - 1].islower():
            word = text[:seam].rsplit(None, 1)[-1].lower()
            if word not in _PREFIXES:
                yield seam
