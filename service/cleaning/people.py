"""Who wrote it: the payload's authors, else its byline, else the body's; bios go to whose they are."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from service.cleaning import addresses, bios
from service.cleaning.block import Block, Labels, Role
from service.cleaning.page import Page
from service.cleaning.wording import bare, fold, line
from service.cleaning.writers import Writer, is_desk
from service.model.article import Author


class People(NamedTuple):
    """The authors, the byline as it is to be shown, and what each block gave, by place."""

    authors: tuple[Author, ...]
    byline: str | None
    shown: dict[int, tuple[str, ...]]


def people(page: Page, labels: Labels) -> People:
    """Return who wrote the article and what the body's bylines and bios gave to that."""
    authors = _stated(page)
    shown: dict[int, tuple[str, ...]] = {}
    for block in _labelled(page, labels, Role.BYLINE):
        writers = page.signed(block.text)
        for writer in writers:
            _add(authors, writer)
        shown[block.place] = _spans(block.text, writers, authors)
    known = [each for each in authors.values() if not is_desk(each.name, page.rules)]
    for block in _labelled(page, labels, Role.BIO):
        said = bios.shares(block.text, page.rules, known)
        for each in said:
            if each.writer is not None:
                _add(authors, each.writer, each.text)
        shown[block.place] = tuple(each.text for each in said)
    everybody = tuple(authors.values())
    return People(everybody, _byline(page, everybody), shown)


def _labelled(page: Page, labels: Labels, role: Role) -> Iterable[Block]:
    return [page.blocks[place] for place, label in labels.items() if label.role is role]


def _stated(page: Page) -> dict[str, Author]:
    """The authors that the payload states, by name."""
    draft = page.draft
    house = addresses.withheld(draft)
    authors: dict[str, Author] = {}
    for each in draft.authors:
        portrait = addresses.web(each.image_url, draft.url)
        author = Author(
            name=line(each.name) or each.name,
            role=_line(each.role),
            organisation=_line(each.organisation),
            bio=fold(each.bio or "") or None,
            url=addresses.web(each.url, draft.url),
            image_url=None if portrait and addresses.stem(portrait) in house else portrait,
        )
        authors.setdefault(bare(each.name) or each.name, author)
    if not authors and draft.byline:
        for writer in page.signers:
            _add(authors, writer)
    return authors


def _line(text: str | None) -> str | None:
    return line(text or "") or None


def _add(authors: dict[str, Author], writer: Writer, bio_text: str | None = None) -> None:
    """Add a writer, or what is newly said of one that is known."""
    key = bare(writer.name)
    known = authors.get(key, Author(name=writer.name))
    authors[key] = known.model_copy(
        update={
            "role": known.role or writer.role,
            "organisation": known.organisation or writer.organisation,
            "bio": " ".join(said for said in (known.bio, bio_text) if said) or None,
        }
    )


def _spans(text: str, writers: Sequence[Writer], authors: dict[str, Author]) -> tuple[str, ...]:
    """The parts of a byline that its authors show, in their order."""
    spans = {
        span: text.find(span)
        for writer in writers
        for span, shown in zip(writer, _shown(authors[bare(writer.name)]), strict=True)
        if span and span == shown and span in text
    }
    return tuple(sorted(spans, key=lambda span: spans[span]))


def _shown(author: Author) -> tuple[str, str | None, str | None]:
    return author.name, author.role, author.organisation


def _byline(page: Page, authors: tuple[Author, ...]) -> str | None:
    names = [author.name for author in authors]
    if not names:
        return line(page.draft.byline or "") or None
    if (page.draft.language or "").startswith("en") and len(names) > 1:
        return f"{', '.join(names[:-1])} and {names[-1]}"
    return ", ".join(names)
