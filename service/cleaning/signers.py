"""Who signs where no label says so: the payload's byline, a line beside a bio."""

import re
from collections.abc import Callable
from typing import Final

from service.cleaning.labelled import unlabelled
from service.cleaning.names import is_name, is_of_page, is_person, opening, tells_role
from service.cleaning.rules import Rules
from service.cleaning.signs import BARS, LONG_DASHES
from service.cleaning.wording import plain
from service.cleaning.writers import PLACES, Writer, parse

_MANY: Final = 3
_PEN_WORDS: Final = 7
_DIGIT: Final = re.compile(r"\d")
_LINE_END: Final = frozenset(f"{BARS}{LONG_DASHES};:,.@/&\uff0f\uff1a")
"""What stands between the parts of a byline, and in no pen name."""


def stated(
    text: str, rules: Rules, story: str, opens: Callable[[str], bool]
) -> tuple[Writer, ...]:
    """Return the writers of a field that holds nothing but a byline: a pen name is one, too.

    Of two names behind one comma both are writers where a block `opens` with the second, as bios do.
    """
    found = parse(text, rules, story)
    if not found and is_name(text) and is_of_page(text, rules):
        return (Writer(text),)  # a paper can be called as its buttons are: "Today"
    name, comma, other = (part.strip() for part in text.partition(","))
    if comma and len(found) == 1 and found[0].name == name and is_person(other, rules):
        return (*found, Writer(other)) if opens(other) else found
    if _is_pen_name(text, found, rules):
        return (Writer(text),)
    cased = text.lower() != text.upper()
    return found or (mentioned(text, rules) if cased and _LINE_END.isdisjoint(text) else ())


def _is_pen_name(text: str, found: tuple[Writer, ...], rules: Rules) -> bool:
    """Whether all of a line is what somebody signs with: "The Man with the Folding Chair"."""
    words = text.split()
    if not _LINE_END.isdisjoint(text) or not 1 < len(words) <= _PEN_WORDS:
        return False
    if len(found) > 1 or not text[0].isupper() or _DIGIT.match(words[-1]):
        return False
    name = found[0].name if found else ""
    whole = is_person(name, rules) and plain(words[0]) not in rules.common
    if whole or name == text or not text.startswith(name) or tells_role(text, rules):
        return False
    after = words[len(name.split()) :]
    small = any(word[0].islower() for word in after if name or word != words[0])
    return small and unlabelled(text, rules) == text and plain(after[0]) not in PLACES


def mentioned(text: str, rules: Rules) -> tuple[Writer, ...]:
    """Return the writer whose name begins or ends a line that says something of them."""
    name = opening(text, rules)
    if name is None:
        tokens = text.rstrip(".").split()
        tails = (
            " ".join(tokens[at:]) for at in range(max(0, len(tokens) - _MANY), len(tokens))
        )
        name = next((tail for tail in tails if is_person(tail, rules)), None)
    return (Writer(name),) if name else ()
