"""The dek: the line under the headline, by its markup, its want of a full stop, or the byline below."""

from typing import Final

from service.cleaning.biography import introduced
from service.cleaning.block import Block, Label, Labels, Role, Shape
from service.cleaning.names import is_of_page
from service.cleaning.page import Page, Recognised
from service.cleaning.recognise.noise import DOUBT, judge, opens_with_quotation
from service.cleaning.wording import bare, ends_sentence, sentences
from service.model.cleaned import Kind

_SHAPES: Final = frozenset({Shape.PARAGRAPH, Shape.HEADING})
_SHORTEST: Final = 28
_SHORTEST_DENSE: Final = 14
_LONGEST: Final = 320
_LEAD: Final = 240
"""Longer than this, what stands under the headline is the lead, byline or not."""
_MOST_SENTENCES: Final = 3
_HEAD: Final = 8
_ARROWS: Final = frozenset("→⇒»▶►☞➔➜👉")
_SHARES: Final = frozenset({"share.labels", "share.says"})


def recognise(page: Page, labels: Labels) -> Recognised:
    """Find the dek where the payload has none, and every other copy of it."""
    stated = bare(page.draft.dek or "")
    if not stated:
        found = _marked(page, labels) or _second(page, labels)
        if found is None:
            return
        yield found.place, Label(Role.DEK, "dek/second", 0.85, "It stands under the headline.")
        stated = page.letters[found.place]
    for place, letters in enumerate(page.letters) if stated in page.letters else ():
        if letters == stated and place not in labels:
            reason = "It repeats the dek."
            yield place, Label(Role.NOISE, "duplicate/dek", 1.0, reason, Kind.DUPLICATE)


def _marked(page: Page, labels: Labels) -> Block | None:
    for block in page.blocks[:_HEAD]:
        if block.place not in labels and _fits(block) and page.marked(block, "dek"):
            return block if introduced(page, block) is None else None
    return None


def _fits(block: Block) -> bool:
    size = len(block.text)
    shortest = _SHORTEST if block.text[:_SHORTEST].isascii() else _SHORTEST_DENSE
    return shortest <= size <= _LONGEST and block.shape in _SHAPES


def _second(page: Page, labels: Labels) -> Block | None:
    """The block right under the headline, when it is a line and not a lead."""
    heads = [place for place, label in labels.items() if _is_headline(label) and place < _HEAD]
    below = max(heads) + 1 if heads else 0
    while below < len(page.blocks) and _is_passed(labels.get(below)):
        below += 1
    if below >= min(len(page.blocks), _HEAD) or below in labels:
        return None
    block = page.blocks[below]
    if not _fits(block) or _is_else(page, block):
        return None
    if _is_signed_below(page, labels, block):
        return block if _is_line(block) or _is_short_of_a_lead(page, block) else None
    return block if _is_line(block) and (heads or block.shape is Shape.HEADING) else None


def _is_headline(label: Label) -> bool:
    return label.role is Role.HEADLINE or label.rule == "duplicate/headline"


def _is_passed(label: Label | None) -> bool:
    """Whether a line can stand between a headline and its dek."""
    return label is not None and label.kind is Kind.TIMESTAMP


def _is_signed_below(page: Page, labels: Labels, block: Block) -> bool:
    """Whether the byline follows, dates and times aside."""
    for other in page.blocks[block.place + 1 :]:
        label = labels.get(other.place)
        if label is not None and label.role is Role.BYLINE:
            return True
        if not _is_passed(label):
            return False
    return False


def _is_line(block: Block) -> bool:
    """Whether it reads as a line and not as a lead: one clause, no full stop."""
    text = block.text
    digits = sum(map(str.isdigit, text))
    plain_words = block.linked * 2 <= len(text) and digits * 4 <= len(text)
    asks = "?" in text[:-1] or not _ARROWS.isdisjoint(text)
    return (
        plain_words
        and not asks
        and text[0].isalnum()
        and not ends_sentence(text)
        and sentences(text) <= 1
    )


def _is_short_of_a_lead(page: Page, block: Block) -> bool:
    """Whether a sentence or two above the byline is too short for anything but a dek."""
    return (
        len(block.text) <= _LEAD
        and ends_sentence(block.text)
        and block.linked * 2 <= len(block.text)
        and sentences(block.text) <= _MOST_SENTENCES
        and not opens_with_quotation(block.text)
        and (block.place == 0 or page.blocks[block.place - 1].shape is not Shape.IMAGE)
        and introduced(page, block) is None
    )


def _is_else(page: Page, block: Block) -> bool:
    """Whether it could be noise, a count of what is left to read, or a caption with its credit."""
    verdict = judge(page, block)
    if verdict is not None and verdict.confidence >= DOUBT:
        return True
    if not _SHARES.isdisjoint(page.slots[block.place]) or is_of_page(block.text, page.rules):
        return True
    counts = "you" in page.slots[block.place] and _counts(page, block)
    return counts or bool(page.credited(block.text, sure=False).credit)


def _counts(page: Page, block: Block) -> bool:
    """Whether it has a number in figures, or two in words; a month is as good as one."""
    numerals = page.rules.lists.get("numeral", frozenset())
    words = page.plain[block.place].split()
    counted = sum(word in numerals or word in page.rules.months for word in words)
    return counted > 1 or any(map(str.isdigit, block.text))
