"""A dry run: what would become of an article, and nothing is kept of it."""

from service.cleaning import NONE_KNOWN, Habits, clean
from service.cleaning.canonical import Edition, compose
from service.cleaning.rules import Rules
from service.model.access import Source
from service.model.article import Article, SourceRef, Status
from service.model.cleaned import Cleaned
from service.model.draft import Draft
from service.model.receipt import held_for
from service.model.value import Moment


def rehearse(
    draft: Draft,
    *,
    rules: Rules,
    habits: Habits = NONE_KNOWN,
    source: Source | None = None,
    now: Moment,
) -> tuple[Article, Cleaned]:
    """Clean `draft` as the intake would, under the policy of its source."""
    cleaned = clean(draft, rules=rules, habits=habits)
    held = source.holds(cleaned) if source else cleaned.held
    unknown = SourceRef(slug=draft.source or "dry-run", name="", url="")
    edition = Edition(
        source=source.reference if source else unknown,
        revision=1,
        status=Status.WITHHELD if held else Status.USABLE,
        published_at=draft.published_at or draft.modified_at or now,
        modified_at=draft.modified_at or draft.published_at or now,
    )
    if held:
        told = (*cleaned.doubts, held_for(held))
        cleaned = cleaned.model_copy(update={"held": held, "doubts": told})
    return compose(draft, cleaned, edition), cleaned
