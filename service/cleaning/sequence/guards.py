"""What belongs to the article whatever it looks like: no signal overrules these."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from service.cleaning.block import Block, Shape
from service.cleaning.page import Page
from service.cleaning.signs import COLONS
from service.cleaning.wording import size

_WHOLE: Final = frozenset({Shape.ROW, Shape.CODE, Shape.QUOTE})
_HEADING: Final = Shape.HEADING
_DASHES: Final = "-\u2013\u2014"
_POST: Final = re.compile(r"[\u2014\u2013-] ?[^()]{2,60}\(@\w{2,30}\)")
_SPEAKER: Final = re.compile(r"([^\W\d_][^:.!?\uff1a]{0,32})[:\uff1a]\s?\S")
_COLON_BY: Final = 34
_NUMBERED: Final = re.compile(r"(?:[^\W\d_]{2,12} )?(\d{1,2})[.):\uff0e\u3001] ?\S")
_ASKING: Final = "?\uff1f\u061f"
_INTERVIEW: Final = 3
_ENTRY: Final = re.compile(r"\W{0,3}\d{1,2}[:.h]\d{2}\b(?: ?(?:Uhr|[ap]\.?m\.?))?\W+\w")
_LONGEST_NOTE: Final = 600
_TWICE: Final = 2
_LIVE: Final = 3
"""So many entries that begin with a time make a live report."""
_SURE: Final = 150
"""A longer paragraph is surely prose if nothing in it speaks to anybody."""
_LEAD: Final = 7
_TOLD: Final = frozenset({"said", "third", "authority"})
_SPOKEN: Final = frozenset({"you", "own"})
_NAMED: Final = (".says", ".things")


def settled(page: Page, chain: Sequence[Block], cut: Sequence[bool]) -> list[bool | None]:
    """Return by block whether it goes, where that is certain: a rule has cut it, or it is editorial.

    Editorial are rows, quotations, answers, notes, posts, and what is surely prose.
    """
    known: list[bool | None] = [True if went else None for went in cut]
    for at in (*_questions(chain), *_numbered(page, chain), *_entries(page, chain)):
        known[at] = cut[at]
    openings = [_speaker(block.text) for block in chain]
    speakers, prose = _often(openings), page.prose
    for at, block in enumerate(chain):
        if block.text[0] in _DASHES and _POST.match(block.text):
            for place in range(max(0, at - 1), at + 1):
                known[place] = cut[place]
        if known[at] is None and (
            (prose[block.place] and _is_surely_prose(page, block))
            or _is_part(block)
            or _is_note(page, block)
            or openings[at] in speakers
            or (block.shape == _HEADING and _heads_prose(page, chain, at))
            or (at == 0 and _is_lead(page, chain))
        ):
            known[at] = False
    return known


def _is_lead(page: Page, chain: Sequence[Block]) -> bool:
    """Whether the first line is one of many words, to nobody, right above the prose: a lead without a stop."""
    line = chain[0]
    return (
        not line.linked
        and len(line.text.split()) >= _LEAD
        and page.slots[line.place] <= _TOLD
        and len(chain) > 1
        and page.prose[chain[1].place]
    )


def _questions(chain: Sequence[Block]) -> Sequence[int]:
    """An interview's questions: several, each with its answer below."""
    asked = [
        at
        for at, (block, answer) in enumerate(pairwise(chain))
        if block.text[-1] in _ASKING and not block.linked and answer.text[-1] not in _ASKING
    ]
    return asked if len(asked) >= _INTERVIEW else ()


def _numbered(page: Page, chain: Sequence[Block]) -> Iterator[int]:
    """Lines that count 1, 2, 3 … below a sentence of the article's: its steps."""
    numbers = [_number(block) for block in chain]
    if len(numbers) - numbers.count(0) < _TWICE:
        return
    run: list[int] = []
    above: Block | None = None
    for at, (block, number) in enumerate(zip(chain, numbers, strict=True)):
        counts = number == len(run) + 1
        if not counts and len(run) >= _TWICE:
            yield from run
        if not counts:
            run, above = [], block
        elif run or (above is not None and _leads(page, above)):
            run.append(at)
    if len(run) >= _TWICE:
        yield from run


def _number(block: Block) -> int:
    """The number that a line opens with; 0 where it opens with none."""
    found = None if block.linked else _NUMBERED.match(block.text)
    return int(found[1]) if found else 0


def _leads(page: Page, block: Block) -> bool:
    """Whether a list of its own can stand below: before the article's last prose, or below a colon."""
    return block.place < page.last_prose or block.text[-1] in COLONS


def _entries(page: Page, chain: Sequence[Block]) -> Sequence[int]:
    """The heads of a live report's entries: a time, what happened, and prose below."""
    heads = [
        at
        for at, (block, below) in enumerate(pairwise(chain))
        if _ENTRY.match(block.text) and not block.linked and page.prose[below.place]
    ]
    return heads if len(heads) >= _LIVE else ()


def _is_surely_prose(page: Page, block: Block) -> bool:
    """Return whether prose is long, in the usual dress, which speaks to nobody and names no offer."""
    text = block.text
    if size(text) <= _SURE or block.linked * 3 >= len(text):
        return False
    if "?" in text or "@" in text or block.frame.aside:
        return False
    for slot in page.slots[block.place]:
        if slot in _SPOKEN or slot.endswith(_NAMED):
            return False
    return page.marks.is_usual(block)


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


def _speaker(text: str) -> str | None:
    opening = text[:_COLON_BY]
    if ":" not in opening and "\uff1a" not in opening:
        return None
    said = _SPEAKER.match(text)
    return said[1] if said else None


def _often(openings: Sequence[str | None]) -> frozenset[str | None]:
    """Who speaks in an interview: two or more names that open several blocks each."""
    times = Counter(filter(None, openings))
    often = {name for name, count in times.items() if count >= _TWICE}
    return frozenset(often) if len(often) >= _TWICE else frozenset()
