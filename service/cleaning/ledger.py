"""The ledger: kept + trimmed + removed = received, for every block of every article."""

from collections.abc import Iterable, Sequence

from service.cleaning.block import Block
from service.cleaning.wording import line
from service.model.article import ListBlock, Story, Table
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


class Entry:
    """Where one block ended: the spans of it that are shown, or nothing when it was removed."""

    __slots__ = ("place", "shown")

    def __init__(self, place: int, shown: Sequence[str]) -> None:
        self.place = place
        self.shown = tuple(shown)


def balances(
    blocks: Sequence[Block],
    entries: Sequence[Entry],
    said: frozenset[str | None],
    cut: tuple[tuple[Removal, ...], tuple[Trim, ...]],
) -> bool:
    """Return whether each block with text ended in exactly one place, and none of its text went."""
    removed = {removal.place: removal.text for removal in cut[0]}
    trimmed: dict[int, list[str]] = {}
    for trim in cut[1]:
        trimmed.setdefault(trim.place, []).append(trim.text)
    shown = {entry.place: entry.shown for entry in entries}
    if (
        len(shown) != len(entries)
        or len(removed) != len(cut[0])
        or shown.keys() & removed.keys()
    ):
        return False
    for block in blocks:
        if not block.text:
            continue
        if block.place in removed:
            whole = [removed[block.place]]
        elif all(span in said for span in shown.get(block.place, ())):
            whole = [*shown.get(block.place, ()), *trimmed.get(block.place, ())]
        else:
            return False
        if whole != [block.text] and _letters(whole) != _letters([block.text]):
            return False
    return True


def _letters(texts: Iterable[str]) -> list[str]:
    """The characters of texts, in whatever order, white space and direction marks aside."""
    return sorted("".join(line("".join(texts)).split()))


def said(story: Story, within: Iterable[str]) -> frozenset[str | None]:
    """Return all the texts that a story shows, and the spans that stand `within` one of them."""
    texts: set[str | None] = {story.headline, story.dek, story.byline, *within}
    for author in story.authors:
        texts |= {author.name, author.role, author.organisation, author.bio}
    for image in story.images:
        texts |= {image.caption, image.credit}
    for block in story.body:
        if isinstance(block, ListBlock):
            texts |= {item.text for item in block.items}
        elif isinstance(block, Table):
            texts |= {" ".join(cell.text for cell in row if cell.text) for row in block.rows}
        else:
            texts.add(getattr(block, "text", None))
    return frozenset(texts)
