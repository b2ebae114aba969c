"""Captions and credits apart: labelled, in brackets, after a bar, or an agency's bare name."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from service.cleaning.names import is_full_name, is_name
from service.cleaning.rules import Hit, Rules
from service.cleaning.signs import (
    APOSTROPHE,
    BARS,
    BRACKETS,
    CLOSING,
    COLONS,
    COMMAS,
    DASHES,
    LONG_DASHES,
    QUOTES,
    SINGLE,
    STOPS,
    WIDE_STOPS,
    each,
)
from service.cleaning.wording import plain

_LONGEST: Final = 110
_BARE: Final = 70
_FEW_WORDS: Final = 8
_CLAUSE: Final = 6
_COLONS: Final = f"{COLONS},="
_EDGE: Final = f" {BARS}{DASHES}([,;:="
_CLOSERS: Final = f" {''.join(BRACKETS)}"
_CLAUSES: Final = f"{STOPS}{COLONS}{COMMAS}{QUOTES}{BARS}{DASHES}{APOSTROPHE}'()[]"
_ENDS: Final = (
    *(f"{stop} " for stop in ".?!"),
    *WIDE_STOPS,
    *(f".{closing} " for closing in (")", '"', *CLOSING)),
    *(f"{closing} " for closing in ('"', *CLOSING)),
)
_DASHED: Final = tuple(f" {dash} " for dash in LONG_DASHES)
_BARRED: Final = (" | ", *_DASHED, " - ", " \u00b7 ", " / ")
_BY: Final = (" by", " de", " von", " di", " van", " av", " af", ".", "©")
_SMALL: Final = each(
    "via for of the and de del la le les du des van von und & y et e di da en och og am an"
)
_MARKS: Final = ("©", "(c)", "(C)")


class Said(NamedTuple):
    """What a line under a picture says: the caption, and whose picture it is."""

    caption: str | None
    credit: str | None

    @property
    def is_credit(self) -> bool:
        """Whether the line is nothing but a credit."""
        return bool(self.credit) and not self.caption


def split(text: str, rules: Rules, *, sure: bool) -> Said:
    """Return caption and credit apart; `sure` where the line is known to be a caption."""
    text = _without_tail(_without_label(text, rules), rules)
    return (
        _bracketed(text, rules, sure=sure)
        or _labelled(text, rules, sure=sure)
        or _marked(text)
        or _barred(text, rules, sure=sure)
        or _bare(text, rules, sure=sure)
        or Said(text or None, None)
    )


def alone(text: str, rules: Rules) -> Said:
    """Return a line that is all credit, its label and its brackets taken off."""
    found = split(text, rules, sure=True)
    if found.is_credit:
        return found
    return Said(None, _unlabelled(text.strip(" ()[]"), rules))


def names(credit: str, rules: Rules) -> tuple[str | None, str | None]:
    """Return the photographer and the agency of a credit, where it tells them."""
    parts = [part.strip() for part in credit.split("/") if part.strip()]
    if len(parts) == 1:
        if _has(credit, rules, "credit.agency"):
            return None, credit
        return (credit, None) if is_full_name(credit) else (None, None)
    if not parts:
        return None, None
    first, last = parts[0], parts[-1]
    if _has(first, rules, "credit.agency") or (
        first.isupper() and not last.isupper() and " " not in first
    ):
        return last, first
    return first, last


def opens_caption(low: str, rules: Rules) -> bool:
    """Return whether a plain line says itself that it is a caption ("Image caption: …")."""
    return low.startswith(rules.openers.get("caption-opening", {}).get(low[:1], ()))


def _without_label(text: str, rules: Rules) -> str:
    low = plain(text[:60])
    for label in rules.openers.get("caption-label", {}).get(low[:1], ()):
        rest = text[len(label) :]
        if low.startswith(label) and rest[:1] and rest[0] in _COLONS + " ":
            return rest.lstrip(_COLONS + " ")
    return text


def _without_tail(text: str, rules: Rules) -> str:
    low = plain(text)
    if not low.endswith(tuple(rules.lists.get("caption-tail", ()))):
        return text
    for tail in sorted(rules.lists.get("caption-tail", ()), key=len, reverse=True):
        if low.endswith(tail) and len(text) > len(tail):
            return text[: -len(tail)].rstrip(" ,|")
    return text


def _bracketed(text: str, rules: Rules, *, sure: bool) -> Said | None:
    whole = text.rstrip(" .")
    opener = BRACKETS.get(whole[-1:])
    at = whole.rfind(opener) if opener else -1
    if at < 0:
        return None
    inner = whole[at + 1 : -1].strip()
    if not _is_credit(inner, rules, sure=sure):
        return None
    return Said(whole[:at].strip() or None, _unlabelled(inner, rules))


def _labelled(text: str, rules: Rules, *, sure: bool) -> Said | None:
    """Find the last label that stands at a clause's start, with a name after it."""
    for at, end in _labels(text, rules):
        rest = text[end:].strip(" ")
        said = rest.lstrip(_COLONS + " ").rstrip(_CLOSERS)
        tight = rest[:1] in _COLONS or text[at:end].lower().endswith(_BY)
        if not said or len(said) > _LONGEST or not _starts_clause(text, at):
            continue
        named = is_full_name(said) and at > 0
        worded = sure and (is_name(said) or _has(said, rules, "credit.word"))
        if (tight and not _is_clause(said)) or named or worded:
            return Said(text[:at].rstrip(_EDGE) or None, said)
    return None


