"""The article's pictures: the payload's and the body's, each once, with their captions and credits."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from service.cleaning import addresses, credit, holders, rights
from service.cleaning.addresses import key
from service.cleaning.block import Block, Label, Labels, Role, Shape
from service.cleaning.page import Page
from service.cleaning.rules import Rules
from service.cleaning.wording import fold, plain
from service.model.article import Image

_WORDS: Final = frozenset({Role.CAPTION, Role.CREDIT})
_DAY_FIRST: Final = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:de\s+)?([^\W\d_]{3,12})\.?,?\s+(?:de\s+)?(\d{4})\b"
)
_MONTH_FIRST: Final = re.compile(
    r"\b([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b"
)
_ISO: Final = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


class Gallery(NamedTuple):
    """The pictures, the number of each by the place where it stands, and what each block gave."""

    images: tuple[Image, ...]
    numbers: Mapping[int, int]
    shown: dict[int, tuple[str, ...]]


def gallery(page: Page, labels: Labels) -> Gallery:
    """Return the pictures of the article; one that may not be syndicated is not among them."""
    images = _stated(page)
    stated = len(images)
    numbers: dict[int, int] = {}
    placed: set[int] = set()
    shown: dict[int, tuple[str, ...]] = {}
    by_key = {key(image.url): number for number, image in enumerate(images) if image.url}
    words = _words(labels)
    for block in page.blocks:
        if not _stands(block, labels, words):
            continue
        said, gave = _said(page, words.get(block.place, ()))
        url = block.picture.url if block.picture else None
        number = by_key.get(key(url)) if url else _unplaced(images[:stated], said.caption)
        if number is None:
            number = len(images)
            images.append(Image())
        _merge(images, number, block, said, page.rules)
        if number not in placed:
            numbers[block.place] = number
            placed.add(number)
        if url:
            by_key[key(url)] = number
        shown |= {at: _shown(images[number], spans) for at, spans in gave.items()}
    return Gallery(tuple(images), numbers, shown)


def _words(labels: Labels) -> dict[int, tuple[tuple[int, Label], ...]]:
    """The captions and credits of each picture, by its place."""
    found: dict[int, list[tuple[int, Label]]] = {}
    for at, label in sorted(labels.items()):
        if label.role in _WORDS:
            found.setdefault(at if label.of is None else label.of, []).append((at, label))
    return {place: tuple(said) for place, said in found.items()}


def _shown(image: Image, spans: tuple[str, ...]) -> tuple[str, ...]:
    """The spans that the image says indeed; the payload's own words may stand in their place."""
    said = (image.caption or "", image.credit or "")
    return tuple(span for span in spans if any(span in each for each in said))


def _stands(block: Block, labels: Labels, words: Mapping[int, object]) -> bool:
    """Whether a picture stands here: its own block, or the caption of one that did not come."""
    label = labels.get(block.place)
    if block.shape is Shape.IMAGE:
        usable = block.picture is not None and block.picture.url is not None
        kept = label is None or label.role is Role.BODY
        return kept and (usable or block.place in words)
    return label is not None and label.role in _WORDS and label.of is None


def _said(
    page: Page, words: tuple[tuple[int, Label], ...]
) -> tuple[credit.Said, dict[int, tuple[str, ...]]]:
    """What the captions and credits of one picture say together, and what each gave."""
    captions: list[str] = []
    owners: list[str] = []
    gave: dict[int, tuple[str, ...]] = {}
    for at, label in words:
        text = page.blocks[at].text
        alone = label.role is Role.CREDIT
        said = credit.alone(text, page.rules) if alone else page.credited(text, sure=True)
        captions += [said.caption] if said.caption and said.caption not in captions else []
        owners += [said.credit] if said.credit and said.credit not in owners else []
        gave[at] = tuple(sorted((span for span in said if span), key=text.find))
    return credit.Said(" ".join(captions) or None, ", ".join(owners) or None), gave


def _stated(page: Page) -> list[Image]:
    images = []
    for each in page.draft.images:
        url = addresses.web(each.url, page.draft.url)
        unusable = bool(each.url) and url is None
        if not each.syndication or (unusable and not (each.caption or each.credit)):
            continue
        caption = fold(each.caption) if each.caption else None
        image = Image(
            url=url,
            caption=caption or None,
            alt=fold(each.alt) if each.alt else None,
            width=each.width,
            height=each.height,
            rights=rights.shown(each.rights) if each.rights else None,
        )
        images.append(_credited(image, fold(each.credit or "") or None, page.rules))
    return images


def _unplaced(stated: list[Image], caption: str | None) -> int | None:
    """The number of a stated picture with this very caption."""
    return next(
        (number for number, image in enumerate(stated) if caption and image.caption == caption),
        None,
    )


def _merge(
    images: list[Image], number: int, block: Block, said: credit.Said, rules: Rules
) -> None:
    """Add to an image what its block and its captions say, where nothing was said before."""
    known, picture = images[number], block.picture
    if picture is not None:
        known = known.model_copy(
            update={
                "url": known.url or picture.url,
                "alt": known.alt or picture.alt,
                "width": known.width or picture.width,
                "height": known.height or picture.height,
            }
        )
    known = known.model_copy(update={"caption": known.caption or said.caption})
    images[number] = _credited(known, known.credit or said.credit, rules)


def _credited(image: Image, said: str | None, rules: Rules) -> Image:
    photographer, agency = holders.names(said, rules) if said else (None, None)
    return image.model_copy(
        update={
            "credit": said,
            "photographer": photographer,
            "agency": agency,
            "taken_on": _date(image.caption, rules) if image.caption else None,
        }
    )


def _date(caption: str, rules: Rules) -> date | None:
    """The one full date that a caption tells; None where it tells none, or more."""
    text = plain(caption)
    found = {(year, month, day) for year, month, day in _ISO.findall(text)}
    found |= {(year, month, day) for day, month, year in _DAY_FIRST.findall(text)}
    found |= {(year, month, day) for month, day, year in _MONTH_FIRST.findall(text)}
    dates = {when for each in found if (when := _day(*each, rules))}
    return dates.pop() if len(dates) == 1 else None


def _day(year: str, month: str, day: str, rules: Rules) -> date | None:
    number = int(month) if month.isdecimal() else rules.months.get(month, 0)
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None
