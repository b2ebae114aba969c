"""Captions and credits of the pictures that came: in the picture's figure, or beside the picture."""

from collections.abc import Iterator
from typing import Final

from service.cleaning import credit
from service.cleaning.block import Block, Label, Labels, Role, Shape
from service.cleaning.page import Page, Recognised
from service.cleaning.recognise import pictureless
from service.cleaning.recognise.noise import is_noise, judge
from service.cleaning.recognise.pictureless import could_be, is_credit_line, repeats, says_so
from service.cleaning.signs import QUOTES, STOPS
from service.cleaning.wording import bare, sentences
from service.model.cleaned import Kind

_MOST: Final = 12
_LINES: Final = 3
_TWO: Final = 2
_SHORT: Final = 240
_QUIET: Final = frozenset(STOPS) - set("?!")
"""What a caption ends in before a name; what is cried out or asked is no caption."""
_PARTING: Final = frozenset(f"{STOPS}{QUOTES}")
"""What has one of these before its last letter could be a sentence and a name behind it."""
_LEANING: Final = ("<em>", "<i>", "<small>")
_UNDER: Final = frozenset({Shape.PARAGRAPH, Shape.CAPTION, Shape.ITEM, Shape.ROW})
"""What may stand under a picture: in a list or a table of pictures, too."""
_WHY: Final = "It says what a picture shows."
_WHOSE: Final = "It says whose a picture is."


def shown(page: Page, labels: Labels) -> Recognised:
    """Find a figure's own caption, or a line and a sure credit right under a picture.

    They stand there for no other reason, whatever a rule of noise or of bios would read in them.
    """
    found: Labels = {}
    for block in page.pictures:
        if block.place in labels:
            continue
        if block.frame.figure:
            found |= dict(_of_figure(page, labels, found, block))
        else:
            found |= dict(_signed(page, labels, found, block))
    yield from _each_once(page, labels, found)


def recognise(page: Page, labels: Labels) -> Recognised:
    """Find the words under each picture, then those whose picture did not come; once each."""
    found: Labels = {}
    for block in page.pictures:
        if block.place not in labels:
            found |= dict(under(page, labels, found, block))
    for block, signed in pictureless.lines(page, labels):
        if block.place not in found:
            found.update(pictureless.words(page, labels, found, block, signed=signed))
    found |= dict(_copies(page, labels, found))
    yield from _each_once(page, labels, found)


def _each_once(page: Page, labels: Labels, found: Labels) -> Recognised:
    """Say of each copy of a caption that it is one, or that it adds the credit to the first."""
    stated = {bare(each.caption) for each in page.draft.images if each.caption and each.credit}
    seen: dict[str, tuple[int, bool]] = {
        _letters(page, at): (at if label.of is None else label.of, _has_credit(page, at))
        for at, label in labels.items()
        if label.role is Role.CAPTION
    }
    for place in sorted(found):
        said = found[place]
        text = _letters(page, place)
        first, credited = seen.get(text, (place, False))
        if said.role is Role.CAPTION and text in stated:
            said = _COPY
        elif said.role is Role.CAPTION and text in seen:
            adds = not credited and _has_credit(page, place)
            said = said._replace(of=first) if adds else _COPY
        if said.role is Role.CAPTION:
            owner = place if said.of is None else said.of
            seen[text] = (owner, credited or _has_credit(page, place))
        yield place, said


_COPY: Final = Label(
    Role.NOISE,
    "duplicate/caption",
    1.0,
    "It repeats the caption of a picture.",
    Kind.DUPLICATE,
)


def _has_credit(page: Page, place: int) -> bool:
    return bool(page.credited(page.blocks[place].text, sure=True).credit)


def _letters(page: Page, place: int) -> str:
    text = page.blocks[place].text
    said = page.credited(text, sure=True).caption
    if said is None or said == text:
        return page.letters[place] or bare(text)
    return bare(said)


def _copies(page: Page, labels: Labels, found: Labels) -> Iterator[tuple[int, Label]]:
    """Label the copies of a caption that lack its credit and stand beside it."""
    for at in [place for place, label in found.items() if label.role is Role.CAPTION]:
        whole = page.letters[at]
        for place in range(max(0, at - _LINES), min(len(page.blocks), at + _LINES + 1)):
            part = page.letters[place]
            if not part or part not in whole or place in labels or place in found:
                continue
            if part == _letters(page, at):
                yield place, Label(Role.CAPTION, "caption/repeated", 0.85, _WHY)


def _of_figure(
    page: Page, labels: Labels, found: Labels, image: Block
) -> Iterator[tuple[int, Label]]:
    for block in _figure(page, image):
        own = block.text and block.shape is Shape.CAPTION
        if not own or block.place in labels or block.place in found:
            continue
        if _has_credit(page, block.place) or not _is_notice(page, block):
            yield block.place, _label(page, block, image.place, "caption/figure")


def _is_notice(page: Page, block: Block) -> bool:
    """Whether a rule of noise knows it; what ends in a notice of its copyright is a caption yet."""
    verdict = judge(page, block)
    opens = block.text.lower().startswith(("©", "copyright"))
    owned = verdict is not None and verdict.kind is Kind.COPYRIGHT and not opens
    return is_noise(page, block) and not owned


