"""The cleaning room: a draft goes in, the story and a ledger of all that was cut come out.

The steps, in order: `segment` (HTML or text to blocks), `label` (what each block is), `assemble`
(labelled blocks to the story, removals and doubts). All of it is pure: rules and habits are values.
"""

from typing import Final

from service.cleaning.assemble import assemble
from service.cleaning.habits import Habits
from service.cleaning.label import label
from service.cleaning.page import Page
from service.cleaning.rules import Rules
from service.cleaning.segment import segment
from service.cleaning.tidying import mended
from service.model.cleaned import Cleaned
from service.model.draft import Draft

__all__ = ["NONE_KNOWN", "Habits", "Rules", "clean"]

NONE_KNOWN: Final = Habits()
"""The habits of a source of which nothing was read before."""


def clean(draft: Draft, *, rules: Rules, habits: Habits = NONE_KNOWN) -> Cleaned:
    """Return `draft`, cleaned; raises `Invalid` where its HTML is beyond the bounds."""
    draft = mended(draft)
    blocks = segment(draft)
    page = Page(draft, blocks, rules, habits)
    return assemble(page, label(page))
