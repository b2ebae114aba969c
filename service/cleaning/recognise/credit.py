"""Captions and credits apart: labelled, in brackets, after a bar, or an agency's bare name."""

from typing import Final, NamedTuple

from service.cleaning.names import is_full_name, is_name
from service.cleaning.rules import Rules
from service.cleaning.wording import plain

_LONGEST: Final = 110
_BARE: Final = 70
_COLONS: Final = (":", "：", "・")  # noqa: RUF001
_ENDS: Final = (". ", "? ", "! ", "。", "？", "！", '." ', ".” ", ".) ", '" ', "” ", "» ")  # noqa: RUF001
_EDGE: Final = " |–—-·•([.,;:"  # noqa: RUF001
_BRACKETS: Final = {")": "(", "]": "[", "）": "（", "】": "【"}  # noqa: RUF001
_BARS: Final = (" | ", " — ", " – ", " - ", " · ", " / ")  # noqa: RUF001


class Said(NamedTuple):
    """What a line under a picture says: the caption, and whose picture it is."""

    caption: str | None
    credit: str | None


def split(text: str, rules: Rules, *, sure: bool) -> Said:
    """Return caption and credit apart; `sure` where the line is known to be a caption."""
    for look in (_bracketed, _labelled, _marked, _barred, _bare):
        found = look(text, rules, sure)
        if found is not None:
            return found
    return Said(text, None)


def alone(text: str, rules: Rules) -> Said:
    """Return a line that is all credit, its label and its brackets taken off."""
    found = split(text, rules, sure=True)
    if found.credit and not found.caption:
        return found
    return Said(None, _unlabelled(text.strip(" ()[]"), rules))


def is_alone(text: str, rules: Rules) -> bool:
    """Return whether a line is nothing but a credit."""
    found = split(text, rules, sure=False)
    return bool(found.credit) and not found.caption


def names(credit: str, rules: Rules) -> tuple[str | None, str | None]:
    """Return the photographer and the agency of a credit, where it tells them."""
    parts = [part.strip() for part in credit.split("/") if part.strip()]
    if len(parts) == 1:
        if _has_agency(credit, rules):
            return None, credit
        return (credit, None) if is_full_name(credit) else (None, None)
    if not parts:
        return None, None
    first, last = parts[0], parts[-1]
    if _has_agency(first, rules) or (
        first.isupper() and not last.isupper() and " " not in first
    ):
        return last, first
    return first, last


def _bracketed(text: str, rules: Rules, sure: bool) -> Said | None:  # noqa: FBT001
    whole = text.rstrip(" .")
    opener = _BRACKETS.get(whole[-1:])
    at = whole.rfind(opener) if opener else -1
    if at < 0:
        return None
    inner = whole[at + 1 : -1].strip()
    if not _is_credit(inner, rules, sure=sure):
        return None
    return Said(whole[:at].strip() or None, _unlabelled(inner, rules))


def _labelled(text: str, rules: Rules, sure: bool) -> Said | None:  # noqa: FBT001
    """Find the last label that stands at a sentence's start, with a name after it."""
    low = plain(text)
    for label in sorted(rules.lists.get("credit-label", ()), key=len, reverse=True):
        at = low.rfind(label)
        after = low[at + len(label) :]
        if at < 0 or not after.strip(" :.：・)") or not _starts_clause(text, at, label):  # noqa: RUF001
            continue
        rest = text[at + len(label) :].strip(" ")
        tight = rest.startswith(_COLONS) or label.endswith((" by", ".", "©"))
        said = rest.lstrip(" :：・").rstrip(" )]）")  # noqa: RUF001
        if len(said) > _LONGEST or (
            label[-1].isalpha() and after[:1].isalpha() and label.isascii()
        ):
            continue
        if (
            tight
            and not _is_clause(said)
            or (sure and (is_name(said) or _has_word(said, rules)))
            or is_full_name(said)
            and at > 0
        ):
            return Said(text[:at].rstrip(_EDGE.replace(".", "")) or None, said)
    return None


