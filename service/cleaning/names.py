"""What looks like a person's name, in any script."""

import re
from typing import Final

from service.cleaning.rules import NO_OPENERS, Rules
from service.cleaning.signs import APOSTROPHE, COLONS, COMMAS, LONG_DASHES, QUOTES, STOPS, each
from service.cleaning.wording import plain

_MOST_WORDS: Final = 5
_LONGEST: Final = 60
_LONGEST_UNSPACED: Final = 10
_MOST_CASELESS: Final = 3
_PARTICLES: Final = each(
    "ab abu af al ap auf av ben bin bint da dal das de degli del dela della den der des di do "
    "dos du e el ibn la las le los mac mc ní o of op san ten ter thor till ul van vom von y zu zum"
)
_ARTICLES: Final = each(
    "the der die das het een il gli los las les el un una une ein eine os az"
)
_NEVER: Final = frozenset(f"{STOPS}{COLONS}{COMMAS}{QUOTES}()[]{{}}<>@#/\\0123456789|=+*")
_INITIAL: Final = 3
_TITLED: Final = 2
_QUOTED: Final = frozenset(f"{QUOTES}'\u2018{APOSTROPHE}")
_INITIALS: Final = re.compile(r"(?:\w\.){2,4}")
_TITLE: Final = re.compile(r"[^\W\d_]{2,5}\.(?:[^\W\d_]{1,3}\.?)?")
"""What stands before a name with a full stop in it: "ir.", "dott.ssa"."""
_NICKNAME: Final = re.compile(
    r"(?<=\w )(?:['\u2018]\w[\w. -]*['\u2019]|[\"\u201c\u201e\u00ab]\w[\w. -]*[\"\u201d\u00bb])(?= \w)"
)
_INFLECTED: Final = re.compile(r"[\u4e00-\u9fff][\u3041-\u3096]{2,}[\u4e00-\u9fff]")
"""A Japanese sentence goes from word to ending to word; a name changes its script once."""
_COMPOUND: Final = 10
"""A word so long that ends as nouns do is one; a shorter one may be a family's: "Hartung"."""
_OWNED: Final = ("'s ", f"{APOSTROPHE}s ")
"""What says of the next word whose it is, as no name does: "Harbour's Corner"."""
_JOINTS: Final = frozenset(f"'{APOSTROPHE}-")
_JOINT: Final = 4
_SHORTEST_UNSPACED: Final = 3
_UNSPACED: Final = "\u3040"
_CASELESS: Final = re.compile(r"[\u0530-\u1fff\u2c00-\U0010ffff]")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_HEAD: Final = 120
_DENSE: Final = re.compile(
    r"((?:[\u4e00-\u9fff]{2,5}|[\u4e00-\u9fff\u3041-\u3096\u30a1-\u30fa]{3,7}|[\uac00-\ud7a3]{2,4})"
    r"(?:[ \u30fb][\u4e00-\u9fff\uac00-\ud7a3]{2,3})?)(?=[ ,\uff0c\u3001(\uff08]|は|是|는|은)"
)
"""A name that opens a sentence in Chinese, Japanese or Korean."""
_BEHIND: Final = f"({LONG_DASHES}"
_AFTER_NAME: Final = f"{COMMAS}{COLONS}"


def is_name(text: str) -> bool:
    """Return whether `text` could be a person's name and nothing else."""
    if len(text) > _LONGEST:
        return False
    if not _QUOTED.isdisjoint(text):
        text = _NICKNAME.sub("", text)
    tokens = text.split()
    if not tokens or len(tokens) > _MOST_WORDS:
        return False
    if "." in tokens[0] and len(tokens) > _TITLED and _TITLE.fullmatch(tokens[0]):
        tokens = tokens[1:]
        text = " ".join(tokens)
    letters = _unshortened(text, tokens) if "." in text else text
    if not _NEVER.isdisjoint(letters) or not (text[0].isalpha() or any(map(str.isalpha, text))):
        return False
    if not text[0].isupper() and _caseless(text):
        return len(tokens) <= _MOST_CASELESS and len(text) <= _LONGEST_UNSPACED * len(tokens)
    ends = _is_capital(tokens[0]) and _is_capital(tokens[-1])
    return ends and _are_of_a_name(tokens)


