"""What there is to be seen of each block: its looks, its words, its place and its neighbours.

A signal is a name; what it weighs, and in which zone of the page, is data.
"""

from collections.abc import Iterator
from typing import NamedTuple

from service.cleaning.block import Labels
from service.cleaning.page import Page
from service.cleaning.sequence.around import around, returning
from service.cleaning.sequence.form import LONG_PROSE, form, is_prose, signs
from service.cleaning.sequence.runs import standing
from service.cleaning.sequence.speech import speech
from service.cleaning.sequence.told import told
from service.cleaning.sequence.view import View


class Sight(NamedTuple):
    """One block of the chain: where it stands, in which zone of the page, and its signals."""

    place: int
    zone: str
    signals: tuple[str, ...]
    """None are looked for where it is known what becomes of the block."""
    known: bool | None
    """Whether it goes, where that is settled: a rule has cut it, or a guard keeps it."""


def survey(page: Page, labels: Labels, *, all_of_it: bool = False) -> list[Sight]:
    """Return the chain of one page; `all_of_it`, to learn from, with the signals of what is known."""
    view = View(page, labels)
    chain = []
    for at, block in enumerate(view.chain):
        known = view.known(at)
        signals = tuple(_signals(view, at)) if known is None or all_of_it else ()
        chain.append(Sight(block.place, view.zone(at), signals, known))
    return chain


def _signals(view: View, at: int) -> Iterator[str]:
    block = view.chain[at]
    yield from form(view, block)
    yield from around(view, at)
    yield from returning(view, at)
    if is_prose(block):
        yield "prose"
        if len(block.text) > LONG_PROSE:
            return
    yield from signs(block.text)
    yield from speech(view, block)
    yield from standing(view.runs[at], at)
    yield from told(view, at)
