"""Labelled blocks as the story, with the ledger of all that was cut."""

from collections.abc import Iterator, Mapping
from typing import Final

from service.cleaning import doubts, inhouse, ledger
from service.cleaning.block import Block, Label, Labels, Role, Shape
from service.cleaning.body import body
from service.cleaning.compose import body_html, body_text
from service.cleaning.gallery import Gallery, gallery
from service.cleaning.page import Page
from service.cleaning.people import People, people
from service.cleaning.wording import fold, language_of, line
from service.model.article import Story
from service.model.cleaned import Cleaned, Kind, Removal, Trim

_FIELDS: Final = frozenset({Role.BYLINE, Role.BIO, Role.CAPTION, Role.CREDIT})
_HEADLINE_WORDS: Final = 12


def assemble(page: Page, labels: Labels) -> Cleaned:
    """Return the cleaned draft; all of it, uncut, where the ledger does not balance."""
    labels = dict(sorted(labels.items()))
    cleaned, balanced = _assembled(page, labels)
    if balanced:
        return cleaned
    house = {place: said for place, said in labels.items() if said.kind is Kind.RIGHTS}
    whole, _ = _assembled(page, house)
    return whole.model_copy(update={"doubts": (*whole.doubts, doubts.KEPT_WHOLE)})


def _assembled(page: Page, labels: Labels) -> tuple[Cleaned, bool]:
    """The cleaned draft, and whether kept, trimmed and removed are what was received."""
    writers, pictures = people(page, labels), gallery(page, labels)
    story = _story(page, labels, writers, pictures)
    shown = _shown(page, labels, writers.shown | pictures.shown)
    removed = tuple(_removals(page, labels))
    house = tuple(inhouse.removals(page, removed))
    trimmed = tuple(_trims(page, labels, shown))
    given = (*writers.shown.values(), *pictures.shown.values())
    said = ledger.said(story, (span for spans in given for span in spans))
    text = story.body_text
    cleaned = Cleaned(
        story=story,
        language=page.draft.language or language_of(text or story.headline),
        removed=(*removed, *house),
        trimmed=trimmed,
        doubts=tuple(doubts.find(page, labels, story, trimmed)),
        held=None if text else _held(len(removed)),
        rules=page.rules.version,
    )
    return cleaned, ledger.balances(page.blocks, shown, said, (removed, trimmed))


def _held(removed: int) -> str:
    blocks = "1 block was" if removed == 1 else f"{removed} blocks were"
    cut = f"{blocks} removed" if removed else "none was received"
    return f"Cleaning left no text: {cut}."


def _story(page: Page, labels: Labels, writers: People, pictures: Gallery) -> Story:
    blocks = body(list(_kept(page, labels, pictures)), pictures.numbers)
    text, words = body_text(blocks)
    headline = line(page.draft.title or "") or _first(page, labels, Role.HEADLINE)
    return Story(
        headline=headline or _opening(text),
        dek=fold(page.draft.dek or "") or _first(page, labels, Role.DEK),
        byline=writers.byline,
        authors=writers.authors,
        body=blocks,
        body_html=body_html(blocks, pictures.images),
        body_text=text,
        word_count=words,
        images=pictures.images,
    )


def _opening(text: str) -> str:
    """A headline for an article that has none: its first words."""
    first = text.split("\n", 1)[0][:200].split()
    more = "…" if len(first) > _HEADLINE_WORDS else ""
    return line(" ".join(first[:_HEADLINE_WORDS])) + more or "Untitled"


def _first(page: Page, labels: Labels, role: Role) -> str | None:
    for place, label in labels.items():
        if label.role is role:
            return line(page.blocks[place].text)
    return None


def _kept(page: Page, labels: Labels, pictures: Gallery) -> Iterator[Block]:
    """Yield what stays in the body, and what stands for a picture as one."""
    for block in page.blocks:
        label = labels.get(block.place)
        if block.place in pictures.numbers:
            yield block._replace(shape=Shape.IMAGE)
        elif block.shape is not Shape.IMAGE and (label is None or label.role is Role.BODY):
            yield block


def _shown(
    page: Page, labels: Labels, given: Mapping[int, tuple[str, ...]]
) -> dict[int, tuple[str, ...]]:
    """Say of each block with text that was not removed which spans of it are shown."""
    shown: dict[int, tuple[str, ...]] = {}
    for block in page.blocks:
        label = labels.get(block.place)
        if not block.text or (label is not None and label.role is Role.NOISE):
            continue
        if label is None or label.role is Role.BODY:
            shown[block.place] = (block.text,)
        elif label.role in _FIELDS:
            shown[block.place] = given.get(block.place, ())
        else:
            shown[block.place] = (line(block.text),)
    return shown


def _removals(page: Page, labels: Labels) -> Iterator[Removal]:
    for place, label in labels.items():
        block = page.blocks[place]
        text = block.text or _description(block)
        tracking = block.picture is not None and block.picture.tracking
        if label.role is Role.NOISE and text and not tracking:
            yield Removal(
                text=text, kind=label.kind, rule=label.rule, reason=label.reason, place=place
            )


def _description(block: Block) -> str:
    """What to call a picture or an embed that was removed."""
    if block.picture is not None:
        return block.picture.alt or block.picture.url or ""
    return block.address or ""


def _trims(page: Page, labels: Labels, shown: Mapping[int, tuple[str, ...]]) -> Iterator[Trim]:
    for place, label in labels.items():
        if label.role in _FIELDS and place in shown:
            text = page.blocks[place].text
            yield from ledger.trims(text, shown[place], _trim_rule(label), place)


def _trim_rule(label: Label) -> str:
    return f"trim/{label.role}"
