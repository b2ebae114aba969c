"""What a source says again and again: lines that stand in several of its own articles."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from service.cleaning.segment import segment
from service.cleaning.wording import bare
from service.model.draft import Draft
from service.model.errors import Invalid

_OFTEN = 2
_SHORTEST = 3
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class Habits:
    """In how many of a source's articles each line stands; none known unless learnt."""

    articles: dict[str, frozenset[str]] = field(default_factory=dict)
    """By the line's letters: the ids of the articles that have it."""

    @classmethod
    def of(cls, drafts: Iterable[Draft]) -> Self:
        """Learn the habits of one source from its drafts; revisions of one article count once."""
        articles: dict[str, set[str]] = {}
        for draft in drafts:
            for line in _lines(draft):
                articles.setdefault(line, set()).add(draft.external_id)
        return cls(
            {line: frozenset(ids) for line, ids in articles.items() if len(ids) >= _OFTEN}
        )

    def elsewhere(self, text: str, external_id: str) -> int:
        """Return in how many other articles of the source `text` stands."""
        return len(self.articles.get(bare(text), frozenset()) - {external_id})


def _lines(draft: Draft) -> set[str]:
    try:
        blocks = segment(draft)
    except Invalid:
        return set()
    found = {bare(block.text) for block in blocks if len(block.text) <= _LONGEST}
    return {line for line in found if len(line) >= _SHORTEST}
