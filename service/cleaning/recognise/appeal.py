"""Appeals to the reader in words of a paper's own: where they stand, whom they speak to, what they offer."""

import math
from collections.abc import Iterator
from typing import Final

from service.cleaning.block import Block, Labels, Shape
from service.cleaning.page import Page, Recognised, Verdict
from service.cleaning.recognise.noise import costs, noise, opens_with_quotation, reaches
from service.cleaning.wording import ends_sentence, sentences
from service.model.cleaned import Kind

_LONGEST: Final = 330
_LONG: Final = 220
_MANY: Final = 2
_SHORT: Final = 110
_SPEAKS: Final = 0.2
"""An article that speaks to its reader in more of its prose than this is not appealing."""
_SHAPES: Final = frozenset({Shape.PARAGRAPH, Shape.ITEM, Shape.HEADING, Shape.CAPTION})
_THINGS: Final = ".things"


def recognise(page: Page, labels: Labels) -> Recognised:
    """Weigh every short block that nothing else has placed."""
    weights = page.rules.weights
    habits, tail = _habits(page, labels), page.tail(labels)
    for block in page.blocks:
        if block.place in labels or block.shape not in _SHAPES:
            continue
        if not 0 < len(block.text) <= _LONGEST or block.frame.ordered:
            continue
        calls = {*_words(page, block), *_links(block)} - habits
        if calls.isdisjoint(_CALLS):
            continue
        shapes = {*calls, *_surroundings(page, block, tail), *_manner(block)} - habits
        weight = round(math.fsum(weights.get(shape, 0.0) for shape in shapes), 6)
        if weight >= weights.get("bar", 1.0):
            kind = _kind(page, block)
            yield block.place, noise(page, Verdict(kind, min(weight, 0.95), f"appeal/{kind}"))


_CALLS: Final = frozenset({"you", "own", "thing", "reach", "all-link"})
"""Without one of these nobody is spoken to, and nothing is offered."""


def _habits(page: Page, labels: Labels) -> set[str]:
    """The shapes that this article's own prose is full of: they say nothing here."""
    prose = [
        block
        for block in page.blocks
        if page.prose[block.place] and block.place not in labels and len(block.text) > _SHORT
    ]
    found: dict[str, int] = {"you": 0, "own": 0, "act": 0}
    for block in prose:
        for slot in page.slots[block.place] & found.keys():
            found[slot] += 1
    return {slot for slot, times in found.items() if times > max(1, len(prose) * _SPEAKS)}


def _links(block: Block) -> Iterator[str]:
    if block.linked * 5 > len(block.text) * 4 and not ends_sentence(block.text):
        yield "all-link"
    elif block.linked:
        yield "link"


def _surroundings(page: Page, block: Block, tail: int) -> Iterator[str]:
    yield "tail" if block.place >= tail else "between"
    if page.marks.is_odd(block):
        yield "odd"
    if block.frame.aside:
        yield "aside"


def _manner(block: Block) -> Iterator[str]:
    """How it speaks: at what length, of money, asking, in many sentences, in quotation marks."""
    if len(block.text) <= _SHORT:
        yield "short"
    elif len(block.text) > _LONG:
        yield "long"
    if costs(block.text):
        yield "price"
    if "?" in block.text[:-1]:
        yield "ask"
    if sentences(block.text) > _MANY:
        yield "many"
    if opens_with_quotation(block.text) or block.shape is Shape.QUOTE:
        yield "quoted"


def _words(page: Page, block: Block) -> Iterator[str]:
    slots = page.slots[block.place]
    yield from slots & {"you", "own", "offer", "period", "place", "said", "third", "authority"}
    if "act" in slots and any(
        hit.fresh and hit.phrase.slot == "act" for hit in page.hits[block.place]
    ):
        yield "act"
    if any(slot.endswith(_THINGS) for slot in slots):
        yield "thing"
    if any(way != "at" for way in reaches(block.text)):
        yield "reach"


def _kind(page: Page, block: Block) -> Kind:
    """What it asks for, by the things that it names; `other` where it names none."""
    order = (
        Kind.NEWSLETTER, Kind.NOTIFICATION, Kind.APP, Kind.FOLLOW, Kind.COMMENT, Kind.EVENT,
        Kind.SUBSCRIBE, Kind.DONATION, Kind.CONTACT,
    )  # fmt: skip
    slots = page.slots[block.place]
    named = next((kind for kind in order if f"{kind}.things" in slots), None)
    if named is not None:
        return named
    if not {"mail", "phone"}.isdisjoint(reaches(block.text)):
        return Kind.CONTACT
    if costs(block.text):
        return Kind.DONATION
    if block.linked * 5 > len(block.text) * 4:
        return Kind.RELATED
    return Kind.OTHER
