"""Links to other articles: a label with a title behind it, and a heading that owns the list below."""

from collections.abc import Iterator
from typing import Final

from service.cleaning.block import Block, Label, Labels, Role, Shape
from service.cleaning.page import Page, Recognised
from service.cleaning.recognise.noise import is_noise
from service.cleaning.rules import Hit
from service.cleaning.signs import ARROWS, COLONS, DASHES
from service.cleaning.wording import ends_sentence
from service.model.cleaned import Kind

_LONGEST: Final = 260
_TITLE: Final = 170
_MOST: Final = 30
_COLONS: Final = frozenset(f"{COLONS}{DASHES}{ARROWS}|/\uff0f")
_LABELS: Final = frozenset({"related.labels", "related.whole"})
_SHORTEST: Final = 3
_OPEN_ENDS: Final = ("?", "\uff1f", "\u061f", "...", "\u2026", "\u2026]")
_MACHINERY: Final = frozenset({Shape.IMAGE, Shape.DIVIDER, Shape.EMBED})


def recognise(page: Page, labels: Labels) -> Recognised:
    """Find each label of related links, and the titles that it owns, until prose goes on."""
    done = -1
    for block in page.blocks:
        if block.place in labels or block.place <= done or not 0 < len(block.text) <= _LONGEST:
            continue
        hit = _label(page, block)
        if hit is None:
            continue
        alone = _is_alone(block, hit)
        owned = list(_owned(page, labels, block)) if alone else []
        if alone and not (owned or _leads_nowhere(page, labels, block)):
            continue
        if not alone and not _names_title(block, hit):
            continue
        yield block.place, _related(hit.phrase.rule, 0.9, "It leads to other articles.")
        for title in owned:
            done = title.place
            reason = f"It stands under “{block.text}”."
            yield title.place, _related("related/owned", 0.85, reason)


def _related(rule: str, confidence: float, reason: str) -> Label:
    return Label(Role.NOISE, rule, confidence, reason, Kind.RELATED)


def _label(page: Page, block: Block) -> Hit | None:
    """The longest label that the block opens with."""
    if _LABELS.isdisjoint(page.slots[block.place]):
        return None
    found = [
        hit
        for hit in page.hits[block.place]
        if hit.phrase.slot in _LABELS
        and not any(letter.isalnum() for letter in block.text[: hit.start])
    ]
    return max(found, key=lambda hit: hit.end, default=None)


def _is_alone(block: Block, hit: Hit) -> bool:
    rest = block.text[hit.end :]
    return not any(letter.isalnum() for letter in rest)


def _names_title(block: Block, hit: Hit) -> bool:
    """Whether a title follows the label: after a colon or a bar, or as a link."""
    rest = block.text[hit.end :].lstrip()
    colon = rest[:1] in _COLONS
    linked = block.linked * 2 > len(block.text) or block.linked >= len(rest.strip(" :")) > 0
    return (colon and len(rest) >= _SHORTEST) or linked


def _owned(page: Page, labels: Labels, head: Block) -> Iterator[Block]:
    """Yield the titles under a label: short, no full stop, of one kind, none of them prose."""
    below = page.blocks[head.place + 1 : head.place + 1 + _MOST]
    first = next((block for block in below if block.text), None)
    for block in below:
        if block.shape in _MACHINERY:
            continue
        if block.place in labels or first is None or not _is_title(block, first, head):
            return
        if is_noise(page, block):
            return
        yield block


def _is_title(block: Block, first: Block, head: Block) -> bool:
    if block.linked * 5 > len(block.text) * 3:
        return True
    if len(block.text) > _TITLE or block.shape is not first.shape:
        return False
    if first.shape is Shape.ITEM and block.frame.group != first.frame.group:
        return False
    plain_text = not block.frame.marks and not head.frame.marks and not first.linked
    return plain_text and (_breaks_off(block.text) or not ends_sentence(block.text))


def _breaks_off(text: str) -> bool:
    """Whether it ends as a title or a teaser may, and a paragraph hardly: asking, or in dots."""
    return text.endswith(_OPEN_ENDS) and len(text) <= _TITLE


def _leads_nowhere(page: Page, labels: Labels, block: Block) -> bool:
    """Whether a bare label still stands after the prose, its links lost on the way."""
    after = page.blocks[block.place + 1 :]
    colon = block.text.rstrip()[-1:] in _COLONS
    return (colon or block.linked > 0 or block.place > page.last_prose) and not any(
        page.prose[each.place] and each.place not in labels for each in after[:1]
    )
