"""What a block that goes was, by the things that it names."""

from service.cleaning.block import Block
from service.cleaning.page import Page
from service.cleaning.reach import costs, reaches
from service.model.cleaned import Kind


def kind_of(page: Page, block: Block) -> Kind:
    """Return what it asks for, by the things that it names; `other` where it names none."""
    order = (
        Kind.NEWSLETTER, Kind.NOTIFICATION, Kind.APP, Kind.FOLLOW, Kind.COMMENT, Kind.EVENT,
        Kind.SUBSCRIBE, Kind.DONATION, Kind.CONTACT,
    )  # fmt: skip
    slots = page.slots[block.place]
    named = next((kind for kind in order if f"{kind}.things" in slots), None)
    if named is not None:
        return named
    if not {"mail", "phone"}.isdisjoint(reaches(block.text)):
        return Kind.CONTACT
    if costs(block.text):
        return Kind.DONATION
    if block.linked * 5 > len(block.text) * 4:
        return Kind.RELATED
    return Kind.OTHER
