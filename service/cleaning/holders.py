"""Whose a picture is, by its looks: a photographer, an agency, a paper, a family's archive."""

import re
from collections.abc import Iterator
from typing import Final

from service.cleaning import legend
from service.cleaning.names import is_full_name, is_of_page
from service.cleaning.rules import Hit, Rules
from service.cleaning.signs import COLONS, DASHES, LONG_DASHES, QUOTES, SINGLE, STOPS, each
from service.cleaning.wording import plain

LONGEST: Final = 110
_FEW_WORDS: Final = 8
_CLAUSE: Final = 4
_LONG_CLAUSE: Final = 6
_UNSPACED: Final = 20
_OF_TWO: Final = 2
_SHORT_NAME: Final = 6
_WIDE: Final = "\u3040"
SLASHES: Final = "/\uff0f"
_PARTING: Final = (" / ", " \uff0f ")
_SPACED: Final = tuple(COLONS)
_SPACES: Final = (" ", "\u00a0")
_COLONS: Final = f"{COLONS},="
_BY: Final = (" by", " de", " von", " di", " van", " av", " af", " of", ".", "©", "=")
_SMALL: Final = each(
    "via for of the and to at in by de del la le las los les el du des di da do dos das van von "
    "und der den & y et e i og och ja ve și és am an a of z w na"
)
_ARTICLES: Final = each("the le la les el los las il lo gli der die das het os den det")
_ADDRESS: Final = re.compile(r"\w\.[a-z]{2,}/")
_MAIL: Final = re.compile(r"\w@\w")
_JOINED: Final = re.compile(r"(?<![^\W\d_.])[A-Z]/[A-Z](?![^\W\d_.])")  # of a thing: "side A/B"
_DIGIT: Final = re.compile(r"\d")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_PARTS: Final = re.compile(rf"\s*[/|()]\s*|,\s+|\s+[-{LONG_DASHES}]\s+|\s+for\s+")
_PARTICLE: Final = re.compile(r"[\u306f\u304c\u3092\u306b\u306e\u3078\u3082\u305f\u308b]")
"""What joins words in Japanese, and ends them: no name in kanji has it."""
_LABELS: Final = frozenset({"credit.label"})
_SOURCES: Final = _LABELS | {"credit.source"}
_SUPPLIERS: Final = frozenset({"credit.agency", "credit.word"})


def hits(text: str, rules: Rules) -> tuple[Hit, ...]:
    """Return the labels, agencies and words of credits that stand in `text`."""
    return found(plain(text), rules)


def found(low: str, rules: Rules) -> tuple[Hit, ...]:
    """Return the same of a plain text."""
    return tuple(rules.credits.find_in(low))


def labels(text: str, known: tuple[Hit, ...], *, sure: bool) -> Iterator[tuple[int, int]]:
    """Yield where labels stand, the last first, and of those that begin together the longest.

    One that may be the source of anything ("Source: …") counts only in a caption.
    """
    wanted = _SOURCES if sure else _LABELS
    told = [hit for hit in known if hit.phrase.slot in wanted]
    if not told:
        return
    supplied = [(hit.start, hit.end) for hit in known if hit.phrase.slot == "credit.agency"]
    words = {hit.start: hit.end for hit in known if hit.phrase.slot == "credit.word"}
    found = {
        (hit.start, hit.end + (text[hit.end : hit.end + 1] == "."))
        for hit in told
        if not (text[hit.end : hit.end + 1] == "." and words.get(hit.start, 0) > hit.end)
        and not any(start < hit.start and hit.end <= end for start, end in supplied)
    }
    for start, end in sorted(found, reverse=True):
        if not any(at <= start and end <= to and (at, to) != (start, end) for at, to in found):
            yield start, end


def is_tight(text: str, end: int) -> bool:
    """Return whether a label that ends there cannot but name an owner: "Photo:", "Photo by"."""
    sign = text[end : end + 1]
    if sign in _SPACES:
        return text[end : end + 2].strip()[:1] in _SPACED or text[:end].lower().endswith(_BY)
    return sign in _COLONS or text[:end].lower().endswith(_BY)


def is_slash(text: str, start: int, end: int) -> bool:
    """Return whether a slash divides a label that begins a clause from its owner: "Photo / Jo Ray"."""
    before, after = text[:start].rstrip(), text[end : end + 3]
    parts = after.startswith(_PARTING) or (text[end - 1] > _WIDE and after[:1] in SLASHES)
    return parts and (not before or not before[-1].isalnum())


