"""The rules, compiled: what a phrase stands for, and how one is found in a text."""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick

from service.cleaning.signs import (
    ARROWS,
    BARS,
    COLONS,
    COMMAS,
    DASHES,
    QUOTES,
    SINGLE,
    STOPS,
)
from service.cleaning.wording import plain
from service.model.cleaned import Kind

SHARED: Final = "any"
"""The folder of what holds in every language."""


class Phrase(NamedTuple):
    """One phrase: what it stands for, where it must stand, and whose it is."""

    slot: str
    rule: str
    language: str
    starts: bool = False
    ends: bool = False
    open_left: bool = False
    open_right: bool = False


class Hit(NamedTuple):
    """A phrase found in a text; `fresh` where a sentence or a clause begins with it."""

    phrase: Phrase
    start: int
    end: int
    fresh: bool


class Recipe(NamedTuple):
    """Which slots together make a block noise, how surely, and up to which length."""

    kind: Kind
    needs: frozenset[str]
    confidence: float
    longest: int


@dataclass(frozen=True, slots=True)
class Rules:
    """All that is known of noise; made by `load`, handed to `clean`."""

    version: str
    automaton: AhoCorasick
    phrases: tuple[tuple[Phrase, ...], ...]
    """By the automaton's number of the phrase."""
    recipes: tuple[Recipe, ...]
    reasons: Mapping[Kind, str]
    marks: Mapping[str, tuple[str, float]]
    """Words of classes and ids: what they stand for and how surely."""
    lists: Mapping[str, frozenset[str]]
    """Words that recognisers ask for by name: roles, months, date words."""
    common: Mapping[str, tuple[str, ...]]
    """The languages that a word is one of the commonest of."""
    weights: Mapping[str, float]
    """How much each shape speaks for an appeal."""
    months: Mapping[str, int]
    """The months of all languages, by name."""
    openers: Mapping[str, Mapping[str, tuple[str, ...]]]
    """The same by their first letter, the longest first: what may open a line."""

    def find(self, text: str, languages: Container[str] | None = None) -> Iterator[Hit]:
        """Yield the phrases of some languages that stand in `text` as whole words, in one pass."""
        low = plain(text)
        for number, start, end in self.automaton.find_matches_as_indexes(
            f" {PUNCTUATION.sub(' ', low)} ", overlapping=True
        ):
            fresh: bool | None = None
            for phrase in self.phrases[number]:
                if languages is not None and phrase.language not in languages:
                    continue
                first, last = start - phrase.open_left, end - 2 + phrase.open_right
                if not _stands(low, phrase, first, last):
                    continue
                fresh = _is_fresh(low, first) if fresh is None else fresh
                yield Hit(phrase, first, last, fresh)


PUNCTUATION: Final = re.compile(
    r"[!-/:-@\[-`{-~\u00a0-\u00a8\u00aa-\u00bf\u2000-\u200b\u2010-\u206f\u2190-\u21ff\u25a0-\u25ff"
    r"\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\u0964\u0965\u060c\u061b\u061f\u30fb]"
)
"""What the automaton reads as a space, so that a word's edges are part of the pattern."""
_BEFORE: Final = " \"'(-|>*•·►▶→[#"
_AFTER: Final = " .!?:;|>-\"')*»→]+"
_EDGES: Final = frozenset(
    f"{STOPS}{COLONS}{COMMAS}{DASHES}{BARS}{ARROWS}{QUOTES}{SINGLE}/()[]\u00bf\u00a1*\u25ba\u25b6"
) | {""}


def _stands(low: str, phrase: Phrase, start: int, end: int) -> bool:
    """Whether a phrase that must open or end a block does."""
    if phrase.starts and low[:start].strip(_BEFORE):
        return False
    return not (phrase.ends and low[end:].strip(_AFTER))


def _is_fresh(text: str, start: int) -> bool:
    return text[max(0, start - 3) : start].rstrip()[-1:] in _EDGES
