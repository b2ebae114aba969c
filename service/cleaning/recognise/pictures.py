"""Pictures that are not the article's: kept in house, tracking, avatars, logos, thumbnails of links."""

from typing import Final
from urllib.parse import urlsplit

from service.cleaning import addresses, inhouse
from service.cleaning.block import Block, Label, Labels, Role, Shape
from service.cleaning.page import Page, Recognised, is_role
from service.cleaning.recognise import caption
from service.cleaning.rules import NO_OPENERS
from service.cleaning.signs import COLONS
from service.cleaning.wording import bare
from service.model.cleaned import Kind

_SMALL: Final = 110
_FLAT: Final = 60
_FIELDS: Final = frozenset({"byline", "dek", "caption", "timestamp"})
_NOT_NEWS: Final = ("avatar", "gravatar", "/emoji/", "spacer.", "/logo", "-logo", "_logo")
_BOXES: Final = frozenset(
    {"advertisement", "newsletter", "share", "comment", "related", "subscribe", "donation"}
)
_DESCRIPTION: Final = 400
_COLONS: Final = frozenset(COLONS)


def rights(page: Page, labels: Labels) -> Recognised:
    """Find the pictures that may not leave, and all that is said under them."""
    house = [each for each in page.draft.images if not each.syndication]
    if not house:
        return
    kept = addresses.withheld(page.draft)
    lines = {bare(f"{each.caption or ''}{each.credit or ''}") for each in house}
    lines |= {bare(each.caption or "") for each in house}
    lines -= {""}
    nameless = {bare(each.caption or "") for each in house if not each.url} - {""}
    if not kept and not lines:
        return
    for block in page.blocks:
        address = _address(block)
        if address and addresses.stem(address) in kept:
            yield block.place, inhouse.label()
            yield from (
                (place, inhouse.label()) for place, _ in caption.under(page, labels, {}, block)
            )
        elif block.picture and nameless:
            under = (page.blocks[place] for place, _ in caption.under(page, labels, {}, block))
            if any(_letters(page, each) & nameless for each in under):
                yield block.place, inhouse.label()
        elif block.text and lines and _letters(page, block) & lines:
            yield block.place, inhouse.label()


def _address(block: Block) -> str | None:
    """What a block shows, or is the address of and no more."""
    if block.picture:
        return block.picture.url
    return block.address or addresses.web(block.text, None)


def _letters(page: Page, block: Block) -> set[str]:
    said = page.credited(block.text, sure=True)
    return {bare(block.text), bare(said.caption or ""), bare(f"{said.caption}{said.credit}")}


def unfit(page: Page, labels: Labels) -> Recognised:
    """Find pixels that count readers, avatars, logos and icons, and pictures marked as noise."""
    for block in page.pictures:
        picture = block.picture
        if picture is None or block.place in labels:
            continue
        if picture.tracking:
            yield block.place, _label("tracking", "It counts readers.")
        elif _is_small(block) or _is_not_news(page, block):
            yield block.place, _label("small", "It is an avatar, a logo or an icon.")
        else:
            for found in page.marks.of(block)[:1]:
                if found.narrow and found.what not in _FIELDS:
                    yield block.place, _label("markup", f"Its markup says “{found.mark}”.")


def advertised(page: Page, labels: Labels) -> Recognised:
    """Find what is shown from an advertiser's host, or under a mark of noise."""
    embeds = [block for block in page.blocks if block.shape is Shape.EMBED]
    hosts = tuple(page.rules.lists.get("ad-host", ())) if embeds else ()
    for block in embeds:
        if block.place in labels:
            continue
        host = (urlsplit(block.address or "").hostname or "").lower()
        marked = any(each.narrow and each.what in _BOXES for each in page.marks.of(block))
        if marked or host.endswith(hosts):
            reason = "It is an advertisement or the label of one."
            yield (
                block.place,
                Label(Role.NOISE, "embed/advertisement", 0.9, reason, Kind.ADVERTISEMENT),
            )


def _is_small(block: Block) -> bool:
    picture = block.picture
    if picture is None or (picture.width is None and picture.height is None):
        return False
    return (picture.width or _SMALL) < _SMALL or (picture.height or _FLAT) < _FLAT


def _is_not_news(page: Page, block: Block) -> bool:
    url = (block.picture.url or "").lower() if block.picture else ""
    return page.marked(block, "avatar") or any(map(url.__contains__, _NOT_NEWS))


def described(page: Page, labels: Labels) -> Recognised:
    """Find the lines that say what a picture shows to those who cannot see it: "Alt: …"."""
    openers = page.rules.openers.get("picture-description", NO_OPENERS)
    for place in page.colons:
        low = page.plain[place].lstrip("[(")
        said = openers.of(low)
        if not said or place in labels or len(low) > _DESCRIPTION:
            continue
        if _is_opened(low, said):
            yield place, _label("description", "It tells what a picture shows.")


def _is_opened(low: str, openers: tuple[str, ...]) -> bool:
    return any(
        low.startswith(opener) and low[len(opener) :].lstrip()[:1] in _COLONS
        for opener in openers
    )


def surrounded(page: Page, labels: Labels) -> Recognised:
    """Find the pictures without a word of their own that stand among noise: its thumbnails."""
    captioned = {label.of for label in labels.values() if label.of is not None}
    for block in page.pictures:
        if block.place in labels or block.place in captioned:
            continue
        beside = [
            labels.get(each.place)
            for each in page.blocks[max(0, block.place - 1) : block.place + 2]
            if each.text and each.frame == block.frame and block.frame.marks
        ]
        if beside and all(_leads_away(label) for label in beside):
            yield block.place, _label("thumbnail", "It stands among links to other articles.")


def _leads_away(label: Label | None) -> bool:
    """Whether a neighbour is noise; the second copy of a caption is, but it is about the picture."""
    return is_role(label, Role.NOISE) and label is not None and label.kind is not Kind.DUPLICATE


def _label(rule: str, reason: str) -> Label:
    return Label(Role.NOISE, f"picture/{rule}", 0.9, reason, Kind.OTHER)