def unlabelled(said: str, rules: Rules, *, sure: bool = True) -> str:
    """Return a credit without the label that opens it."""
    return _unlabelled(said, hits(said, rules), rules, sure=sure)


def _unlabelled(said: str, known: tuple[Hit, ...], rules: Rules, *, sure: bool) -> str:
    found = labels(said, known, sure=sure) if known else ()
    for at, end in sorted(found, key=lambda span: -span[1]):
        slashed = is_slash(said, at, end)
        rest = said[end:].lstrip(f"{_COLONS} {DASHES}{SLASHES}")
        if at or not rest or is_clause(rest, rules, sure=sure):
            continue
        if slashed or is_tight(said, end) or _may_follow(rest, said[end], rules):
            return unworded(rest, rules)
    label, colon, rest = said.partition(": ")
    if sure and colon and _is_label_like(label, rules) and _owns(label, rest, rules):
        return rest
    suffixes = rules.closers.get("credit-suffix", ())
    if said.endswith(suffixes) and (sure or not said.isascii()):
        for suffix in suffixes:
            name = said.removesuffix(suffix)
            if name != said and _closes(name, suffix):
                return name.rstrip()
    return said


def _closes(name: str, suffix: str) -> bool:
    """Whether what a label closes is a name: "山田撮影", "Vadas Lili felvétele"."""
    if suffix[0] > _WIDE:
        name = name.rstrip()
        return name.isalpha() and len(name) <= _SHORT_NAME and _is_kanji(name)
    return name.endswith(" ") and is_full_name(name.rstrip())


def unworded(said: str, rules: Rules) -> str:
    """Return an owner without the word that says how it was come by: "courtesy: The Mill"."""
    word, colon, owner = said.partition(":")
    owner = owner.strip()
    if not colon or not owner or len(word.split()) > _OF_TWO:
        return said
    worded = any(hit.phrase.slot == "credit.word" for hit in hits(word, rules))
    return owner if worded else said


def _is_kanji(said: str) -> bool:
    return len(said) > 1 and not said.isascii() and not _PARTICLE.search(said)


def _is_label_like(said: str, rules: Rules) -> bool:
    """Whether it could be a label in a language that no rule knows: a word or two, no name."""
    words = said.split()
    few = 0 < len(words) <= _OF_TWO and "".join(words).isalpha()
    return (
        few and (len(words) == 1 or not words[1][0].isupper()) and not legend.stays(said, rules)
    )


def _owns(label: str, said: str, rules: Rules) -> bool:
    worded = any(hit.phrase.slot == "credit.word" for hit in hits(label, rules))
    if worded and is_named(said):
        return True
    return is_person(said, rules) or is_slashed(said, rules, sure=True) or supplies(said, rules)


def is_person(said: str, rules: Rules) -> bool:
    """Return whether it could be a photographer's full name: no words that only sentences have."""
    if not is_full_name(said) or _PARTICLE.search(said) or is_of_page(said, rules):
        return False
    return said.lower() != said.upper() or not any(
        word in rules.common for word in said.split()
    )


def _may_follow(rest: str, sign: str, rules: Rules) -> bool:
    """Whether an owner can come right after a label: a name, or "courtesy of …"."""
    opened = any(hit.start == 0 and hit.phrase.slot in _SUPPLIERS for hit in hits(rest, rules))
    return sign == " " and (is_named(rest) or opened)


def is_credit(said: str, rules: Rules, *, sure: bool) -> bool:
    """Return whether `said` could be whose a picture is; `sure` where it stands in a caption."""
    low = plain(said)
    if not _has_size(said, sure=sure) or legend.is_closing(low, rules) or _is_address(said):
        return False
    if any(map(low.__contains__, rules.closers.get("not-credit", ()))):
        return False
    known = found(low, rules)
    suppliers = [hit for hit in known if hit.phrase.slot in _SUPPLIERS]
    if suppliers and _is_supplied(said, suppliers, sure=sure):
        return True
    if _unlabelled(said, known, rules, sure=sure) != said:
        return True
    name, _, paper = said.partition(" for ")
    if paper and is_full_name(name) and is_named(paper):
        return True
    return is_slashed(said, rules, sure=sure) or (sure and is_person(said, rules))


def _has_size(said: str, *, sure: bool) -> bool:
    """Whether it is as long as a credit, and more letters than digits."""
    if not said or len(said) > LONGEST or not (sure or len(said.split()) <= _FEW_WORDS):
        return False
    if not _DIGIT.search(said):
        return any(map(str.isalpha, said))
    return sum(map(str.isalpha, said)) > sum(map(str.isdigit, said)) * 2


