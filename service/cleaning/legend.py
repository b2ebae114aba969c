"""What of a line under a picture is the caption's own: its label, "File photo", the words of a button."""

from typing import Final

from service.cleaning.rules import NO_OPENERS, Rules
from service.cleaning.signs import BARS, COLONS, DASHES
from service.cleaning.wording import plain

_OPENED: Final = f"{COLONS},= "
"""What stands behind a label."""


def opens(low: str, rules: Rules) -> bool:
    """Return whether a plain line says itself that it is a caption ("Image caption: …")."""
    return low.startswith(rules.openers.get("caption-opening", NO_OPENERS).of(low))


def own(text: str, rules: Rules) -> tuple[str, str]:
    """Return a caption without its label and without the words of a button; and the same, plain."""
    low = plain(text)
    labels = rules.openers.get("caption-label", NO_OPENERS).of(low)
    if labels and low.startswith(labels):
        text = _without_label(text, low, labels)
        low = low[len(low) - len(text) :]
    tails = rules.closers.get("caption-tail", ())
    if low.rstrip(".").endswith(tails):
        text = _without_tail(text, low, tails)
        low = low[: len(text)]
    return text, low


def _without_label(text: str, low: str, labels: tuple[str, ...]) -> str:
    for label in labels:
        if low.startswith(label):
            rest = text[len(label) :]
            if rest[:1] and rest[0] in _OPENED:
                return rest.lstrip(_OPENED)
    return text


def _without_tail(text: str, low: str, tails: tuple[str, ...]) -> str:
    said = low.rstrip(".")
    for tail in tails:
        if said.endswith(tail) and len(said) > len(tail):
            return text[: len(said) - len(tail)].rstrip(" ,|")
    return text


def after_closing(rest: str, rules: Rules) -> str:
    """Return what comes after a "File photo" that stays in the caption."""
    low = plain(rest)
    for closing in rules.openers.get("caption-closing", NO_OPENERS).of(low):
        if low.startswith(f"{closing} "):
            return rest[len(closing) :].lstrip(f" {COLONS}{DASHES}{BARS}")
    return rest


def stays(said: str, rules: Rules) -> bool:
    """Return whether it belongs to the caption: "File photo", "left"."""
    return is_closing(plain(said), rules)


def is_closing(low: str, rules: Rules) -> bool:
    """Return the same of a plain text."""
    return low.strip(" .:()[]") in rules.lists.get("caption-closing", frozenset())
