"""The article's pictures: the payload's and the body's, each once, with their captions and credits."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from service.cleaning import addresses, credit, holders, rights
from service.cleaning.addresses import key
from service.cleaning.block import Block, Label, Labels, Picture, Role, Shape
from service.cleaning.cutline import Said
from service.cleaning.page import Page
from service.cleaning.rules import Rules
from service.cleaning.wording import fold, plain
from service.model.article import Image
from service.model.draft import Rights

_WORDS: Final = frozenset({Role.CAPTION, Role.CREDIT})
_DAY_FIRST: Final = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:de\s+)?([^\W\d_]{3,12})\.?,?\s+(?:de\s+)?(\d{4})\b"
)
_MONTH_FIRST: Final = re.compile(
    r"\b([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b"
)
_YEAR: Final = re.compile(r"\d{4}")
_NO_PICTURE: Final = Picture(None)
_ISO: Final = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


class Seen(NamedTuple):
    """A picture as far as it is read."""

    url: str | None = None
    caption: str | None = None
    credit: str | None = None
    alt: str | None = None
    width: int | None = None
    height: int | None = None
    rights: Rights | None = None


_UNSEEN: Final = Seen()


class Gallery(NamedTuple):
    """The pictures, the number of each by the place where it stands, and what each block gave."""

    images: tuple[Image, ...]
    numbers: Mapping[int, int]
    shown: dict[int, tuple[str, ...]]


def gallery(page: Page, labels: Labels) -> Gallery:
    """Return the pictures of the article; one that may not be syndicated is not among them."""
    seen = _stated(page)
    stated = len(seen)
    numbers: dict[int, int] = {}
    placed: set[int] = set()
    shown: dict[int, tuple[str, ...]] = {}
    by_key = {key(image.url): number for number, image in enumerate(seen) if image.url}
    words = _words(labels)
    for place in sorted({block.place for block in page.pictures} | words.keys()):
        block = page.blocks[place]
        if not _stands(block, labels, words):
            continue
        said, gave = _said(page, words.get(block.place, ()))
        address = key(block.picture.url) if block.picture and block.picture.url else None
        number = by_key.get(address) if address else _unplaced(seen[:stated], said.caption)
        if number is None:
            number = len(seen)
            seen.append(_UNSEEN)
        seen[number] = _merged(seen[number], block, said)
        if number not in placed:
            numbers[block.place] = number
            placed.add(number)
        if address:
            by_key[address] = number
        shown |= {at: _shown(seen[number], spans) for at, spans in gave.items()}
    return Gallery(tuple(_image(image, page.rules) for image in seen), numbers, shown)


def _words(labels: Labels) -> dict[int, tuple[tuple[int, Label], ...]]:
    """The captions and credits of each picture, by its place."""
    found: dict[int, list[tuple[int, Label]]] = {}
    for at, label in labels.items():
        if label.role in _WORDS:
            found.setdefault(at if label.of is None else label.of, []).append((at, label))
    return {place: tuple(said) for place, said in found.items()}


def _shown(image: Seen, spans: tuple[str, ...]) -> tuple[str, ...]:
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
) -> tuple[Said, dict[int, tuple[str, ...]]]:
    """What the captions and credits of one picture say together, and what each gave."""
    captions: list[str] = []
    owners: list[str] = []
    gave: dict[int, tuple[str, ...]] = {}
    for at, label in words:
        text = page.blocks[at].text
        said = page.credited(text, sure=True)
        if label.role is Role.CREDIT:
            said = credit.alone(text, said, page.rules)
        captions += [said.caption] if said.caption and said.caption not in captions else []
        owners += [said.credit] if said.credit and said.credit not in owners else []
        gave[at] = tuple(sorted((span for span in said if span), key=text.find))
    return Said(" ".join(captions) or None, ", ".join(owners) or None), gave


def _stated(page: Page) -> list[Seen]:
    seen = []
    house = addresses.withheld(page.draft)
    for each in page.draft.images:
        url = addresses.web(each.url, page.draft.url)
        unusable = bool(each.url) and url is None
        if not each.syndication or (url and house and addresses.stem(url) in house):
            continue
        if unusable and not (each.caption or each.credit):
            continue
        said = [fold(text) or None if text else None for text in (each.caption, each.credit)]
        alt = fold(each.alt) if each.alt else None
        owned = rights.shown(each.rights) if each.rights else None
        seen.append(Seen(url, said[0], said[1], alt, each.width, each.height, owned))
    return seen


def _unplaced(stated: list[Seen], caption: str | None) -> int | None:
    """The number of a stated picture with this very caption."""
    return next(
        (number for number, image in enumerate(stated) if caption and image.caption == caption),
        None,
    )


def _merged(known: Seen, block: Block, said: Said) -> Seen:
    """What is known of a picture, and what its block and captions say where nothing is."""
    shown = block.picture or _NO_PICTURE
    return Seen(
        known.url or shown.url,
        known.caption or said.caption,
        known.credit or said.credit,
        known.alt or shown.alt,
        known.width or shown.width,
        known.height or shown.height,
        known.rights,
    )


def _image(seen: Seen, rules: Rules) -> Image:
    photographer, agency = holders.names(seen.credit, rules) if seen.credit else (None, None)
    return Image(
        url=seen.url,
        caption=seen.caption,
        credit=seen.credit,
        photographer=photographer,
        agency=agency,
        alt=seen.alt,
        width=seen.width,
        height=seen.height,
        taken_on=_date(seen.caption, rules) if seen.caption else None,
        rights=seen.rights,
    )


def _date(caption: str, rules: Rules) -> date | None:
    """The one full date that a caption tells; None where it tells none, or more."""
    if not _YEAR.search(caption):
        return None
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
