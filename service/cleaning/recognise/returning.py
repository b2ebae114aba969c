"""Links to other articles, known by the label that its source opens them with again and again."""

from collections.abc import Iterator
from itertools import takewhile
from typing import Final

from service.cleaning.block import Block, Label, Labels, Role, Shape
from service.cleaning.page import Page, Recognised
from service.cleaning.recognise.repeated import Standing, reason, standing
from service.cleaning.trace import label_of
from service.cleaning.wording import ends_sentence, words
from service.model.cleaned import Kind

_LABEL: Final = 60
_SHORTEST, _TITLE = 12, 170
_FEW_WORDS: Final = 4
_LIST: Final = 2
_MOST: Final = 8
_EDGE: Final = 60
_LINES: Final = frozenset({Shape.PARAGRAPH, Shape.CAPTION, Shape.HEADING, Shape.ITEM})


def recognise(page: Page, labels: Labels) -> Recognised:
    """Find titles behind a label that returns ("Next on the quay: …"), or in a list below one."""
    for each in standing(page, labels):
        if each.seen.opening and _is_title_behind_label(page, labels, each):
            why = f"It opens as lines in {each.seen.opening} other stories of this source do."
            yield each.block.place, _related("habit/label", why)
        elif each.seen.stories and not each.seen.template and _may_own(each):
            titles = list(_titles_to_the_end(page, labels, each.block.place + 1))
            for block in (each.block, *titles) if titles else ():
                yield block.place, _related("habit/list", reason(each.seen))


def _related(rule: str, why: str) -> Label:
    return Label(Role.NOISE, rule, 0.8, why, Kind.RELATED)


def _is_title_behind_label(page: Page, labels: Labels, each: Standing) -> bool:
    """Whether a label and a title are all of it, in no row of facts with labels of their own."""
    block = each.block
    label, _, title = label_of(block.text)
    if not label or not _is_title(block, title) or words(label) < _LIST:
        return False
    near = (block.place - 1, block.place + 1)
    return not any(
        _is_fact(page, labels, page.blocks[place], label)
        for place in near
        if 0 <= place < len(page.blocks)
    )


def _is_fact(page: Page, labels: Labels, block: Block, label: str) -> bool:
    """Whether a neighbour is a line of the article's own that is no sentence, or has another label."""
    seen = page.seen[block.place]
    if not block.text or block.place in labels or ends_sentence(block.text):
        return False
    return seen is None or (not seen.stories and label_of(block.text)[0] != label)


def _may_own(each: Standing) -> bool:
    """Whether it is a short label after the prose, right above something of the article's."""
    return (
        each.after
        and each.below
        and len(each.block.text) <= _LABEL
        and not ends_sentence(each.block.text)
    )


def _titles_to_the_end(page: Page, labels: Labels, since: int) -> Iterator[Block]:
    """The titles that follow; none where anything else of the article's own does."""
    if len(page.blocks) - since > _EDGE:
        return
    rest = [block for block in page.blocks[since:] if block.text and block.place not in labels]
    mine = [block for block in rest if page.seen[block.place] is None]
    if len(mine) <= _MOST and all(_is_title(block, block.text) for block in mine):
        yield from takewhile(lambda block: page.seen[block.place] is None, rest)


def _is_title(block: Block, text: str) -> bool:
    """Whether `text` reads as a headline: some words, no full stop, no list, no number first."""
    return (
        block.shape in _LINES
        and words(text) >= _FEW_WORDS
        and _SHORTEST <= len(text) <= _TITLE
        and not text[:1].isdecimal()
        and text.count(",") < _LIST
        and not ends_sentence(text)
    )