def _figure(page: Page, image: Block) -> tuple[Block, ...]:
    figure = page.figures.get(image.frame.figure, ())
    if len(figure) > _MOST:
        near = page.blocks[image.place : image.place + 3]
        return tuple(each for each in near if each.frame.figure == image.frame.figure)
    return figure


def under(
    page: Page, labels: Labels, found: Labels, image: Block
) -> Iterator[tuple[int, Label]]:
    """Label the words of one picture: all of its figure's, or the lines that follow it."""
    yield from _of_figure(page, labels, found, image)
    if any(block.text for block in _figure(page, image)):
        return
    if lines := _lines(page, labels, found, image):
        yield from _below(page, image, lines)


def _lines(page: Page, labels: Labels, found: Labels, image: Block) -> list[Block]:
    """The lines that follow a picture, as far as they could be about it."""
    lines: list[Block] = []
    for block in page.blocks[image.place + 1 : image.place + 1 + _LINES]:
        if block.place in labels or block.place in found or not could_be(block, _UNDER):
            break
        lines.append(block)
    return lines


def _signed(
    page: Page, labels: Labels, found: Labels, image: Block
) -> Iterator[tuple[int, Label]]:
    lines = _lines(page, labels, found, image)
    if len(lines) < _TWO or not says_so(page, lines[1]) or is_noise(page, lines[0]):
        return
    first = page.credited(lines[0].text, sure=False)
    if page.credited(lines[1].text, sure=True).is_credit and not first.credit:
        yield (
            lines[0].place,
            Label(Role.CAPTION, "caption/above-credit", 0.9, _WHY, of=image.place),
        )
        yield lines[1].place, Label(Role.CREDIT, "credit/line", 0.9, _WHOSE, of=image.place)


def _below(page: Page, image: Block, lines: list[Block]) -> Iterator[tuple[int, Label]]:
    """Label the lines right under a picture: its caption and its credit, in either order."""
    first, rest = lines[0], lines[1:]
    rule = _beside(page, first, image)
    credits_next = bool(rest) and (is_credit_line(page, rest[0]) or _is_label_of(page, rest))
    if rule is None and credits_next and not is_noise(page, first):
        rule = "caption/above-credit"
    if rule is None:
        return
    label = _label(page, first, image.place, rule)
    yield first.place, label
    if not rest:
        return
    if credits_next and label.role is Role.CAPTION:
        for block in rest[: 1 + _is_label_of(page, rest)]:
            yield block.place, Label(Role.CREDIT, "credit/line", 0.9, _WHOSE, of=image.place)
    elif _is_marked(page, rest[0]) or (
        label.role is Role.CREDIT and _beside(page, rest[0], image)
    ):
        yield rest[0].place, _label(page, rest[0], image.place, "caption/markup")


def _is_label_of(page: Page, lines: list[Block]) -> bool:
    """Whether a line is a credit's label alone, and the next line the name: "Photo:", "Jane Doe"."""
    return (
        len(lines) > 1
        and credit.is_label(lines[0].text, page.rules)
        and page.credited(lines[1].text, sure=True).is_credit
    )


def _label(page: Page, block: Block, image: int, rule: str) -> Label:
    if page.is_credit(block.text):
        return Label(Role.CREDIT, "credit/line", 0.9, _WHOSE, of=image)
    return Label(Role.CAPTION, rule, 0.9, _WHY, of=image)


def _is_marked(page: Page, block: Block) -> bool:
    return block.shape is Shape.CAPTION or page.marked(block, "caption", widely=True)


def _beside(page: Page, block: Block, image: Block) -> str | None:
    if _is_marked(page, block):
        return "caption/markup"
    if page.credited(block.text, sure=False).credit:
        return "caption/credit"
    return _right_below(page, block, image) if block.place == image.place + 1 else None


def _right_below(page: Page, block: Block, image: Block) -> str | None:
    if repeats(page, block):
        return "caption/repeated"
    if _is_signed(page, block):
        return "caption/signed"
    if _is_set_apart(block) and not is_noise(page, block):
        return "caption/set-apart"
    return "caption/box" if _is_boxed(page, image, block) else None


def _is_signed(page: Page, block: Block) -> bool:
    """Whether a name, or a word of credits, ends a line or two right under a picture."""
    text = block.text
    if len(text) > _SHORT or _PARTING.isdisjoint(text[:-1]):
        return False
    if sentences(text) > _LINES or is_noise(page, block):
        return False
    said = page.credited(text, sure=True)
    return bool(said.credit) and (said.caption or "-")[-1] in _QUIET


def _is_set_apart(block: Block) -> bool:
    """Whether all of a short line right under a picture is in italics, or in small print."""
    if len(block.text) > _SHORT or not block.html.startswith(_LEANING):
        return False
    tag = block.html[1 : block.html.index(">")]
    closed = block.html.endswith(f"</{tag}>") and block.html.count(f"<{tag}>") == 1
    return closed and block.linked * 2 <= len(block.text)


def _is_boxed(page: Page, image: Block, block: Block) -> bool:
    """Whether nothing but the picture and a line with a credit stand in an element of their own."""
    box = block.frame.marks
    size = len(box)
    if not box or image.frame.marks[:size] != box or block.linked * 2 > len(block.text):
        return False
    around = (*page.blocks[: image.place][-1:], *page.blocks[block.place + 1 : block.place + 2])
    alone = all(each.frame.marks[:size] != box for each in around)
    return alone and bool(page.credited(block.text, sure=True).credit)
