"""What looks like a person's name, in any script."""

from typing import Final

from service.cleaning.rules import Rules
from service.cleaning.wording import plain

_MOST_WORDS: Final = 5
_LONGEST: Final = 60
_LONGEST_UNSPACED: Final = 12
_PARTICLES: Final = frozenset(
    "al af av bin bint da das de del dela della den der di do dos du e el ibn la le los mc "  # noqa: SIM905
    "ní o of ten ter till ul van vom von y zu zum".split()
)
_NEVER: Final = frozenset('.!?:;()[]{}<>@#/\\"“”„«»0123456789|=+*…。、！？')  # noqa: RUF001


def is_name(text: str) -> bool:
    """Return whether `text` could be a person's name and nothing else."""
    tokens = text.split()
    if not tokens or len(tokens) > _MOST_WORDS or len(text) > _LONGEST:
        return False
    letters = text
    for token in tokens:
        if len(token) <= 3 and token.endswith("."):  # noqa: PLR2004
            letters = letters.replace(token, " ")
    if any(letter in _NEVER for letter in letters) or not any(map(str.isalpha, text)):
        return False
    if _caseless(text):
        return len(text) <= (_LONGEST if len(tokens) > 1 else _LONGEST_UNSPACED)
    return tokens[0][0].isupper() and all(
        token[0].isupper() or plain(token) in _PARTICLES or "'" in token[:3] for token in tokens
    )


def is_full_name(text: str) -> bool:
    """Return whether `text` could be a name of two words or more, or one of an unspaced script."""
    return is_name(text) and (len(text.split()) > 1 or (_caseless(text) and len(text) >= 3))  # noqa: PLR2004


def tells_role(text: str, rules: Rules) -> bool:
    """Return whether `text` names what a person does."""
    roles = rules.lists.get("role", frozenset())
    return any(word.strip(".,()") in roles for word in plain(text).split())


def _caseless(text: str) -> bool:
    return text.lower() == text.upper()
