"""A line under a picture as it is read before anything is told of it, and where a credit can stand in it."""

from typing import Final, NamedTuple

from service.cleaning import holders, legend
from service.cleaning.rules import Hit, Rules
from service.cleaning.signs import BARS, BRACKETS, DASHES, STOPS

LONGEST_READ: Final = 2_000
BARE: Final = 70
TAIL: Final = 2 * BARE
"""A bare name that ends a line stands in so much of it, the paper's "File photo" before it."""
MARKS: Final = (
    "©",
    "(c)",
    "(C)",
    "\uff08c\uff09",
    "\uff08C\uff09",
    "\uff08\uff23\uff09",
    "\u24d2",
)
EDGE: Final = f" {BARS}{DASHES}([,;:="
"""What stands between a caption and its credit."""
_NEEDED: Final = ("/", " for ", *MARKS)
"""A credit that no rule knows has one of these, where it does not stand in a caption."""
_CRIES: Final = "!?\uff01\uff1f"
_OPENERS: Final = frozenset(f"{EDGE}{''.join(BRACKETS.values())}©\u24d2")


class Said(NamedTuple):
    """What a line under a picture says: the caption, and whose picture it is."""

    caption: str | None
    credit: str | None

    @property
    def is_credit(self) -> bool:
        """Whether the line is nothing but a credit."""
        return bool(self.credit) and not self.caption


class Line(NamedTuple):
    """A line under a picture, its label and a button's words taken off, and the words of credits in it."""

    text: str
    known: tuple[Hit, ...]


def read(text: str, rules: Rules) -> Line:
    """Return what is asked of a line first, whatever it is asked next."""
    own, low = legend.own(text, rules)
    return Line(own, holders.found(low, rules) if len(own) <= LONGEST_READ else ())


def has_sign(text: str, known: tuple[Hit, ...]) -> bool:
    """Whether what a credit needs stands where one can stand: at the end, or first of all."""
    tail = text[-TAIL:]
    if any(map(tail.__contains__, _NEEDED)):
        return True
    since = len(text) - TAIL
    return any(not hit.start or hit.end >= since for hit in known)


def may_be_alone(line: Line) -> bool:
    """Return whether a line could be all credit: it is short, or a label, a sign or a bracket opens it."""
    text, known = line
    return len(text) <= BARE or text[0] in _OPENERS or any(not hit.start for hit in known)


def is_last_word(text: str, owner: str) -> bool:
    """Return whether `owner` is one word after the last stop: a sentence's own, or a paper's end sign."""
    if len(owner.split()) > 1 or "/" in owner:
        return False
    return text.removesuffix(owner).rstrip()[-1:] in STOPS


def is_signature(caption: str, owner: str) -> bool:
    """Return whether a reader signs what was asked or cried out: "Help! (Jo R., Port Marsh)"."""
    return caption[-1] in _CRIES and ", " in owner