def _is_address(said: str) -> bool:
    return ("/" in said and _ADDRESS.search(said) is not None) or (
        "@" in said and _MAIL.search(said) is not None
    )


def _is_supplied(said: str, found: list[Hit], *, sure: bool) -> bool:
    """Whether an agency opens or ends it, and the rest is names: no sentence about a pool."""
    if any(_opens(said, hit) for hit in found):
        return True
    rest = list(said)
    for hit in found:
        rest[hit.start : hit.end] = " " * (hit.end - hit.start)
    words = _LETTERS.findall("".join(rest))
    common = sum(not _is_capital(word) for word in words)
    if sure:
        return common <= 1
    edge = any(hit.start == 0 or hit.end >= len(said) - 1 for hit in found)
    if common or not (edge or "/" in said):
        return False
    return said.lower() != said.upper() or "/" in said or len("".join(words)) <= _UNSPACED


def _opens(said: str, hit: Hit) -> bool:
    """Whether a word that is itself part of a credit opens it: "Courtesy of the family"."""
    word = hit.phrase.slot == "credit.word"
    return word and hit.start == 0 and not said[hit.end : hit.end + 1].isalnum()


def _is_capital(word: str) -> bool:
    return not word[0].islower() or word in _SMALL


def is_slashed(said: str, rules: Rules, *, sure: bool) -> bool:
    """Return whether names stand on both sides of a slash; one of a person or an agency, or `sure`."""
    parts = [part.strip() for part in said.split("/")] if "/" in said else ()
    if len(parts) < _OF_TWO or not all(map(is_named, parts)):
        return False
    if _JOINED.search(said) or is_of_page(" ".join(parts), rules):
        return False
    if sure:
        return True
    supplied = any(hit.phrase.slot == "credit.agency" for hit in hits(said, rules))
    cased = said.lower() != said.upper()
    return cased and (supplied or (len(parts) == _OF_TWO and any(map(is_full_name, parts))))


def is_named(part: str) -> bool:
    """Return whether it is capitalised as names are: of a photographer, of an agency."""
    words = part.strip(f"{QUOTES}{SINGLE}()").removeprefix("via ").replace("@", "").split()
    if not words or not words[0][0].isalpha() or ".example" in part:
        return False
    if part[0] in QUOTES and part[-1] in QUOTES:
        return not words[0][0].islower()
    return not words[0][0].islower() and all(
        word in _SMALL
        or (word[0].isalpha() and not word[0].islower())
        or not word[0].isalnum()
        or _YEAR.fullmatch(word)
        for word in words
    )


def is_clause(said: str, rules: Rules, *, sure: bool) -> bool:
    """Return whether it goes on as a sentence does: "Photo: the new magazine that …"."""
    if "/" in said or len(said.split()) < (_LONG_CLAUSE if sure else _CLAUSE):
        return False
    known = hits(said, rules)
    if any(hit.start == 0 and hit.phrase.slot in _SUPPLIERS for hit in known):
        return False
    common = sum(not _is_capital(word) for word in _LETTERS.findall(said))
    return common > (_OF_TWO if sure else 1)


def names(credit: str, rules: Rules) -> tuple[str | None, str | None]:
    """Return the photographer and the agency of a credit, where it tells them."""
    parts = [part for part in _PARTS.split(credit) if part and not legend.stays(part, rules)]
    if len(parts) == 1:
        if supplies(credit, rules):
            return None, credit
        return (credit, None) if is_full_name(credit) else (None, None)
    if not parts:
        return None, None
    first, last = parts[0], parts[-1]
    if _is_organisation(first, last, rules):
        return (last if is_full_name(last) else None), first
    return (first if is_full_name(first) else None), last


def supplies(part: str, rules: Rules) -> bool:
    """Return whether an agency is named."""
    return any(hit.phrase.slot == "credit.agency" for hit in hits(part, rules))


def _is_organisation(first: str, last: str, rules: Rules) -> bool:
    """Whether the first of two is the agency or the paper: "AFP/Jane Doe", "The Ledger / Jane Doe"."""
    if supplies(last, rules):
        return False
    shouted = first.isupper() and not last.isupper() and " " not in first
    named = first.split(maxsplit=1)[0].lower() in _ARTICLES
    return supplies(first, rules) or shouted or named or first[-1] in STOPS
