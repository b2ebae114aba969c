"""The headline: the payload's title, and its copies in the body; else the first line or heading."""

from typing import Final

from service.cleaning.block import Block, Label, Labels, Role, Shape
from service.cleaning.page import Page, Recognised
from service.cleaning.wording import bare
from service.model.cleaned import Kind

_LONGEST: Final = 300
_HEAD: Final = 12
"""How far down a first heading still is the article's."""


def recognise(page: Page, labels: Labels) -> Recognised:
    """Find the headline where the payload has none, and every other copy of it."""
    title = bare(page.draft.title or "")
    if not title:
        found = _first(page, labels)
        if found is None:
            return
        yield found.place, Label(Role.HEADLINE, "headline/first", 0.9, "It stands first.")
        title = page.letters[found.place]
    for place, letters in enumerate(page.letters) if title in page.letters else ():
        if letters and letters == title:
            yield (
                place,
                Label(
                    Role.NOISE,
                    "duplicate/headline",
                    1.0,
                    "It repeats the headline.",
                    Kind.DUPLICATE,
                ),
            )


def _first(page: Page, labels: Labels) -> Block | None:
    head = [block for block in page.blocks if block.text and block.place not in labels][:_HEAD]
    for block in head:
        if block.shape is Shape.HEADING and block.level == 1:
            return block
    return next((block for block in head if 0 < len(block.text) <= _LONGEST), None)
