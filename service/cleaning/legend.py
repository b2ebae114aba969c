"""What of a line under a picture is the caption's own: its label, "File photo", the words of a button."""

from typing import Final

from service.cleaning.rules import Rules
from service.cleaning.signs import BARS, COLONS, DASHES
from service.cleaning.wording import plain

_COLONS: Final = f"{COLONS},="
_OPENING: Final = 60


def opens(low: str, rules: Rules) -> bool:
    """Return whether a plain line says itself that it is a caption ("Image caption: …")."""
    return low.startswith(rules.openers.get("caption-opening", {}).get(low[:1], ()))


def without_label(text: str, rules: Rules) -> str:
    """Return a caption without the label that opens it."""
    low = plain(text[:_OPENING])
    for label in rules.openers.get("caption-label", {}).get(low[:1], ()):
        rest = text[len(label) :]
        if low.startswith(label) and rest[:1] and rest[0] in _COLONS + " ":
            return rest.lstrip(_COLONS + " ")
    return text


def without_tail(text: str, rules: Rules) -> str:
    """Return a caption without the words of a button that end it."""
    low = plain(text)
    tails = rules.lists.get("caption-tail", frozenset())
    if not low.rstrip(".").endswith(tuple(tails)):
        return text
    for tail in sorted(tails, key=len, reverse=True):
        if low.rstrip(".").endswith(tail) and len(low.rstrip(".")) > len(tail):
            return text[: len(low.rstrip(".")) - len(tail)].rstrip(" ,|")
    return text


def after_closing(rest: str, rules: Rules) -> str:
    """Return what comes after a "File photo" that stays in the caption."""
    low = plain(rest)
    for closing in rules.openers.get("caption-closing", {}).get(low[:1], ()):
        if low.startswith(f"{closing} "):
            return rest[len(closing) :].lstrip(f" {COLONS}{DASHES}{BARS}")
    return rest


def stays(said: str, rules: Rules) -> bool:
    """Return whether it belongs to the caption: "File photo", "left"."""
    return plain(said).strip(" .:()[]") in rules.lists.get("caption-closing", frozenset())