def _are_of_a_name(tokens: list[str]) -> bool:
    for token in tokens:
        if not (token[0].isupper() or _is_capital(token) or plain(token) in _PARTICLES):
            return False
    return True


def may_name(text: str, words: frozenset[str]) -> bool:
    """Return whether a full name, or one of those `words` of a name, could stand in a line at all.

    Told by its capitals, sooner than by its parts: a line of a script without them could be a name.
    """
    if _CASELESS.search(text):
        return True
    low = text.lower()
    capitals = sum(map(str.__ne__, text.split(), low.split()))
    if capitals != 1:
        return capitals > 1
    said = _LETTERS.findall(low)
    return not (_PARTICLES.isdisjoint(said) and words.isdisjoint(said))


def _unshortened(text: str, tokens: list[str]) -> str:
    """Return a text without its initials, and what is shortened as they are: "J. R. Doe"."""
    for token in tokens:
        if token.endswith(".") and (len(token) <= _INITIAL or _INITIALS.fullmatch(token)):
            text = text.replace(token, " ")
    return text


def _is_capital(token: str) -> bool:
    """Whether a word is written as a name is: "Quill", "d'Arc", "al-Khatib"."""
    if token[0].isupper():
        return True
    return not _JOINTS.isdisjoint(token[1:_JOINT]) and any(map(str.isupper, token))


def is_full_name(text: str) -> bool:
    """Return whether `text` could be a name of two words or more, or one of an unspaced script."""
    return is_name(text) and (
        len(text.split()) > 1
        or (
            text[0] > _UNSPACED
            and len(text) >= _SHORTEST_UNSPACED
            and not _INFLECTED.search(text)
        )
    )


def is_person(text: str, rules: Rules) -> bool:
    """Return whether `text` could be a full name, and is no phrase of a language's commonest words."""
    if not is_full_name(text) or is_owner(text):
        return False
    tokens = plain(text).split()
    if tokens[0] in _ARTICLES or is_of_page(text, rules) or _is_thing(tokens, rules):
        return False
    if len(tokens) == _MOST_CASELESS and _caseless(text):
        links = rules.lists.get("name-link", frozenset())
        if links.isdisjoint(tokens):
            return False
    ordinary = [_is_ordinary(token, rules) for token in tokens]
    return not (any(ordinary) if _caseless(text) else all(ordinary))


def is_owner(text: str) -> bool:
    """Return whether a word says whose the next is, as in no name: "Harbour's Corner"."""
    return _OWNED[0] in text or _OWNED[1] in text


def is_of_page(text: str, rules: Rules) -> bool:
    """Return whether all of it is what a page says of itself, as its buttons do: "Latest Stories".

    One such word can be a name's: only all of them together are none, with a count or without.
    """
    words = rules.lists.get("page-word", frozenset())
    lows = plain(text).split()
    if words.isdisjoint(lows):
        return False
    return all(
        low in words or low[0].isdigit() or (token.islower() and low in _PARTICLES)
        for token, low in zip(text.split(), lows, strict=True)
    )


def _is_thing(tokens: list[str], rules: Rules) -> bool:
    """Whether capitals are of nouns, as German writes them: by how it opens, or how a word ends.

    A paper is a thing as well, but one that signs: "Fränkische Küstenzeitung".
    """
    low = " ".join(tokens)
    openings = rules.openers.get("no-name-opening", NO_OPENERS).of(low)
    if any(low.startswith(f"{each} ") for each in openings):
        return True
    if tokens[0].endswith(rules.closers.get("adjective-ending", ())):
        return not low.endswith(rules.closers.get("paper-ending", ()))
    endings = rules.closers.get("noun-ending", ())
    parts = [token.rpartition("-")[2] for token in tokens]
    return any(len(part) >= _COMPOUND and part.endswith(endings) for part in parts)


