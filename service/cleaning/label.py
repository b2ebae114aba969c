"""Every block gets its label: the recognisers in turn, fields first, so what is placed is not lost."""

from collections.abc import Callable, Sequence
from typing import Final

from service.cleaning.block import Labels
from service.cleaning.page import Page, Recognised
from service.cleaning.recognise import (
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
    returning,
    sequence,
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
    repeated.recognise,
    noise.prompts,
    returning.recognise,
    shelves.recognise,
    sequence.recognise,
    repeated.doubts,
    pictures.surrounded,
)
"""In order of trust: a block keeps the first label that it is given."""


def label(page: Page, recognisers: Sequence[Recogniser] = RECOGNISERS) -> Labels:
    """Return what each block is; one without a label is body."""
    labels: Labels = {}
    for recognise in recognisers:
        for place, said in list(recognise(page, labels)):
            labels.setdefault(place, said)
    return labels


def label_by_rules(page: Page) -> Labels:
    """Return what each block is before the model is asked: what it learns from."""
    return label(page, RECOGNISERS[: RECOGNISERS.index(sequence.recognise)])
