"""The byline: a labelled line, a marked one, or a bare name between the headline and the prose."""

from typing import Final

from service.cleaning.block import Block, Label, Labels, Role, Shape
from service.cleaning.names import is_full_name
from service.cleaning.page import Page, Recognised
from service.cleaning.recognise.noise import is_noise
from service.cleaning.signs import BARS, DASHES
from service.cleaning.wording import bare
from service.cleaning.writers import PLACES, Writer, starts_with
from service.model.cleaned import Kind

_LONGEST: Final = 160
_SHAPES: Final = frozenset({Shape.PARAGRAPH, Shape.HEADING})
_HEAD: Final = 40
_SHORT_LINE: Final = 70


def recognise(page: Page, labels: Labels) -> Recognised:
    """Find the bylines: above the prose by their looks, below it by label and markup only."""
    stated = {bare(each.name) for each in page.draft.authors}
    stated |= {bare(writer.name) for writer in page.writers(page.draft.byline or "")}
    named: set[str] = set()
    for block in page.blocks:
        rule = _rule(page, block) if block.place not in labels and _could_be(block) else None
        names = {bare(writer.name) for writer in page.writers(block.text)} if rule else set()
        if rule == "byline/name" and (
            is_noise(page, block) or ((named or stated) and not names <= stated)
        ):
            continue
        if rule and names:
            yield block.place, _DUPLICATE if names <= named else _byline(rule)
            named |= names


def _byline(rule: str) -> Label:
    return Label(Role.BYLINE, rule, 0.9, "It names who wrote the article.")


_DUPLICATE: Final = Label(
    Role.NOISE, "duplicate/byline", 0.9, "It repeats the byline.", Kind.DUPLICATE
)


def _could_be(block: Block) -> bool:
    return 0 < len(block.text) <= _LONGEST and block.shape in _SHAPES


def _rule(page: Page, block: Block) -> str | None:
    above = block.place < min(page.first_prose, _HEAD)
    if (above or page.near_end(block.place)) and _is_labelled(page, block):
        return "byline/label"
    if page.marked(block, "byline"):
        return "byline/markup"
    if above and _is_bare(block.text, page.writers(block.text)):
        return "byline/name"
    return None


def _is_labelled(page: Page, block: Block) -> bool:
    low = page.plain[block.place]
    return starts_with(low, page.rules, "byline") is not None or (
        starts_with(low, page.rules, "byline-part") is not None
        and len(page.writers(block.text)) > 1
    )


def _is_bare(text: str, writers: tuple[Writer, ...]) -> bool:
    """Whether a line is nothing but full names, what they do, and a place or a date at most."""
    named = sum(len(each.name) + len(each.role or each.organisation or "") for each in writers)
    shouted = text.isupper() and not any(each.role for each in writers)
    full = bool(writers) and all(is_full_name(each.name) for each in writers)
    return full and not shouted and (named * 2 >= len(text) or _goes_on(text, writers[0].name))


def _goes_on(text: str, name: str) -> bool:
    """Whether a name opens a short line and a place, a paper or a date comes after it."""
    after = text[len(name) :].lstrip()
    told = after[:1] in f",/({BARS}{DASHES}" or after.split(" ", 1)[0] in PLACES
    dated = any(map(str.isdigit, after[:6]))
    return text.startswith(name) and len(text) <= _SHORT_LINE and (told or dated)