def _is_ordinary(token: str, rules: Rules) -> bool:
    return (
        token in rules.common
        or token in rules.months
        or token in rules.lists.get("weekday", ())
        or token in rules.lists.get("day-part", ())
    )


def tells_role(text: str, rules: Rules) -> bool:
    """Return whether `text` names what a person does."""
    if text[:1] > _UNSPACED:
        return any(map(text.__contains__, rules.lists.get("role-unspaced", ())))
    roles = rules.lists.get("role", frozenset())
    return not roles.isdisjoint([word.strip(".,()") for word in plain(text).split()])


def opening(text: str, rules: Rules) -> str | None:
    """Return the full name that a sentence opens with; None where it opens with no name."""
    tokens = text[:_HEAD].split(maxsplit=_MOST_WORDS + 1)[: _MOST_WORDS + 1]
    if not tokens or not tokens[0][0].isalpha():
        return None
    if not _caseless(tokens[0]):
        found = _cased_opening(tokens)
    elif tokens[0][0] > _UNSPACED:
        dense = _DENSE.match(text)
        found = dense[1] if dense else None
    else:
        found = _uncased_opening(text, tokens, rules)
    full = found and (" " in found or found[0] > _UNSPACED)
    return found if found and full and is_person(found, rules) else None


def _cased_opening(tokens: list[str]) -> str | None:
    for at, token in enumerate(tokens):
        end = token[-1] in _AFTER_NAME
        if _is_capital(token) and not end:
            continue
        if _is_capital(token):
            return " ".join([*tokens[:at], token[:-1]])
        if plain(token) in _PARTICLES and _leads_on(tokens[at + 1 : at + 3]):
            continue
        return " ".join(tokens[:at]) if token[0].isalpha() or token[0] in _BEHIND else None
    return None


def _leads_on(tokens: list[str]) -> bool:
    """Whether a name goes on behind a particle, after another at most: "de la Cruz"."""
    first, *_ = tokens or [""]
    lone = first[:1].isupper()
    return lone or (plain(first) in _PARTICLES and any(each[0].isupper() for each in tokens))


def _uncased_opening(text: str, tokens: list[str], rules: Rules) -> str | None:
    """A name before what somebody does, in a script without capitals; the verb may come last."""
    ends = [rules.lists.get(key, frozenset()) for key in ("role", "copula", "bio-verb")]
    for at, token in enumerate(tokens[: _MOST_CASELESS + 1]):
        if token[-1] in _AFTER_NAME:
            return " ".join([*tokens[:at], token[:-1]])
        if at > 1 and any(token in words for words in ends):
            return " ".join(tokens[:at])
    later = text[:_HEAD].split()[2:]
    return " ".join(tokens[:2]) if any(not words.isdisjoint(later) for words in ends) else None


def is_same(name: str, other: str) -> bool:
    """Return whether two names could be one person's: one family name, one initial or first name."""
    ours, theirs = _words(name), _words(other)
    if not ours or not theirs or ours[-1] != theirs[-1]:
        return False
    short, long = sorted((ours[:-1], theirs[:-1]), key=len)
    return all(any(_fits(mine, yours) for yours in long) for mine in short)


def _words(name: str) -> list[str]:
    folded = plain(name).replace(APOSTROPHE, "'")
    return [word.strip(".") for word in folded.split() if word.strip(".") not in _PARTICLES]


def _fits(mine: str, yours: str) -> bool:
    short, long = sorted((mine, yours), key=len)
    return short == long or (len(short) == 1 and long.startswith(short))


def _caseless(text: str) -> bool:
    return text.lower() == text.upper() or "\u10d0" <= text[0] <= "\u10ff"
