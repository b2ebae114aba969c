"""The cleaning room: a draft goes in, the story and a ledger of all that was cut come out.

The steps, in order: `segment` (HTML or text to blocks), `label` (what each block is), `assemble`
(labelled blocks to the story, removals and doubts). All of it is pure: rules and habits are values.
"""

from typing import Final

from service.cleaning.assemble import assemble
from service.cleaning.block import Labels
from service.cleaning.habits import Habits
from service.cleaning.label import label
from service.cleaning.newsroom import SourceRules
from service.cleaning.page import Page
from service.cleaning.rules import Rules
from service.cleaning.segment import segment
from service.cleaning.telling import Explained, Told, tell
from service.cleaning.tidying import mended
from service.cleaning.trace import Trace
from service.model.cleaned import Cleaned
from service.model.draft import Draft

__all__ = [
    "NONE_KNOWN",
    "Explained",
    "Habits",
    "Rules",
    "SourceRules",
    "Told",
    "Trace",
    "clean",
    "clean_and_learn",
    "explain",
]

NONE_KNOWN: Final = Habits()
"""The habits of a source of which nothing was read before."""


def clean(draft: Draft, *, rules: Rules, habits: Habits = NONE_KNOWN) -> Cleaned:
    """Return `draft`, cleaned; raises `Invalid` where its HTML is beyond the bounds."""
    return assemble(*_walk(draft, rules, habits))


def explain(draft: Draft, *, rules: Rules, habits: Habits = NONE_KNOWN) -> Explained:
    """Return what `clean` makes of `draft`, and what became of each block, why and how surely."""
    page, labels = _walk(draft, rules, habits)
    cleaned = assemble(page, labels)
    return Explained(cleaned, tuple(tell(page, labels, cleaned)))


def clean_and_learn(draft: Draft, *, rules: Rules, habits: Habits) -> tuple[Cleaned, Trace]:
    """Return `draft`, cleaned, and what it leaves in its source's memory: of what was received."""
    page, labels = _walk(draft, rules, habits)
    return assemble(page, labels), habits.trace(draft.external_id, page.lines)


def _walk(draft: Draft, rules: Rules, habits: Habits) -> tuple[Page, Labels]:
    draft = mended(draft)
    page = Page(draft, segment(draft), rules, habits)
    return page, label(page)