def _is_clause(said: str) -> bool:
    """Whether it goes on as a sentence does: "Photo: the new magazine that …"."""
    return said[:1].islower() and len(said.split()) > 6  # noqa: PLR2004


def _starts_clause(text: str, at: int, label: str) -> bool:
    before = text[:at].rstrip(" ")
    if not before:
        return True
    if before == text[:at] and label[0].isalpha() and label.isascii():
        return before[-1] in "([|"
    return (
        before[-1] in ".!?。！？)]\"'”’»|–—-·([;:…、」』"
        or not label.isascii()
        or text[at].isupper()
    )  # noqa: RUF001


def _marked(text: str, rules: Rules, sure: bool) -> Said | None:  # noqa: ARG001, FBT001
    at = max(text.rfind("©"), text.rfind("(c)"), text.rfind("(C)"))
    if at < 0:
        return None
    said = text[at:].lstrip("©(cC)").strip(" ")
    if not said or len(said) > _LONGEST:
        return None
    return Said(text[:at].rstrip(" |–—-·(") or None, said)  # noqa: RUF001


def _barred(text: str, rules: Rules, sure: bool) -> Said | None:  # noqa: FBT001
    for bar in _BARS:
        before, found, rest = text.rpartition(bar)
        said = rest.strip(" .")
        ends = before.rstrip()[-1:] in {".", "!", "?"} or bar == " | "
        if (
            found
            and before
            and len(said) <= _BARE
            and ends
            and _is_credit(said, rules, sure=sure)
        ):
            return Said(before.strip(), said)
    return None


def _bare(text: str, rules: Rules, sure: bool) -> Said | None:  # noqa: FBT001
    if len(text) <= _BARE and _is_credit(text, rules, sure=False):
        return Said(None, _unlabelled(text, rules))
    at = max(text.rfind(end) + len(end) if end in text else 0 for end in _ENDS)
    rest = text[at:].strip(" ")
    if not at or not rest or len(rest) > _BARE:
        return None
    if _is_credit(rest, rules, sure=sure) and (sure or "/" in rest or not rest.endswith(".")):
        return Said(text[:at].strip(), rest)
    return None


def _is_credit(said: str, rules: Rules, *, sure: bool) -> bool:
    letters = sum(map(str.isalpha, said))
    digits = sum(map(str.isdigit, said))
    if not said or len(said) > _LONGEST or letters <= digits * 2:
        return False
    low = plain(said)
    if any(word in low for word in rules.lists.get("not-credit", ())):
        return False
    if _labelled_start(low, rules) or _has_agency(said, rules) and len(said.split()) <= 8:  # noqa: PLR2004
        return True
    if _has_word(said, rules):
        return sure or len(said.split()) <= 8  # noqa: PLR2004
    first, slash, last = said.partition("/")
    if slash and first.strip() and last.strip():
        return (
            first.strip()[0].isupper()
            and not last.strip()[0].isdigit()
            and len(said.split()) <= 8
        )  # noqa: PLR2004
    return sure and is_full_name(said)


def _labelled_start(low: str, rules: Rules) -> bool:
    return any(
        low.startswith(label)
        and (low[len(label) :].lstrip()[:1] in _COLONS or label[-1] in ".©")
        for label in rules.lists.get("credit-label", ())
    )


def _has_agency(said: str, rules: Rules) -> bool:
    low = f" {plain(said).replace('/', ' ').replace(',', ' ')} "
    return any(f" {agency} " in low for agency in rules.lists.get("agency", ()))


def _has_word(said: str, rules: Rules) -> bool:
    low = f" {plain(said)} "
    return any(f" {word}" in low for word in rules.lists.get("credit-word", ()))


def _unlabelled(said: str, rules: Rules) -> str:
    low = plain(said)
    for label in sorted(rules.lists.get("credit-label", ()), key=len, reverse=True):
        after = said[len(label) :]
        if (
            low.startswith(label)
            and after.strip()
            and (not after[0].isalpha() or label[-1] in ".©")
        ):
            return after.lstrip(" :：・").strip()  # noqa: RUF001
    return said
