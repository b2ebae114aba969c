"""A credit that ends a line without a label: a bare name, one behind a dash, "Echo photo"."""

import re
from typing import Final

from service.cleaning import holders, legend, seams
from service.cleaning.cutline import BARE, TAIL, Said
from service.cleaning.holders import is_credit, is_named, is_slashed, unlabelled
from service.cleaning.rules import Rules
from service.cleaning.signs import BRACKETS, DASHES, LONG_DASHES
from service.cleaning.wording import plain

_FEW_NAMES: Final = 5
_TRIES: Final = 4
_WORDS: Final = 4
_PAIR: Final = 2
_DASHES: Final = frozenset(DASHES)
_INITIALS: Final = re.compile(r"(?:^|\s)(?:[^\W\d_]\.){2,}$")
_AFTER_DASH: Final = re.compile(
    rf"(?<=[.?!)\"\u201d\u00bb])\s*[-{LONG_DASHES}]\s*(?=[^\W\d_][^.?!]{{1,60}}$)"
)
"""Where a dash that is glued to a name, or to the full stop before it, stands: "… dawn. —White Star"."""


def is_name_like(said: str, rules: Rules) -> bool:
    """Return whether it could be a name of any kind: "Christie's", "NPA"."""
    if plain(said) in rules.lists.get("button", ()):
        return False
    few = len(said.split()) <= _FEW_NAMES and not any(map(str.isdigit, said))
    cased = said.lower() != said.upper()
    return few and cased and is_named(said) and not legend.stays(said, rules)


def unstopped(said: str) -> str:
    """Return an owner without the full stop that ends the line, but for an initial's own."""
    initialled = _INITIALS.search(said) or seams.is_short(said, len(said) - 1)
    return said if initialled else said.rstrip(".")


def unclosed(said: str) -> str:
    """Return an owner without the brackets that close what none in it opens: "Jane Doe (Gazette)" has its own."""
    said = said.strip().lstrip("".join(BRACKETS)).lstrip()
    while (
        said and said[-1] in BRACKETS and said.count(said[-1]) > said.count(BRACKETS[said[-1]])
    ):
        said = said[:-1].rstrip()
    return said


def dashed(text: str, rules: Rules) -> Said | None:
    """Return a name behind a dash after the last full stop, a space or none about it."""
    if _DASHES.isdisjoint(text):
        return None
    found = _AFTER_DASH.search(text)
    said = text[found.end() :] if found else ""
    if found is None or not (is_credit(said, rules, sure=True) or is_name_like(said, rules)):
        return None
    return Said(text[: found.start()], said)


def of_a_photo(text: str, rules: Rules) -> Said | None:
    """Return a paper's or a person's name that closes in "photo": "Echo photo", "Echo photo by Ada Quill"."""
    if " photo" not in text:
        return None
    at = next(seams.ends(text, len(text) - TAIL), 0)
    rest = text[at:].strip(" .()")
    paper, word, owner = rest.partition(" photo")
    if (
        legend.stays(rest, rules)
        or not at
        or not word
        or not is_named(paper)
        or len(paper.split()) > _WORDS
    ):
        return None
    by, _, name = owner.strip().partition(" ")
    if by == "by" and is_named(name):
        return Said(text[:at].strip(), name)
    return Said(text[:at].strip(), unlabelled(rest, rules)) if owner in {"", "s"} else None


def bare(text: str, rules: Rules, *, sure: bool) -> Said | None:
    """Return a line and the name that ends it after its last sentence, or is all of it."""
    whole = (
        len(text) <= BARE and " for " not in text and next(seams.ends(text[:-1]), None) is None
    )
    if whole and is_credit(text, rules, sure=False):
        return Said(None, unlabelled(text, rules))
    if not sure and text.rstrip().endswith("."):
        return None
    for _, at in zip(range(_TRIES), seams.ends(text, len(text) - TAIL), strict=False):
        rest = text[at:].strip()
        rest = legend.after_closing(rest, rules)
        if not rest or len(rest) > BARE or (rest.endswith(".") and not sure):
            return None
        if is_credit(rest, rules, sure=sure) or (sure and _is_named_end(rest, rules)):
            return Said(
                text[: len(text.rstrip()) - len(rest)].strip(),
                unstopped(unlabelled(once(rest), rules)),
            )
        if not sure:
            return None
    return None


def _is_named_end(rest: str, rules: Rules) -> bool:
    """Whether a name ends a caption after its last sentence: "A rocket on its pad. Etlaq"."""
    name, comma, paper = rest.partition(", ")
    if comma and len(paper.split()) <= _WORDS:
        return holders.is_person(name, rules) and is_named(paper)
    return len(rest) > 1 and len(rest.split()) == 1 and is_name_like(rest, rules)


def run_on(text: str, rules: Rules, *, sure: bool) -> Said | None:
    """Return a credit without any sign before it: "… on the pier Jane Doe/AFP", "… the cupPhoto: PA"."""
    if not sure:
        return None
    for seam in seams.glued(text, max(0, len(text) - BARE)):
        rest = text[seam:]
        if is_credit(rest, rules, sure=False):
            return Said(text[:seam], unlabelled(rest, rules))
    return _slashed_end(text, rules)


def _slashed_end(text: str, rules: Rules) -> Said | None:
    """A photographer's last two names and what comes after the slash, where no stop comes before."""
    before, slash, _ = text.rpartition("/")
    words = before.split()
    if not slash or len(words) < _WORDS:
        return None
    taken = 1
    while taken < _WORDS and is_named(words[-taken - 1]):
        taken += 1
    while taken > _PAIR + words[-1].isupper() and not _is_initial(words[1 - taken]):
        taken -= 1
    said = " ".join(words[-taken:]) + text[len(before) :]
    if not text.endswith(said) or not is_slashed(said, rules, sure=False):
        return None
    return Said(text[: -len(said)].rstrip() or None, said)


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1


def once(said: str) -> str:
    """Return a credit that stands twice, once."""
    half, whole = len(said) // 2, said.partition(") ")[0]
    if said[:1] == "(" and whole != said:
        return whole[1:]
    return (
        said[:half]
        if said[:half] == said[half + 1 :] and said[half : half + 1] == " "
        else said
    )
