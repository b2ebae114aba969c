"""The ledger: kept + trimmed + removed = received, for every block of every article."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from service.cleaning.block import Block
from service.cleaning.wording import line
from service.model.article import Code, ListBlock, RichText, Story, Table
from service.model.cleaned import Removal, Trim


def trims(text: str, shown: Iterable[str], rule: str, place: int) -> tuple[Trim, ...]:
    """Return what is left of `text` when the spans shown are taken from it, in their order."""
    left, at = [], 0
    for span in shown:
        found = text.find(span, at)
        if found < 0:
            found = text.find(span)
            if found < 0 or found < at:
                continue
        left.append(text[at:found])
        at = found + len(span)
    left.append(text[at:])
    return tuple(
        Trim(text=cut, rule=rule, place=place) for piece in left if (cut := piece.strip())
    )


def balances(
    blocks: Sequence[Block],
    shown: Mapping[int, Sequence[str]],
    said: frozenset[str],
    cut: tuple[Sequence[Removal], Sequence[Trim]],
) -> bool:
    """Return whether each block with text ended in exactly one place, and none of its text went.

    `shown` are the spans that are shown of each block, by its place; `said` is all that the story says.
    """
    removals, trims = cut
    removed = {removal.place: [removal.text] for removal in removals}
    if len(removed) < len(removals) or not removed.keys().isdisjoint(shown):
        return False
    trimmed: dict[int, list[str]] = {}
    for trim in trims:
        trimmed.setdefault(trim.place, []).append(trim.text)
    for block in blocks:
        parts = shown.get(block.place) or removed.get(block.place) or ()
        if block.place in trimmed:
            parts = [*parts, *trimmed[block.place]]
        if block.text and not _are_all_of(parts, block.text):
            return False
    return said.issuperset(chain.from_iterable(shown.values()))


def _are_all_of(parts: Sequence[str], text: str) -> bool:
    """Whether the parts are the text, in whatever order, white space and direction marks aside."""
    if len(parts) == 1 and parts[0] == text:
        return True
    left = text
    for part in parts:
        if part not in left:
            break
        left = left.replace(part, " ", 1)
    else:
        if not left.strip():
            return True
    return _letters(parts) == _letters([text])


def _letters(texts: Iterable[str]) -> list[str]:
    return sorted("".join(line("".join(texts)).split()))


def said(story: Story, within: Iterable[str]) -> frozenset[str]:
    """Return all the texts that a story shows, and the spans that stand `within` one of them."""
    texts: set[str | None] = {story.headline, story.dek, story.byline, *within}
    for author in story.authors:
        texts.update((author.name, author.role, author.organisation, author.bio))
    for image in story.images:
        texts.update((image.caption, image.credit))
    for block in story.body:
        if isinstance(block, RichText | Code):
            texts.add(block.text)
        elif isinstance(block, ListBlock):
            texts.update(item.text for item in block.items)
        elif isinstance(block, Table):
            texts.update(" ".join(cell.text for cell in row if cell.text) for row in block.rows)
    return frozenset(text for text in texts if text)
