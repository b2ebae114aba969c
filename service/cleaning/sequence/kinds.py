"""What a block that goes was: by the things that it names, its signs, and what stands above it."""

import re
from typing import Final

from service.cleaning.block import Block
from service.cleaning.page import Page
from service.cleaning.reach import costs, reaches
from service.cleaning.sequence.form import looks, numbers
from service.cleaning.signs import ARROWS, BARS, LONG_DASHES, QUOTES, SINGLE
from service.model.cleaned import Kind

_ALL_LINK: Final = 0.85
_SIGNS: Final = (
    ("bar", BARS),
    ("arrow", f"{ARROWS}\u21b3\u203a\u25ba\u25b6\u00ab"),
    ("quotes", f"{QUOTES}{SINGLE}{LONG_DASHES}"),
)
_TOLD: Final = {
    sign: tuple(signal for signal, signs in _SIGNS if sign in signs)
    for _, some in _SIGNS
    for sign in some
}
"""By the sign: what it speaks of."""
_SIGN: Final = re.compile(f"[{re.escape(''.join(_TOLD))}]")
_TIME: Final = re.compile(r"\b\d{1,2}[:.h]\d{2}\b|\b(?:19|20)\d\d\b")


def kind_of(page: Page, block: Block, above: Kind | None = None) -> Kind:
    """Return the likeliest kind of a block that goes; `above` is that of the block before it, if it went."""
    kinds, known = page.rules.kinds
    weights = [known[sign] for sign in evidence(page, block, above) if sign in known]
    if not weights:
        return Kind.OTHER
    scores = list(map(sum, zip(*weights, strict=True)))
    return kinds[scores.index(max(scores))]


def evidence(page: Page, block: Block, above: Kind | None) -> list[str]:
    """Return all that speaks for one kind or another; `any` holds of every block."""
    text, place = block.text, block.place
    seen = ["any", f"above:{above}" if above else "above:none"]
    seen.append("near:start" if page.near_start(place) else "near:prose")
    if page.near_end(place):
        seen.append("near:end")
    if block.linked:
        seen.append("link:all" if block.linked > len(text) * _ALL_LINK else "link:some")
    seen += [f"mark:{found.what}" for found in page.marks.of(block) if found.narrow]
    seen += [slot for slot in page.slots[place] if not slot.startswith("credit.")]
    looks(text, seen)
    numbers(text, seen)
    _signs(text, seen)
    seen += [f"reach:{way}" for way in reaches(text)]
    if costs(text):
        seen.append("price")
    return seen


def _signs(text: str, seen: list[str]) -> None:
    """Add the signs in a text that no word has: bars, arrows, quotations, the time of day."""
    seen += {signal for sign in _SIGN.findall(text) for signal in _TOLD[sign]}
    if "\u00a9" in text or "\u00ae" in text or "(c)" in text.lower():
        seen.append("copyright")
    if _TIME.search(text):
        seen.append("time")
