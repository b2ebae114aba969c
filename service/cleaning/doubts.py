"""What an editor should look at, how much it weighs, and why, in words for the end of a shift."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from service.cleaning import addresses
from service.cleaning.block import Block, Label, Labels, Role, Shape
from service.cleaning.page import Page
from service.cleaning.wording import bare, ends_sentence, words
from service.model.article import Story
from service.model.cleaned import Doubt, Kind, Trim, Weight

_EXPECTED: Final = frozenset({Kind.DUPLICATE, Kind.RIGHTS})
"""What is cut without being lost: it stands elsewhere, or its newsroom keeps it."""
_HABIT: Final = "habit/"
_OFTEN: Final = 2
_LARGE, _MOST_OF_IT = 0.4, 0.6
"""Which share of a text is much to cut: of 490 articles four lost more, two of them wrongly."""
_FEW_LETTERS: Final = 300
"""Less than this cut is no large share of anything."""
_PROSE, _LONG_PROSE = 25, 50
"""Of what is cut, sentences of so many words are the article's one time in seven."""
_LONG_TRIM: Final = 90
_SURE: Final = 0.8
"""As sure as this, a cut stands on more than one weak sign."""
_HEAD: Final = 12
_HEADLINE: Final = 3
"""So many words make a headline; fewer are a section's name."""
_LOOK: Final = "Kept, but look: "
_MOST: Final = 10
_QUOTED: Final = 80

KEPT_WHOLE: Final = Doubt(
    rule="accounting",
    reason="Cleaning lost count of this article's words, so all of it was kept. Please tell us.",
    weight=Weight.STOP,
)


def find(page: Page, labels: Labels, story: Story, trimmed: Sequence[Trim]) -> Iterator[Doubt]:
    """Yield all that is doubtful about what became of `page`, the whole article first."""
    cut = [
        (page.blocks[place], label)
        for place, label in labels.items()
        if label.role is Role.NOISE and page.blocks[place].text
    ]
    yield from _share(page, cut, story)
    yield from _headline(page, labels)
    yield from _people(page, labels, story)
    yield from _pictures(page)
    lines = [*_cut(page, cut), *_trims(trimmed), *_kept(page, labels)]
    if len(lines) > _MOST:
        lines.sort(key=lambda doubt: -doubt.weight.rank)
    yield from lines[:_MOST]
    if more := lines[_MOST:]:
        reason = f"{_count(len(more), 'more line')} could be doubted too."
        yield Doubt(rule="line/more", reason=reason, weight=Weight.NOTE)


def _share(page: Page, cut: Iterable[tuple[Block, Label]], story: Story) -> Iterator[Doubt]:
    """A large share cut, of what its source does not always say and no other place shows."""
    kept = len(story.body_text)
    most = sum(len(block.text) for block, _ in cut)
    if most < _FEW_LETTERS or not kept or most / (most + kept) < _LARGE:
        return
    gone = sum(len(block.text) for block, label in cut if not _is_expected(page, block, label))
    if gone < _FEW_LETTERS:
        return
    share = gone / (gone + kept)
    reason = f"{share:.0%} of the text was cut: compare it with the original."
    if share >= _LARGE:
        weight = Weight.STOP if share >= _MOST_OF_IT else Weight.LOOK
        yield Doubt(rule="text/share", reason=reason, weight=weight)


def _headline(page: Page, labels: Labels) -> Iterator[Doubt]:
    """Two candidates for the headline, or none."""
    title = page.draft.title
    head = [block for block in page.blocks[:_HEAD] if block.shape is Shape.HEADING]
    if title:
        first = (block for block in head if block.level == 1 and block.place not in labels)
        yield from _rival(title, next(first, None))
        return
    taken = next((at for at, label in labels.items() if label.role is Role.HEADLINE), None)
    if taken is None:
        reason = "It has no headline: the first words of its text stand in for one."
        yield Doubt(rule="headline/none", reason=reason)
        return
    block = page.blocks[taken]
    if block.shape is not Shape.HEADING:
        above = (each for each in head if each.level == 1 or each.place < page.first_prose)
        yield from _rival(block.text, next(above, None))
    if page.prose[taken]:
        reason = "It has no title, and the first line, taken for one, reads as a sentence."
        yield Doubt(rule="headline/sentence", reason=reason, place=taken)


