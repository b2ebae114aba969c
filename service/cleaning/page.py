"""A payload as the recognisers see it: its blocks, what the rules find in each, where prose is."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple

from service.cleaning import credit, cutline, signers, wording, writers
from service.cleaning.block import Block, Label, Labels, Role, Shape
from service.cleaning.cutline import Said
from service.cleaning.habits import Habits, Seen
from service.cleaning.language import ruling
from service.cleaning.marks import Marks
from service.cleaning.rules import Hit, Rules
from service.cleaning.signs import COLONS
from service.cleaning.trace import Line, lines
from service.cleaning.wording import apart, ends_sentence, letters, plain, quoted, together
from service.cleaning.writers import Writer
from service.model.cleaned import Kind
from service.model.draft import Draft

_LONGEST_READ: Final = 700
"""Longer blocks are prose; no rule reads them."""
_EDGE: Final = 60
_FEW_BLOCKS: Final = 60
_PROSE_SHAPES: Final = frozenset({Shape.PARAGRAPH, Shape.QUOTE})
_PROSE: Final = 90
_PROSE_DENSE: Final = 36
_OPENING: Final = 90
_NO_SLOTS: Final[frozenset[str]] = frozenset()
_DENSE: Final = re.compile(r"[\u3040-\ud7a3]")


class Verdict(NamedTuple):
    """The surest that the rules say of a block."""

    kind: Kind
    confidence: float
    rule: str


class Page:
    """One draft's blocks and all that is worked out of them once. Never changed."""

    def __init__(
        self, draft: Draft, blocks: tuple[Block, ...], rules: Rules, habits: Habits
    ) -> None:
        self.draft = draft
        self.blocks = blocks
        self.rules = rules
        self.habits = habits
        self.verdicts: dict[int, Verdict | None] = {}
        self._writers: dict[str, tuple[Writer, ...]] = {}
        self._lines: dict[str, cutline.Line] = {}
        self._credited: dict[tuple[str, bool], Said] = {}

    @cached_property
    def signers(self) -> tuple[Writer, ...]:
        """The writers whom the payload's byline names."""
        said = wording.line(self.draft.byline or "")
        return signers.stated(said, self.rules, self.story, self._opens) if said else ()

    def _opens(self, name: str) -> bool:
        """Whether a block begins with a name and goes on."""
        return any(
            block.text.startswith(name) and len(block.text) > len(name) for block in self.blocks
        )

    def writers(self, text: str) -> tuple[Writer, ...]:
        """Return who a byline names; each is read once."""
        if text not in self._writers:
            self._writers[text] = writers.parse(text, self.rules, self.story)
        return self._writers[text]

    def signed(self, text: str) -> tuple[Writer, ...]:
        """Return whom a line names that is known to be a byline, whatever else it says."""
        return self.writers(text) or signers.mentioned(text, self.rules)

    @cached_property
    def story(self) -> str:
        """All the prose: where a name stands of whom the article speaks, or a place."""
        return "\n".join(block.text for block in self.blocks if self.prose[block.place])

    @cached_property
    def plain_story(self) -> str:
        """The same as the rules read it."""
        return "\n".join(
            [low for low, prose in zip(self.plain, self.prose, strict=True) if prose]
        )

    def credited(self, text: str, *, sure: bool) -> Said:
        """Return caption and credit apart, as `credit.split` does; each line is read once."""
        if (text, sure) not in self._credited:
            self._credited[text, sure] = credit.apart(self._line(text), self.rules, sure=sure)
        return self._credited[text, sure]

    def is_credit(self, text: str) -> bool:
        """Whether a line is nothing but a credit, wherever it stands."""
        return cutline.may_be_alone(self._line(text)) and (
            self.credited(text, sure=False).is_credit
        )

    def _line(self, text: str) -> cutline.Line:
        if text not in self._lines:
            self._lines[text] = cutline.read(text, self.rules)
        return self._lines[text]

    @cached_property
    def plain(self) -> tuple[str, ...]:
        """By place: the text as the rules read it."""
        return tuple(together(plain, [block.text for block in self.blocks]))

    @cached_property
    def hits(self) -> tuple[tuple[Hit, ...], ...]:
        """By place: the phrases of the rules that stand in the block, outside quotations."""
        found = self.rules.phrasebook.of(self.language).find(self._short)
        return tuple(
            [
                _outside_quotations(hits, block.text, low) if hits else ()
                for block, low, hits in zip(self.blocks, self.plain, found, strict=True)
            ]
        )

    @cached_property
    def _short(self) -> list[str]:
        """By place: the plain text, of a block that is short enough for the rules to read."""
        return [text if len(text) <= _LONGEST_READ else "" for text in self.plain]

    @cached_property
    def slots(self) -> tuple[frozenset[str], ...]:
        """By place: what stands in the block, as the rules' slots; an `act` where a clause opens."""
        return tuple(
            [
                frozenset(
                    [hit.phrase.slot for hit in hits if hit.phrase.slot != "act" or hit.fresh]
                )
                if hits
                else _NO_SLOTS
                for hits in self.hits
            ]
        )

    @cached_property
    def language(self) -> str:
        """The language whose rules hold."""
        text = " ".join(block.text for block in self.blocks[:_FEW_BLOCKS])[:4_000]
        return ruling(self.draft.language, text, self.rules)

    @cached_property
    def prose(self) -> tuple[bool, ...]:
        """By place: whether the block reads as a paragraph of an article."""
        return tuple(_is_prose(block) for block in self.blocks)

    @cached_property
    def pictures(self) -> tuple[Block, ...]:
        """The blocks that are pictures."""
        return tuple([block for block in self.blocks if block.shape is Shape.IMAGE])

    @cached_property
    def colons(self) -> list[int]:
        """The places of the blocks that a label could open: a colon stands near their beginning."""
        return [at for at, low in enumerate(self.plain) if _has_colon(low[:_OPENING])]

    @cached_property
    def _paragraphs(self) -> list[int]:
        """The places of the paragraphs of prose."""
        return [at for at, prose in enumerate(self.prose) if prose]

    @cached_property
    def first_prose(self) -> int:
        """The place of the first paragraph of prose."""
        return self._paragraphs[0] if self._paragraphs else len(self.blocks)

    @cached_property
    def last_prose(self) -> int:
        """The place of the last paragraph of prose that no rule finds anything strong in."""
        return next((at for at in reversed(self._paragraphs) if not self._asks(at)), -1)

    def _asks(self, place: int) -> bool:
        return any(hit.phrase.slot.endswith(".says") for hit in self.hits[place])

    @cached_property
    def ending(self) -> int:
        """The place from which at most a paragraph of prose follows, and not many blocks."""
        last_but_one = self._paragraphs[-2] if len(self._paragraphs) > 1 else 0
        return max(min(last_but_one, self.last_prose), len(self.blocks) - _EDGE)

    @cached_property
    def opening(self) -> int:
        """The last place before which at most a paragraph of prose came, and not many blocks."""
        second = self._paragraphs[1] if len(self._paragraphs) > 1 else len(self.blocks)
        return min(second, _EDGE - 1)

    def near_end(self, place: int) -> bool:
        """Whether at most a paragraph of prose follows, and not many blocks."""
        return place >= self.ending

    def near_start(self, place: int) -> bool:
        """Whether at most a paragraph of prose came before, and not many blocks."""
        return place <= self.opening

    def at_edge(self, place: int) -> bool:
        """Whether it stands before the prose goes on, or after it ends."""
        return self.near_start(place) or self.near_end(place)

    @cached_property
    def marks(self) -> Marks:
        """What the markup around the blocks means."""
        return Marks(self.blocks, self.prose, self.rules.marks)

    def marked(self, block: Block, what: str, *, widely: bool = False) -> bool:
        """Whether a class, id or role around the block means that, and covers little prose."""
        return bool(block.frame.marks) and self.marks.say(block, what, widely=widely)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """By place: what the source's memory can know of the block."""
        return lines(self.blocks)

    @cached_property
    def seen(self) -> tuple[Seen | None, ...]:
        """By place: in which other stories of the source the block stands, if in any."""
        if not self.habits.known:
            return (None,) * len(self.blocks)
        return self.habits.seen(self.draft.external_id, self.lines)

    @cached_property
    def letters(self) -> tuple[str, ...]:
        """By place: the letters and digits of the block alone; none of a long one."""
        return apart(letters, self._short)

    def tail(self, labels: Labels) -> int:
        """The place from which on no paragraph of the article's own prose follows."""
        end = len(self.blocks)
        own = (
            at
            for at in range(end - 1, max(0, end - _EDGE), -1)
            if self.prose[at] and at not in labels and not self._addresses(at)
        )
        return max(next(own, 0), end - _EDGE)

    def _addresses(self, place: int) -> bool:
        slots = self.slots[place]
        return bool(slots & {"you", "own"}) and "said" not in slots

    @cached_property
    def figures(self) -> dict[int, tuple[Block, ...]]:
        """The blocks of each figure, by its number."""
        found: dict[int, list[Block]] = {}
        for block in self.blocks:
            if block.frame.figure:
                found.setdefault(block.frame.figure, []).append(block)
        return {figure: tuple(blocks) for figure, blocks in found.items()}


Recognised = Iterator[tuple[int, Label]]
"""What a recogniser yields: a place, and what it is."""


def is_role(label: Label | None, *roles: Role) -> bool:
    """Return whether `label` says one of `roles`."""
    return label is not None and label.role in roles


def _is_prose(block: Block) -> bool:
    size = len(block.text)
    if block.shape not in _PROSE_SHAPES or block.linked * 2 > size:
        return False
    long = size >= _PROSE or (size >= _PROSE_DENSE and _DENSE.search(block.text, 0, 20))
    return bool(long) and ends_sentence(block.text)


def _has_colon(opening: str) -> bool:
    if opening.isascii():
        return ":" in opening
    return any(map(opening.__contains__, COLONS))


def _outside_quotations(hits: list[Hit], text: str, low: str) -> tuple[Hit, ...]:
    if '"' not in low and low.isascii():  # nearly all quotation marks are plain as this one
        return tuple(hits)
    for since, until in quoted(text):
        hits = [hit for hit in hits if not since <= hit.start < until]
    return tuple(hits)
