"""Pictures that a paper keeps in house, and the ledger of those that no block of the body showed."""

from collections.abc import Iterator, Sequence
from typing import Final

from service.cleaning import addresses
from service.cleaning.block import Label, Role
from service.cleaning.page import Page
from service.cleaning.wording import line
from service.model.cleaned import Kind, Removal
from service.model.draft import Draft

RULE: Final = "rights/syndication"
_WHY: Final = "The paper keeps this picture in house: it may not be syndicated."


def label() -> Label:
    """Return what a block is that shows such a picture, or stands under one."""
    return Label(Role.NOISE, RULE, 1.0, _WHY, Kind.RIGHTS)


def removals(page: Page, removed: Sequence[Removal]) -> Iterator[Removal]:
    """Yield the drop of each such picture that the payload states and no removed block was."""
    cut = [each for each in removed if each.rule == RULE and each.place is not None]
    shown = {_stem(page, each) for each in cut}
    words = " ".join(each.text for each in cut)
    for image in page.draft.images:
        address = addresses.web(image.url, page.draft.url)
        caption = line(image.caption or "")
        if image.syndication or (address and addresses.stem(address) in shown):
            continue
        if not address and caption and caption in words:
            continue
        yield _removal(caption or line(image.alt or "") or address or "A picture.")
    yield from (_removal(portrait) for portrait in _portraits(page.draft))


def _stem(page: Page, removal: Removal) -> str | None:
    """What the address of a block that was removed shares with other addresses of its picture."""
    block = page.blocks[removal.place or 0]
    address = block.picture.url if block.picture else block.address
    return addresses.stem(address) if address else None


def _portraits(draft: Draft) -> Iterator[str]:
    """Yield the addresses of the writers' portraits that are pictures kept in house."""
    house = addresses.withheld(draft)
    for author in draft.authors:
        address = addresses.web(author.image_url, draft.url)
        if address and addresses.stem(address) in house:
            yield address


def _removal(text: str) -> Removal:
    return Removal(text=text, kind=Kind.RIGHTS, rule=RULE, reason=_WHY, place=None)
