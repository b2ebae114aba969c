"""What became of every block, in their order: the same walk as `clean`, told block by block."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from service.cleaning import doubts
from service.cleaning.block import Labels, Role
from service.cleaning.page import Page
from service.model.cleaned import Cleaned, Kind


class Told(NamedTuple):
    """One block: its words, where it went, by which rule, why, and how surely."""

    place: int
    text: str
    role: Role
    kind: Kind | None = None
    """What it was, if it was cut."""
    rule: str = ""
    """Empty for what nobody labelled: that is the article's."""
    reason: str = ""
    confidence: float = 1.0
    trimmed: tuple[str, ...] = ()
    """What was cut off within it."""


class Explained(NamedTuple):
    """What came of a draft, and of each of its blocks."""

    cleaned: Cleaned
    blocks: tuple[Told, ...]


def tell(page: Page, labels: Labels, cleaned: Cleaned) -> Iterator[Told]:
    """Yield what `cleaned` made of each block that shows anything."""
    removed = {removal.place: removal for removal in cleaned.removed}
    trimmed: defaultdict[int, list[str]] = defaultdict(list)
    for trim in cleaned.trimmed:
        trimmed[trim.place].append(trim.text)
    undone = doubts.KEPT_WHOLE in cleaned.doubts
    for block in page.blocks:
        cut, label = removed.get(block.place), labels.get(block.place)
        text = block.text or (cut.text if cut else _shown(page, block.place))
        if not text:
            continue
        if label is None or (undone and not cut):
            yield Told(block.place, text, Role.BODY)
            continue
        yield Told(
            block.place,
            text,
            label.role,
            cut.kind if cut else None,
            label.rule,
            label.reason,
            label.confidence,
            tuple(trimmed[block.place]),
        )


def _shown(page: Page, place: int) -> str:
    """What to call a block without words, that shows a picture or an embed."""
    block = page.blocks[place]
    if block.picture is not None and not block.picture.tracking:
        return block.picture.alt or block.picture.url or ""
    return block.address or ""
