"""What belongs to the article whatever it looks like: no signal overrules these."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from service.cleaning.block import Block, Shape
from service.cleaning.page import Page
from service.cleaning.signs import COLONS

_WHOLE: Final = frozenset({Shape.ROW, Shape.CODE, Shape.QUOTE})
_POST: Final = re.compile(r"[\u2014\u2013-] ?[^()]{2,60}\(@\w{2,30}\)")
_SPEAKER: Final = re.compile(r"([^\W\d_][^:.!?\uff1a]{0,32})[:\uff1a]\s?\S")
_NUMBERED: Final = re.compile(r"(?:[^\W\d_]{2,12} )?(\d{1,2})[.):\uff0e\u3001] ?\S")
_ASKING: Final = "?\uff1f\u061f"
_INTERVIEW: Final = 3
_ENTRY: Final = re.compile(r"\W{0,3}\d{1,2}[:.h]\d{2}\b(?: ?(?:Uhr|[ap]\.?m\.?))?\W+\w")
_LONGEST_NOTE: Final = 600
_TWICE: Final = 2
_LIVE: Final = 3
"""So many entries that begin with a time make a live report."""


def guarded(page: Page, chain: Sequence[Block]) -> set[int]:
    """Return the places of the blocks that are editorial: rows, quotations, answers, notes, posts."""
    speakers = _speakers(chain)
    found = {*_questions(chain), *_numbered(page, chain), *_entries(page, chain)}
    for at, block in enumerate(chain):
        if (
            _is_part(block)
            or _is_note(page, block)
            or _speaker(block) in speakers
            or (block.shape is Shape.HEADING and _heads_prose(page, chain, at))
        ):
            found.add(block.place)
        elif _POST.match(block.text):
            found.add(block.place)
            if at:
                found.add(chain[at - 1].place)
    return found


def _questions(chain: Sequence[Block]) -> Iterator[int]:
    """The places of an interview's questions: several, each with its answer below."""
    asked = [
        block.place
        for block, answer in pairwise(chain)
        if block.text[-1] in _ASKING and not block.linked and answer.text[-1] not in _ASKING
    ]
    if len(asked) >= _INTERVIEW:
        yield from asked


def _numbered(page: Page, chain: Sequence[Block]) -> Iterator[int]:
    """The places of lines that count 1, 2, 3 … below a sentence of the article's: its steps."""
    run: list[int] = []
    above: Block | None = None
    for block in chain:
        number = _NUMBERED.match(block.text) if block.text[:1].isalnum() else None
        counts = number is not None and int(number[1]) == len(run) + 1 and not block.linked
        if not counts and len(run) >= _TWICE:
            yield from run
        if not counts:
            run, above = [], block
        elif run or (above is not None and _leads(page, above)):
            run.append(block.place)
    if len(run) >= _TWICE:
        yield from run


def _leads(page: Page, block: Block) -> bool:
    """Whether a list of its own can stand below: before the article's last prose, or below a colon."""
    return block.place < page.last_prose or block.text[-1] in COLONS


def _entries(page: Page, chain: Sequence[Block]) -> set[int]:
    """Return the heads of a live report's entries: a time, what happened, and prose below."""
    heads = {
        block.place
        for block, below in pairwise(chain)
        if _ENTRY.match(block.text) and not block.linked and page.prose[below.place]
    }
    return heads if len(heads) >= _LIVE else set()


def _is_part(block: Block) -> bool:
    """Whether it is a piece of a whole: a row, a step, code, something quoted."""
    unlinked = block.linked * 2 < len(block.text)
    return unlinked and (block.shape in _WHOLE or block.frame.ordered)


def _is_note(page: Page, block: Block) -> bool:
    """Whether it is a correction, an editor's note, or says who helped."""
    return "editorial" in page.slots[block.place] and len(block.text) <= _LONGEST_NOTE


def _heads_prose(page: Page, chain: Sequence[Block], at: int) -> bool:
    below = chain[at + 1] if at + 1 < len(chain) else None
    return below is not None and page.prose[below.place] and not chain[at].linked


def _speaker(block: Block) -> str | None:
    said = _SPEAKER.match(block.text)
    return said[1] if said else None


def _speakers(chain: Sequence[Block]) -> frozenset[str | None]:
    """Who speaks in an interview: two or more names that open several blocks each."""
    times = Counter(map(_speaker, chain))
    often = {name for name, count in times.items() if name and count >= _TWICE}
    return frozenset(often) if len(often) >= _TWICE else frozenset()