def _rival(taken: str, other: Block | None) -> Iterator[Doubt]:
    """Another heading that could be the headline; not where one only says more of the same."""
    if other is None or _size(other.text) < _HEADLINE:
        return
    one, two = bare(taken), bare(other.text)
    if one not in two and two not in one:
        reason = f"The headline is “{_short(taken)}”; “{_short(other.text)}” could be it too."
        yield Doubt(rule="headline/two", reason=reason, place=other.place)


def _people(page: Page, labels: Labels, story: Story) -> Iterator[Doubt]:
    """A bio of somebody whom no byline names; a byline that names nobody."""
    draft = page.draft
    if draft.byline and not story.authors:
        reason = f"No name could be read from the byline “{_short(draft.byline)}”."
        yield Doubt(rule="byline/unread", reason=reason, weight=Weight.NOTE)
    if not any(author.bio for author in story.authors):
        return
    bylines = [
        page.blocks[at].text for at, label in labels.items() if label.role is Role.BYLINE
    ]
    stated = [draft.byline or "", *(each.name for each in draft.authors)]
    named = [said for each in (*stated, *bylines[:_MOST]) if (said := bare(each))]
    for author in story.authors[:_MOST]:
        name = bare(author.name)
        if not author.bio or any(name in said for said in named):
            continue
        if named:
            reason = f"The bio is of {_short(author.name)}, whom the byline does not name."
            yield Doubt(rule="bio/another", reason=reason)
        else:
            reason = f"Only a bio says that {_short(author.name)} wrote it: there is no byline."
            yield Doubt(rule="bio/no-byline", reason=reason, weight=Weight.NOTE)


def _pictures(page: Page) -> Iterator[Doubt]:
    draft = page.draft
    lost = sum(
        1
        for image in draft.images
        if image.url and image.syndication and not addresses.web(image.url, draft.url)
    )
    if lost:
        reason = (
            f"{_count(lost, 'picture')} came without an address on the web: what is said under "
            "them is kept, the pictures are not."
        )
        yield Doubt(rule="picture/address", reason=reason)


def _cut(page: Page, cut: Iterable[tuple[Block, Label]]) -> Iterator[Doubt]:
    """Lines that were cut, and read as the article's; or by one weak sign alone."""
    for block, label in cut:
        size = _size(block.text) if _is_prose(block) else 0
        if (size < _PROSE and label.confidence >= _SURE) or _is_expected(page, block, label):
            continue
        text, said = _short(block.text), f"as “{label.kind}” ({label.rule})"
        if size >= _PROSE:
            reason = (
                f"“{text}” was cut, {size} words, {said}: so much prose may be the article's."
            )
            weight = Weight.STOP if size >= _LONG_PROSE else Weight.LOOK
            yield Doubt(rule="line/prose", reason=reason, weight=weight, place=block.place)
        else:
            reason = f"“{text}” was cut {said}, by one weak sign: {label.reason}"
            yield Doubt(rule="line/cut", reason=reason, weight=Weight.NOTE, place=block.place)


def _is_prose(block: Block) -> bool:
    """Whether it ends as a sentence does, and leads nowhere: in a list or a caption too."""
    size = len(block.text)
    return block.linked * 3 <= size >= _PROSE and ends_sentence(block.text)


def _is_expected(page: Page, block: Block, label: Label) -> bool:
    """Whether it is no loss: a copy, a picture kept in house, or what its source says every day."""
    seen = page.seen[block.place]
    often = seen is not None and seen.stories >= _OFTEN
    return often or label.kind in _EXPECTED or label.rule.startswith(_HABIT)


def _size(text: str) -> int:
    """About how many words it has; two characters are one where none are spaced."""
    counted = words(text)
    return counted if counted == len(text.split()) else counted // 2


def _trims(trimmed: Iterable[Trim]) -> Iterator[Doubt]:
    for trim in trimmed:
        if len(trim.text) > _LONG_TRIM:
            reason = f"“{_short(trim.text)}” was cut off within a line ({trim.rule})."
            yield Doubt(rule="line/trimmed", reason=reason, place=trim.place)


def _kept(page: Page, labels: Labels) -> Iterator[Doubt]:
    for place, label in labels.items():
        if label.role is Role.BODY:
            text, why = _short(page.blocks[place].text), label.reason.removeprefix(_LOOK)
            reason = f"“{text}” stayed, though {label.rule} speaks against it: {why}"
            yield Doubt(rule="line/kept", reason=reason, weight=Weight.NOTE, place=place)


def _short(text: str) -> str:
    """The beginning of a text, on one line."""
    said = " ".join(text[: 2 * _QUOTED].split())
    return said if len(said) <= _QUOTED else f"{said[: _QUOTED - 1].rstrip()}…"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
