"""The dek: the line under the headline, by its markup or by its place and its want of a full stop."""

from typing import Final

from service.cleaning.block import Block, Label, Labels, Role, Shape
from service.cleaning.page import Page, Recognised
from service.cleaning.recognise.noise import DOUBT, judge
from service.cleaning.wording import bare, ends_sentence, sentences
from service.model.cleaned import Kind

_SHAPES: Final = frozenset({Shape.PARAGRAPH, Shape.HEADING})
_SHORTEST: Final = 28
_LONGEST: Final = 320


def recognise(page: Page, labels: Labels) -> Recognised:
    """Find the dek where the payload has none, and every other copy of it."""
    stated = bare(page.draft.dek or "")
    if not stated:
        found = _marked(page, labels) or _second(page, labels)
        if found is None:
            return
        yield found.place, Label(Role.DEK, "dek/second", 0.85, "It stands under the headline.")
        stated = page.letters[found.place]
    for block in page.blocks:
        if block.place not in labels and page.letters[block.place] == stated:
            reason = "It repeats the dek."
            yield block.place, Label(Role.NOISE, "duplicate/dek", 1.0, reason, Kind.DUPLICATE)


def _marked(page: Page, labels: Labels) -> Block | None:
    for block in page.blocks[:8]:
        if block.place not in labels and _fits(block) and page.marked(block, "dek"):
            return block
    return None


def _fits(block: Block) -> bool:
    return _SHORTEST <= len(block.text) <= _LONGEST and block.shape in _SHAPES


def _second(page: Page, labels: Labels) -> Block | None:
    """The block right under a headline of the body's own, when it is a line and not a lead."""
    head = [place for place, label in labels.items() if label.role is Role.HEADLINE]
    below = (head[0] + 1) if head else 0
    if below >= len(page.blocks) or below in labels:
        return None
    block = page.blocks[below]
    if not _fits(block) or not _is_line(block) or _is_else(page, block):
        return None
    return block if head or block.shape is Shape.HEADING else None


def _is_line(block: Block) -> bool:
    """Whether it reads as a line and not as a lead: one clause, no full stop."""
    text = block.text
    digits = sum(map(str.isdigit, text))
    plain_words = block.linked * 2 <= len(text) and digits * 4 <= len(text)
    return (
        plain_words and text[0].isalnum() and not ends_sentence(text) and sentences(text) <= 1
    )


def _is_else(page: Page, block: Block) -> bool:
    """Whether it could be noise, a count of what is left to read, or a caption with its credit."""
    verdict = judge(page, block)
    if verdict is not None and verdict.confidence >= DOUBT:
        return True
    counts = "you" in page.slots[block.place] and any(map(str.isdigit, block.text))
    return counts or bool(page.credited(block.text, sure=False).credit)
