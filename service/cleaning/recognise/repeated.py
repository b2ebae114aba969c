"""Habits: a line that stands in several of a source's own articles is the paper's, not this one's."""

from typing import Final

from service.cleaning.block import Block, Label, Labels, Role, Shape
from service.cleaning.page import Page, Recognised
from service.cleaning.recognise.noise import judge
from service.cleaning.wording import ends_sentence
from service.model.cleaned import Kind

_OFTEN: Final = 2
_ASKS: Final = ("?", "\uff1f", "\u061f")
_LONG: Final = 240
_OURS: Final = frozenset({Shape.PARAGRAPH, Shape.CAPTION})


def recognise(page: Page, labels: Labels) -> Recognised:
    """Find what other articles of the source say word for word; headings, lists and prose stay."""
    if not page.habits.articles:
        return
    for block in page.blocks:
        if block.place in labels or not block.text or not _may_be(page, block):
            continue
        times = page.habits.elsewhere(block.text, page.draft.external_id)
        if times < _OFTEN:
            continue
        verdict = judge(page, block)
        kind = verdict.kind if verdict is not None else Kind.OTHER
        reason = f"It stands in {times} other articles of this source."
        yield block.place, Label(Role.NOISE, "habit/line", 0.9, reason, kind)


def _may_be(page: Page, block: Block) -> bool:
    """Whether a repetition tells: not of a heading, a question, a step, or a quotation."""
    if block.shape not in _OURS or block.bold or block.text.rstrip().endswith(_ASKS):
        return False
    prose = len(block.text) > _LONG and ends_sentence(block.text)
    return not prose and "said" not in page.slots[block.place]
