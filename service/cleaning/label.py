"""Every block gets its label: the recognisers in turn, fields first, so what is placed is not lost."""

from collections.abc import Callable
from typing import Final

from service.cleaning.block import Labels
from service.cleaning.page import Page, Recognised
from service.cleaning.recognise import bio, byline, caption, dek, headline

Recogniser = Callable[[Page, Labels], Recognised]

RECOGNISERS: Final[tuple[Recogniser, ...]] = (
    headline.recognise,
    byline.recognise,
    dek.recognise,
    caption.recognise,
    bio.recognise,
)
"""In order of trust: a block keeps the first label that it is given."""


def label(page: Page) -> Labels:
    """Return what each block is; one without a label is body."""
    labels: Labels = {}
    for recognise in RECOGNISERS:
        for place, said in list(recognise(page, labels)):
            labels.setdefault(place, said)
    return labels
