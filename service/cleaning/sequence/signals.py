"""What there is to be seen of each block: its looks, its words, its place and its neighbours.

A signal is a name; what it weighs, and in which zone of the page, is data.
"""

from typing import NamedTuple

from service.cleaning.block import Labels
from service.cleaning.page import Page
from service.cleaning.sequence.around import around, returning
from service.cleaning.sequence.form import LONG_PROSE, form, is_prose, numbers
from service.cleaning.sequence.runs import standing
from service.cleaning.sequence.speech import names, speech
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
    return [
        Sight(
            block.place,
            view.zone(block.place),
            _signals(view, at) if known is None or all_of_it else (),
            known,
        )
        for at, (block, known) in enumerate(zip(view.chain, view.known, strict=True))
    ]


def _signals(view: View, at: int) -> tuple[str, ...]:
    """Each of these adds to one list what it sees."""
    block = view.chain[at]
    seen: list[str] = []
    form(view, block, seen)
    around(view, at, seen)
    returning(view, at, seen)
    long = is_prose(block)
    if long:
        seen.append("prose")
    if not (long and len(block.text) > LONG_PROSE):
        numbers(block.text, seen)
        speech(view, block, seen)
        names(view, block, seen)
        standing(view.runs[at], at, seen)
        told(view, at, seen)
    return tuple(seen)
