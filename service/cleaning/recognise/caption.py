"""Captions and credits: in the picture's figure, beside the picture, or where the picture did not come."""

from collections.abc import Iterator
from typing import Final

from service.cleaning import credit
from service.cleaning.block import Block, Label, Labels, Role, Shape
from service.cleaning.page import Page, Recognised
from service.cleaning.signs import BRACKETS, LONG_DASHES
from service.cleaning.wording import bare, ends_sentence
from service.model.cleaned import Kind

_LONGEST: Final = 600
_SHAPES: Final = frozenset({Shape.PARAGRAPH, Shape.CAPTION})
_MOST: Final = 12
_SHORTEST: Final = 25
_SIGNS: Final = (
    "/",
    "©",
    "(c)",
    "(C)",
    "|",
    *(f". {dash} " for dash in LONG_DASHES),
    *BRACKETS,
)
_WHY: Final = "It says what a picture shows."
_WHOSE: Final = "It says whose a picture is."


def recognise(page: Page, labels: Labels) -> Recognised:
    """Find the words under each picture, then those whose picture did not come; once each."""
    found: Labels = {}
    for block in page.blocks:
        if block.shape is Shape.IMAGE and block.place not in labels:
            found |= dict(under(page, labels, found, block))
    for block in page.blocks:
        if block.place not in labels and block.place not in found:
            found |= dict(_without_picture(page, labels, found, block))
    stated = _stated(page)
    seen: set[str] = set()
    for place in sorted(found):
        said = found[place]
        text = _letters(page, place)
        if said.role is Role.CAPTION and (text in seen or text in stated):
            reason = "It repeats the caption of a picture."
            said = Label(Role.NOISE, "duplicate/caption", 1.0, reason, Kind.DUPLICATE)
        seen.add(text)
        yield place, said


def _stated(page: Page) -> set[str]:
    """The captions that the payload states whole, with their credits."""
    return {bare(each.caption) for each in page.draft.images if each.caption and each.credit}


def _letters(page: Page, place: int) -> str:
    text = page.blocks[place].text
    said = page.credited(text, sure=True)
    return bare(said.caption or text)


def under(
    page: Page, labels: Labels, found: Labels, image: Block
) -> Iterator[tuple[int, Label]]:
    """Label the words of one picture: all of its figure's, or the line or two that follow it."""
    figure = page.figures.get(image.frame.figure, ())
    if len(figure) > _MOST:
        near = page.blocks[image.place : image.place + 3]
        figure = tuple(each for each in near if each.frame.figure == image.frame.figure)
    for block in figure:
        own = block.text and block.shape is Shape.CAPTION
        if own and block.place not in labels and block.place not in found:
            yield block.place, _label(page, block, image.place, "caption/figure")
    if any(block.text for block in figure):
        return
    for block in page.blocks[image.place + 1 : image.place + 3]:
        if block.place in labels or block.place in found or not _could_be(block):
            return
        rule = _beside(page, block, image)
        if rule is None:
            return
        yield block.place, _label(page, block, image.place, rule)


def _could_be(block: Block) -> bool:
    return 0 < len(block.text) <= _LONGEST and block.shape in _SHAPES


def _label(page: Page, block: Block, image: int, rule: str) -> Label:
    if page.credited(block.text, sure=False).is_credit:
        return Label(Role.CREDIT, "credit/line", 0.9, _WHOSE, of=image)
    return Label(Role.CAPTION, rule, 0.9, _WHY, of=image)


def _beside(page: Page, block: Block, image: Block) -> str | None:
    if page.marked(block, "caption", widely=True) or block.shape is Shape.CAPTION:
        return "caption/markup"
    said = page.credited(block.text, sure=False)
    if said.credit:
        return "caption/credit"
    if block.place == image.place + 1 and _repeats(page, block):
        return "caption/repeated"
    return None


def _repeats(page: Page, block: Block) -> bool:
    """Whether the same line stands twice, above the prose or under a picture, as captions do."""
    above = page.blocks[block.place - 1].shape if block.place else None
    if block.place > page.first_prose and above is not Shape.IMAGE:
        return False
    letters = page.letters[block.place]
    return (
        len(letters) >= _SHORTEST and letters in page.letters[block.place + 1 : block.place + 4]
    )


def _without_picture(
    page: Page, labels: Labels, found: Labels, block: Block
) -> Iterator[tuple[int, Label]]:
    if not _could_be(block) or not (_may_credit(page, block) or _repeats(page, block)):
        return
    before = found.get(block.place - 1)
    said = page.credited(block.text, sure=False)
    if said.is_credit:
        below = page.blocks[block.place + 1 : block.place + 2]
        if below and credit.opens_caption(page.plain[below[0].place], page.rules):
            yield block.place, Label(Role.CREDIT, "credit/line", 0.9, _WHOSE, of=below[0].place)
            return
        caption = _caption_above(page, labels, before, block)
        if caption is not None:
            of = caption if before is None or before.of is None else before.of
            if before is None:
                yield caption, Label(Role.CAPTION, "caption/above-credit", 0.85, _WHY)
            yield block.place, Label(Role.CREDIT, "credit/line", 0.9, _WHOSE, of=of)
        return
    if block.shape is Shape.CAPTION or credit.opens_caption(
        page.plain[block.place], page.rules
    ):
        yield block.place, Label(Role.CAPTION, "caption/label", 0.85, _WHY)
    elif said.credit or _repeats(page, block) or _repeated_above(page, found, block):
        yield block.place, Label(Role.CAPTION, "caption/credit", 0.85, _WHY)


def _may_credit(page: Page, block: Block) -> bool:
    """Whether anything in the block could be a credit, or say that it is a caption."""
    if block.shape is Shape.CAPTION or any(sign in block.text for sign in _SIGNS):
        return True
    if any(slot.startswith("credit.") for slot in page.slots[block.place]):
        return True
    before = page.blocks[block.place - 1].text if block.place else ""
    return before == block.text or credit.opens_caption(page.plain[block.place], page.rules)


def _repeated_above(page: Page, found: Labels, block: Block) -> bool:
    letters = page.letters[block.place]
    return any(
        at in found and found[at].role is Role.CAPTION and page.letters[at] == letters
        for at in range(max(0, block.place - 4), block.place)
    )


def _caption_above(
    page: Page, labels: Labels, before: Label | None, block: Block
) -> int | None:
    """The place of the caption that a credit in a line of its own belongs to."""
    above = block.place - 1
    if above < 0:
        return None
    if before is not None:
        return above if before.role is Role.CAPTION else None
    text = page.blocks[above].text
    short = 0 < len(text) <= _LONGEST // 2 and (len(text) >= _SHORTEST or ends_sentence(text))
    fits = short and above not in labels and _could_be(page.blocks[above])
    return above if fits and not page.prose[above] else None
