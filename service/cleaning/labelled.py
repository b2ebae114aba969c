"""What opens and closes a line that names writers: labels, dates, a "by"."""

import re
from typing import Final

from service.cleaning.names import is_full_name, is_person
from service.cleaning.rules import NO_OPENERS, Rules
from service.cleaning.signs import COLONS, DASHES
from service.cleaning.wording import plain

_DIGIT: Final = re.compile(r"\d")
_LONGEST_LABEL: Final = 80
_LABEL_WORDS: Final = 3
_LONG_LABEL: Final = 6
_BEFORE_BY: Final = 6
_SHORT_WORD: Final = 3
_NAME: Final = 2
_DATE: Final = 5
_UNSPACED: Final = "\u3040"
_HANGUL: Final = "\uac00"
_COLONS: Final = f" {COLONS}{DASHES}"


def starts_with(low: str, rules: Rules, key: str) -> int | None:
    """Return where a plain text goes on after a label of the list `key`; None where it has none."""
    labels = rules.openers.get(key, NO_OPENERS).of(low)
    if not labels or not low.startswith(labels):
        return None
    for label in labels:
        after = low[len(label) : len(label) + 1]
        if low.startswith(label) and after and (after in _COLONS or is_unspaced(label[-1])):
            return len(label)
    return None


def is_unspaced(letter: str) -> bool:
    """Return whether a letter is of a script that does not space its words."""
    return _UNSPACED <= letter < _HANGUL


def _label(part: str, rules: Rules) -> int | None:
    low = f"{plain(part[:_LONGEST_LABEL])} "
    if starts_with(low, rules, "byline-opening") is None:
        return None
    at = starts_with(low, rules, "byline")
    at = at if at is not None else starts_with(low, rules, "byline-part")
    return min(at, len(part)) if at is not None else None


def unlabelled(text: str, rules: Rules) -> str:
    """Return `text` without the labels that open it."""
    text = text.strip(" ,")
    while text and (at := _label(text, rules)) is not None:
        text = text[at:].lstrip(_COLONS + ",")
    return text


def after_colon(text: str, most: int = _LABEL_WORDS) -> str | None:
    """Return what a label of a few words introduces, whatever the label says."""
    for colon in ":\uff1a":
        if colon not in text:
            continue
        label, _, rest = text.partition(colon)
        if _DIGIT.search(label) or any(map(is_full_name, label.split(","))):
            continue
        words = len(label.split())
        if 0 < words <= most or (words <= _LONG_LABEL and is_full_name(rest.strip())):
            return rest.strip()
    return None


def behind_by(text: str, rules: Rules) -> str:
    """Return what stands behind a "by": "An inquiry by Ada Quill", "Research: Ada Quill"."""
    rest = after_colon(text)
    if rest or _is_of_an_office(text, rules):
        return rest or text
    tokens, lists = text.split(), rules.lists
    bys, particles = lists.get("by", ()), lists.get("by-or-name", ())
    froms, roles = lists.get("from", ()), lists.get("role", ())
    lows = plain(text).split()[1:_BEFORE_BY]
    for at, low in enumerate(lows[: len(tokens) - 2], 1):
        if tokens[at - 1].endswith(","):
            break
        sure = low in bys or (low in particles and any(each.islower() for each in tokens[:at]))
        if sure and tokens[at + 1][:1].isupper():
            return " ".join(tokens[at + 1 :])
        if low in froms and len(tokens) == at + 1 + _NAME:
            rest = " ".join(tokens[at + 1 :])
            return rest if is_person(rest, rules) else text
        if low in roles and tokens[at].islower():
            rest = " ".join(tokens[at + 1 :])
            if is_full_name(rest):
                return rest
    return text


def _is_of_an_office(text: str, rules: Rules) -> bool:
    """Whether it says what somebody is and of what: the last word in "Presidente de la Junta de X" is no writer."""
    office, particle, *_ = (*plain(text).split(maxsplit=2), "", "")
    particles = rules.lists.get("by-or-name", ())
    return office in rules.lists.get("office", ()) and particle in particles


def undated(text: str, rules: Rules) -> str:
    """Return what no label opens from a date before it, and up to a date, a time or a number of minutes."""
    kept = text.split()
    dated = _DIGIT.search(text) is not None
    opened = False
    while kept and _is_dated(kept, rules):
        opened = kept.pop(0) is not None
    if opened:
        while kept and _is_of_a_clock(kept[0], rules):
            kept.pop(0)
        kept = unlabelled(" ".join(kept), rules).split()
    if dated:
        first = next((at for at, each in enumerate(kept) if _DIGIT.search(each)), None)
        dated, kept = first is not None, kept[:first]
    while kept and _is_of_a_date(kept, rules, dated=dated):
        kept.pop()
    return " ".join(kept).strip(" ,")


def _is_dated(tokens: list[str], rules: Rules) -> bool:
    """Whether a line opens with a date: with a number, or a month or a day before one."""
    words = rules.lists.get("date-word", frozenset())
    for token in tokens[:_DATE]:
        low = plain(token).strip(".,")
        if _DIGIT.match(low):
            return True
        if low not in words and low not in rules.months:
            return False
    return False


def _is_of_a_clock(token: str, rules: Rules) -> bool:
    """Whether it goes with the hour before it: "PM", "EST", "Uhr"; not as "Am" opens a name."""
    low = plain(token).replace(".", "").strip(",")
    zoned = low in rules.lists.get("clock", ()) and not token.istitle()
    return zoned or low in rules.lists.get("hour", ())


def _is_of_a_date(kept: list[str], rules: Rules, *, dated: bool) -> bool:
    """Whether the last word belongs to the date that follows, or is a month behind a full name."""
    month = plain(kept[-1]).strip(".,") in rules.months
    return (month or _is_small(kept[-1])) if dated else (month and len(kept) > _NAME)


def _is_small(token: str) -> bool:
    return len(token) <= _SHORT_WORD and token.islower()


def closed(text: str, rules: Rules) -> str:
    """Return `text` without the words that close a byline: "कविता मरावी की रिपोर्ट"."""
    low, endings = plain(text), rules.closers.get("byline-end", ())
    for ending in endings if low.endswith(endings) else ():
        if low.endswith(f" {ending}"):
            text = text[: -len(ending)].strip()
            break
    else:
        return text
    tokens = text.split()
    froms = [at for at, token in enumerate(tokens) if token in rules.lists.get("from", ())]
    return " ".join(tokens[froms[-1] + 1 :]) if froms else text
