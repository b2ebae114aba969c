"""Captions and credits apart: labelled, in brackets, after a bar, or an agency's bare name."""

import re
from typing import Final

from service.cleaning import endings, holders, seams
from service.cleaning.cutline import BARE, EDGE, LONGEST_READ, MARKS, Line, Said, has_sign, read
from service.cleaning.holders import LONGEST, is_credit, is_named, is_slashed, unlabelled
from service.cleaning.names import is_full_name, is_name
from service.cleaning.rules import Hit, Rules
from service.cleaning.signs import (
    APOSTROPHE,
    BARS,
    BRACKETS,
    COLONS,
    COMMAS,
    DASHES,
    LONG_DASHES,
    QUOTES,
    STOPS,
)

_WORDS: Final = 4
_COLONS: Final = f"{COLONS},="
_CLAUSES: Final = f"{STOPS}{COLONS}{COMMAS}{QUOTES}{BARS}{DASHES}{APOSTROPHE}'()[]"
_DASHED: Final = tuple(f" {dash} " for dash in LONG_DASHES)
_BARRED: Final = (" | ", *_DASHED, " - ", " · ", " • ", " / ")
_PARTED: Final = frozenset({" | ", " \u00b7 ", " \u2022 ", " / "})
_MARK: Final = re.compile(rf"\A(?:{'|'.join(map(re.escape, MARKS))}|[\s:()\uff08\uff09])+")
"""The sign of a copyright, once or twice, and what stands about it."""


def split(text: str, rules: Rules, *, sure: bool) -> Said:
    """Return caption and credit apart; `sure` where the line is known to be a caption."""
    return apart(read(text, rules), rules, sure=sure)


def apart(line: Line, rules: Rules, *, sure: bool) -> Said:
    """Return the same of a line that was read."""
    text, known = line
    if len(text) > LONGEST_READ:
        return Said(text, None)
    if not (sure or has_sign(text, known)):
        return Said(text or None, None)
    return (
        _first(text, known, rules)
        or _bracketed(text, rules, sure=sure)
        or _labelled(text, known, rules, sure=sure)
        or _marked(text)
        or _barred(text, rules, sure=sure)
        or endings.bare(text, rules, sure=sure)
        or (sure and (endings.dashed(text, rules) or endings.of_a_photo(text, rules)))
        or endings.run_on(text, rules, sure=sure)
        or Said(text or None, None)
    )


def alone(text: str, found: Said, rules: Rules) -> Said:
    """Return a line that is all credit, of which `split` made `found`, without label and brackets."""
    if found.is_credit:
        return found
    if is_label(text, rules):
        return Said(None, None)
    return Said(None, unlabelled(endings.unclosed(text.lstrip(" ([")), rules))


def is_label(text: str, rules: Rules) -> bool:
    """Return whether a line is a credit's label and nothing else: "Photo:"."""
    said = text.rstrip(f"{_COLONS} ")
    if not 0 < len(said) < len(text) <= BARE:
        return False
    return (0, len(said)) in holders.labels(text, holders.hits(text, rules), sure=False)


def _first(text: str, known: tuple[Hit, ...], rules: Rules) -> Said | None:
    """A credit that stands before the caption: "Photo: Jane Doe. The ducks on …"."""
    if not known or all(hit.start for hit in known):
        return None
    for start, end in holders.labels(text, known, sure=True):
        if start or not holders.is_tight(text, end):
            continue
        for stop in seams.ends(text):
            said, caption = text[end:stop].strip(f"{_COLONS} ."), text[stop:].strip()
            if stop > end and len(caption.split()) >= _WORDS and _is_owner(said, rules):
                return Said(caption, said) if not is_credit(caption, rules, sure=True) else None
    return None


def _is_owner(said: str, rules: Rules) -> bool:
    return is_credit(said, rules, sure=True) and is_named(said)


def _bracketed(text: str, rules: Rules, *, sure: bool) -> Said | None:
    whole = text.rstrip(" .")
    opener = BRACKETS.get(whole[-1:])
    at = whole.rfind(opener) if opener else -1
    if at < 0:
        return None
    inner, before = whole[at + 1 : -1].strip(), whole[:at].strip()
    ends = not before or before[-1] in f"{STOPS}{QUOTES}"
    if not (
        is_credit(inner, rules, sure=sure and (ends or _is_scene_only(before)))
        or (sure and ends and before and endings.is_name_like(inner, rules))
    ):
        return None
    if owner := _owner_before(before, rules, sure=sure):
        said = unlabelled(whole[len(before) - len(owner) :].strip(), rules)
        return Said(before[: len(before) - len(owner)].rstrip(EDGE) or None, said)
    return Said(before or None, unlabelled(inner, rules))


