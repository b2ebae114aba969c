"""What looks like a person's name, in any script."""

from typing import Final

from service.cleaning.rules import Rules
from service.cleaning.signs import COLONS, COMMAS, QUOTES, STOPS, each
from service.cleaning.wording import plain

_MOST_WORDS: Final = 5
_LONGEST: Final = 60
_LONGEST_UNSPACED: Final = 10
_MOST_CASELESS: Final = 3
_PARTICLES: Final = each(
    "al af av bin bint da das de del dela della den der di do dos du e el ibn la le los mc "
    "ní o of ten ter till ul van vom von y zu zum"
)
_NEVER: Final = frozenset(f"{STOPS}{COLONS}{COMMAS}{QUOTES}()[]{{}}<>@#/\\0123456789|=+*")
_INITIAL: Final = 3
_SHORTEST_UNSPACED: Final = 3


def is_name(text: str) -> bool:
    """Return whether `text` could be a person's name and nothing else."""
    if len(text) > _LONGEST:
        return False
    tokens = text.split()
    if not tokens or len(tokens) > _MOST_WORDS:
        return False
    letters = text
    for token in tokens:
        if len(token) <= _INITIAL and token.endswith("."):
            letters = letters.replace(token, " ")
    if not _NEVER.isdisjoint(letters) or not any(map(str.isalpha, text)):
        return False
    if _caseless(text):
        return len(tokens) <= _MOST_CASELESS and len(text) <= _LONGEST_UNSPACED * len(tokens)
    return tokens[0][0].isupper() and all(
        token[0].isupper() or plain(token) in _PARTICLES or "'" in token[:3] for token in tokens
    )


def is_full_name(text: str) -> bool:
    """Return whether `text` could be a name of two words or more, or one of an unspaced script."""
    return is_name(text) and (
        len(text.split()) > 1 or (_caseless(text) and len(text) >= _SHORTEST_UNSPACED)
    )


def tells_role(text: str, rules: Rules) -> bool:
    """Return whether `text` names what a person does."""
    roles = rules.lists.get("role", frozenset())
    return any(word.strip(".,()") in roles for word in plain(text).split())


def _caseless(text: str) -> bool:
    return text.lower() == text.upper()
