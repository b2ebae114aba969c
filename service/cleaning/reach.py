"""What the letters and digits of a block look like: a price, a phone, an address."""

import re
from collections.abc import Iterator
from typing import Final

from service.cleaning.block import Block
from service.cleaning.wording import ends_sentence

LOOKS: Final = frozenset({"link", "line", "number", "price", "phone", "mail", "at", "handle"})
"""All that a block can look like."""
_LONGEST: Final = 420
_BEFORE: Final = re.compile(
    r"[$€£¥₹₦₪₽₩]\s?\d|\b(?:usd|eur|gbp|rs\.?|ksh|r)\s?\d", re.IGNORECASE
)
_BEHIND: Final = re.compile(
    r"\d+(?:[.,]\d+)?(?:\s?[€£$₪₽₩]|\s(?:euros?|pounds?|dollars?|kr\.?|kronor|kroner|zł\w*|złotych|koron|"
    r"lir\w*|tl|rubles|рубл\w*|гривень|грн|שקל\w*|reais|rupees|рублей|korun|pesos|cents|pence)\b)",
    re.IGNORECASE,
)
_FARTHEST: Final = 5
"""So far before its number may a currency begin."""
_ANYWHERE: Final = re.compile("[\u5186\u5143\uc6d0]")
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)?")
_MAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,64}")
_PHONE: Final = re.compile(r"\d\d{1,4}\)?[ .-]?\d{2,5}[ .-]?\d{2,5}")
_HANDLE: Final = re.compile(r"(?:^|[\s(:])@\w{2,40}")
_COUNT: Final = re.compile(r"\d")


def shape_slots(block: Block) -> Iterator[str]:
    """Yield what a block's letters and digits look like: a price, a phone, an address."""
    text = block.text
    if len(text) > _LONGEST:
        return
    if block.linked:
        yield "link"
    if not ends_sentence(text):
        yield "line"
    if _COUNT.search(text):
        yield "number"
    if costs(text):
        yield "price"
    yield from reaches(text)


def costs(text: str) -> bool:
    """Return whether a price stands in `text`."""
    if _COUNT.search(text) is None:
        return False
    for number in _NUMBER.finditer(text):
        at = number.start()
        if _BEHIND.match(text, at) or _BEFORE.search(text, max(0, at - _FARTHEST), at + 1):
            return True
    return _ANYWHERE.search(text) is not None


def reaches(text: str) -> Iterator[str]:
    """Yield the ways to reach somebody that stand in `text`: a phone, an address."""
    if _COUNT.search(text) and _PHONE.search(text):
        yield "phone"
    if "@" in text:
        yield "mail" if _MAIL.search(text) else "at"
        if _HANDLE.search(text):
            yield "handle"
