"""Times and places of publication: a line of nothing but dates, times, and their labels."""

import re
from typing import Final

from service.cleaning.block import Label, Labels, Role, Shape
from service.cleaning.page import Page, Recognised
from service.cleaning.rules import Rules
from service.cleaning.signs import BARS, LONG_DASHES
from service.model.cleaned import Kind

_LONGEST: Final = 110
_SHAPES: Final = frozenset({Shape.PARAGRAPH, Shape.CAPTION, Shape.ITEM})
_TOKEN: Final = re.compile(rf"[^\s,()/.:;{BARS}{LONG_DASHES}-]+")
_DIGITS: Final = re.compile(
    r"[\d年月日時分时秒년월일시분]+(?:st|nd|rd|th|h\d*|hs|min|am|pm|er|º|ª|m)?", re.IGNORECASE
)
_FULL: Final = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d年")
_REASON: Final = "It says when the article was published, or how long it takes to read."


def recognise(page: Page, labels: Labels) -> Recognised:
    """Find lines of dates and times; not the table's rows, nor a live blog's headings."""
    for block in page.blocks:
        if block.place in labels or not 0 < len(block.text) <= _LONGEST:
            continue
        if block.shape not in _SHAPES:
            continue
        if _is_timestamp(page.plain[block.place], block.text, page.rules):
            yield (
                block.place,
                Label(Role.NOISE, "timestamp/line", 0.9, _REASON, Kind.TIMESTAMP),
            )


def _is_timestamp(low: str, text: str, rules: Rules) -> bool:
    words = rules.lists.get("date-word", frozenset())
    numbers = dates = 0
    for found in _TOKEN.finditer(low):
        token = found[0]
        if _DIGITS.fullmatch(token):
            numbers += 1
        elif token in rules.months:
            dates += 1
        elif token in words:
            dates += token not in _LINKING
        else:
            return False
    return numbers > 0 and (dates > 0 or _FULL.search(text) is not None)


_LINKING: Final = frozenset(
    {"a", "at", "on", "de", "del", "à", "le", "il", "um", "o", "om", "as", "las"}
)