def _owner_before(before: str, rules: Rules, *, sure: bool) -> str:
    """The photographer whose agency stands in brackets: "… on Monday. Jane Doe (AFP)"."""
    since = next(seams.ends(before), 0)
    for start, _ in holders.labels(before, holders.hits(before, rules), sure=sure):
        if start >= since and unlabelled(before[start:], rules, sure=sure) != before[start:]:
            return before[start:]
    owner = before[since:].strip()
    apart = since or (sure and owner.lower() != owner.upper())
    return owner if apart and holders.is_person(owner, rules) else ""


def _labelled(text: str, known: tuple[Hit, ...], rules: Rules, *, sure: bool) -> Said | None:
    """Find the last label that stands at a clause's start, with a name after it."""
    found = list(holders.labels(text, known, sure=sure)) if known else []
    for at, end in sorted(found, key=lambda span: not holders.is_tight(text, span[1])):
        if any(text[to:at].strip(" ") in set(_COLONS) for _, to in found if to < at):
            continue
        slashed = holders.is_slash(text, at, end)
        said = text[end:].lstrip(f"{_COLONS} {DASHES}{holders.SLASHES if slashed else ''}")
        said = endings.unstopped(endings.unclosed(said))
        if not said or len(said) > LONGEST or not _starts_clause(text, at):
            continue
        if text[end - 1] == "." and text[end : end + 1].islower():
            continue
        named = is_full_name(said) and at > 0
        worded = sure and (is_name(said) or is_credit(said, rules, sure=True))
        tight = holders.is_tight(text, end) and not holders.is_clause(said, rules, sure=sure)
        if tight or named or worded or (slashed and is_named(said)):
            return Said(
                text[:at].rstrip(EDGE) or None, holders.unworded(endings.once(said), rules)
            )
    return None


def _starts_clause(text: str, at: int) -> bool:
    before = text[:at].rstrip(" ")
    if not before or not text[at].isascii():
        return True
    return before[-1] in _CLAUSES or text[at].isupper()


def _marked(text: str) -> Said | None:
    if "(" not in text and text.isascii():
        return None
    at = max(map(text.rfind, MARKS))
    if at < 0:
        return None
    said = endings.unclosed(_MARK.sub("", text[at:]))
    if not said or len(said) > LONGEST:
        return None
    return Said(text[:at].rstrip(EDGE) or None, said)


def _barred(text: str, rules: Rules, *, sure: bool) -> Said | None:
    for bar in _BARRED:
        if bar not in text:
            continue
        before, _, rest = text.rpartition(bar)
        said = rest.strip(" .")
        if not before or len(said) > BARE:
            continue
        ended = before.rstrip()[-1:] in f"{STOPS})]" or bar == " | "
        if ended and is_credit(said, rules, sure=sure):
            return Said(before.strip(), said)
        if sure and ended and bar in _DASHED and _is_of_paper(said, rules):
            return Said(before.strip(), said)
        person = bar in _PARTED and holders.is_person(said, rules)
        if sure and (
            is_slashed(said, rules, sure=False)
            or (person and _is_scene(before[next(seams.ends(before), 0) :]))
        ):
            return Said(before.strip(), said)
    return None


def _is_scene_only(before: str) -> bool:
    """Whether the bracket after it explains no name: "… at the river (Jane Doe)"."""
    unnamed = before.rsplit(None, 1)[-1][0].islower()
    return unnamed and _is_scene(before) and not any(sign in before for sign in BRACKETS)


def _is_scene(before: str) -> bool:
    """Whether it says more than a name does."""
    words = before.split()
    return len(words) >= _WORDS and any(word[0].islower() for word in words)


def _is_of_paper(said: str, rules: Rules) -> bool:
    """Whether it is a name and a paper's: "Jane Doe, Ledger"; or letters for one: "PID"."""
    name, comma, paper = said.partition(", ")
    if comma:
        return is_full_name(name) and is_named(paper) and len(paper.split()) <= _WORDS
    return is_slashed(said, rules, sure=True) or (said.isupper() and said.isalpha())
