"""Every block gets its label: the recognisers in turn, fields first, so what is placed is not lost."""

from collections.abc import Callable
from typing import Final

from service.cleaning.block import Labels
from service.cleaning.page import Page, Recognised
from service.cleaning.recognise import (
    appeal,
    bio,
    byline,
    caption,
    dek,
    headline,
    markup,
    noise,
    pictures,
    related,
    repeated,
    shares,
    shelves,
    timestamp,
)

Recogniser = Callable[[Page, Labels], Recognised]

RECOGNISERS: Final[tuple[Recogniser, ...]] = (
    pictures.rights,
    pictures.unfit,
    pictures.advertised,
    caption.shown,
    pictures.described,
    headline.recognise,
    byline.recognise,
    timestamp.recognise,
    dek.recognise,
    shares.recognise,
    noise.notices,
    bio.recognise,
    caption.recognise,
    related.recognise,
    markup.recognise,
    noise.prompts,
    repeated.recognise,
    shelves.recognise,
    appeal.recognise,
    pictures.surrounded,
)
"""In order of trust: a block keeps the first label that it is given."""


def label(page: Page) -> Labels:
    """Return what each block is; one without a label is body."""
    labels: Labels = {}
    for recognise in RECOGNISERS:
        for place, said in list(recognise(page, labels)):
            labels.setdefault(place, said)
    return labels