def _labels(text: str, rules: Rules) -> Iterator[tuple[int, int]]:
    """Yield where labels stand, the last first, and of those that begin together the longest."""
    found = {
        (hit.start, hit.end + (text[hit.end : hit.end + 1] == "."))
        for hit in _hits(text, rules)
        if hit.phrase.slot == "credit.label"
    }
    for start, end in sorted(found, reverse=True):
        if not any(at <= start and end <= to and (at, to) != (start, end) for at, to in found):
            yield start, end


def _is_clause(said: str) -> bool:
    """Whether it goes on as a sentence does: "Photo: the new magazine that …"."""
    return said[:1].islower() and len(said.split()) > _CLAUSE


def _starts_clause(text: str, at: int) -> bool:
    before = text[:at].rstrip(" ")
    if not before or not text[at].isascii():
        return True
    return before[-1] in _CLAUSES or text[at].isupper()


def _marked(text: str) -> Said | None:
    at = max(text.rfind(mark) for mark in _MARKS)
    if at < 0:
        return None
    said = text[at:].lstrip("©(cC)").strip(" )")
    if not said or len(said) > _LONGEST:
        return None
    return Said(text[:at].rstrip(_EDGE) or None, said)


def _barred(text: str, rules: Rules, *, sure: bool) -> Said | None:
    for bar in _BARRED:
        before, _, rest = text.rpartition(bar)
        if not before:
            continue
        said = rest.strip(" .")
        ends = before.rstrip()[-1:] in {".", "!", "?"} or bar == " | "
        if len(said) <= _BARE and ends and _is_credit(said, rules, sure=sure):
            return Said(before.strip(), said)
    return None


def _bare(text: str, rules: Rules, *, sure: bool) -> Said | None:
    at = max((text.rfind(end) + len(end) for end in _ENDS if end in text), default=0)
    if not at and len(text) <= _BARE and _is_credit(text, rules, sure=False):
        return Said(None, _unlabelled(text, rules))
    rest = text[at:].strip(" ")
    if not at or not rest or len(rest) > _BARE or (rest.endswith(".") and not sure):
        return None
    return Said(text[:at].strip(), rest) if _is_credit(rest, rules, sure=sure) else None


def _is_credit(said: str, rules: Rules, *, sure: bool) -> bool:
    if not _has_size(said, sure=sure):
        return False
    low = plain(said)
    if any(word in low for word in rules.lists.get("not-credit", ())):
        return False
    slots = {(hit.phrase.slot, hit.start) for hit in _hits(said, rules)}
    if any(slot in {"credit.agency", "credit.word"} for slot, _ in slots):
        return True
    if ("credit.label", 0) in slots and _unlabelled(said, rules) != said:
        return True
    name, _, paper = said.partition(" for ")
    if paper and is_full_name(name) and _is_named(paper):
        return True
    cased = said.lower() != said.upper()
    return ((sure or cased) and _is_slashed(said)) or (sure and is_full_name(said))


def _has_size(said: str, *, sure: bool) -> bool:
    """Whether it is as long as a credit, and more letters than digits."""
    if not said or len(said) > _LONGEST or not (sure or len(said.split()) <= _FEW_WORDS):
        return False
    return sum(map(str.isalpha, said)) > sum(map(str.isdigit, said)) * 2


def _is_slashed(said: str) -> bool:
    first, slash, last = said.partition("/")
    first, last = first.strip(), last.strip()
    return bool(slash) and _is_named(first) and _is_named(last)


def _is_named(part: str) -> bool:
    """Whether it is capitalised as names are: of a photographer, of an agency."""
    words = part.strip(f"{QUOTES}{SINGLE}()").split()
    if (
        not words
        or not words[0][0].isalpha()
        or any(map(str.isdigit, part))
        or ".example" in part
    ):
        return False
    return not words[0][0].islower() and all(
        not word[0].islower() or word in _SMALL for word in words
    )


def _hits(text: str, rules: Rules) -> list[Hit]:
    return rules.credits.find((plain(text),))[0]


def _has(said: str, rules: Rules, slot: str) -> bool:
    return any(hit.phrase.slot == slot for hit in _hits(said, rules))


def _unlabelled(said: str, rules: Rules) -> str:
    for at, end in sorted(_labels(said, rules), key=lambda span: -span[1]):
        rest = said[end:]
        if (
            at == 0
            and rest.strip(_COLONS + " ")
            and (rest[0] in _COLONS + " " or said[end - 1] in ".©")
        ):
            return rest.lstrip(_COLONS + " ")
    return said
