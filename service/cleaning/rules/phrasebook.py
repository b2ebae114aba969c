"""Phrases, compiled into one automaton: how they are found in many texts in one pass."""

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, NamedTuple, Self

from ahocorasick_rs import AhoCorasick, Implementation

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

_PUNCTUATION: Final = re.compile(
    r"[!-/:-@\[-`{-~\u00a0-\u00a8\u00aa-\u00bf\u2000-\u200b\u2010-\u206f\u2190-\u21ff\u25a0-\u25ff"
    r"\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\u0964\u0965\u060c\u061b\u061f\u30fb]"
)
_PUNCTUATION_IN_ASCII: Final = {at: " " for at in range(128) if _PUNCTUATION.fullmatch(chr(at))}
_SEAM: Final = " \0 "
"""Between two texts: no text and no phrase has the character in the middle."""
_BEFORE: Final = " \"'(-|>*•·►▶→[#"
_AFTER: Final = " .!?:;|>-\"')*»→]+"
_EDGES: Final = frozenset(
    f"{STOPS}{COLONS}{COMMAS}{DASHES}{BARS}{ARROWS}{QUOTES}{SINGLE}/()[]\u00bf\u00a1*\u25ba\u25b6"
) | {""}


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


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """Phrases by their patterns, and the automaton that knows them all."""

    phrases: tuple[tuple[Phrase, ...], ...]
    """By the automaton's number of the pattern."""
    automaton: AhoCorasick

    @classmethod
    def of(cls, phrases: Mapping[str, Sequence[Phrase]]) -> Self:
        """Compile the phrases of each pattern."""
        patterns = sorted(phrases)
        return cls(
            tuple(tuple(phrases[pattern]) for pattern in patterns),
            AhoCorasick(patterns, implementation=Implementation.ContiguousNFA),
        )

    def find(
        self, texts: Sequence[str], languages: Container[str] | None = None
    ) -> Iterator[tuple[int, Hit]]:
        """Yield the phrases of some languages that stand in plain `texts` as whole words, and where."""
        seams = list(accumulate((len(text) + len(_SEAM) for text in texts), initial=0))
        whole = f" {spaced(_SEAM.join(texts))} "
        for number, start, end in self.automaton.find_matches_as_indexes(
            whole, overlapping=True
        ):
            at = bisect_right(seams, start) - 1
            for phrase in self.phrases[number]:
                if languages is not None and phrase.language not in languages:
                    continue
                first = start - seams[at] - phrase.open_left
                last = end - seams[at] - 2 + phrase.open_right
                anywhere = not (phrase.starts or phrase.ends)
                if anywhere or _stands(texts[at], phrase, first, last):
                    yield at, Hit(phrase, first, last, _is_fresh(texts[at], first))


def spaced(text: str) -> str:
    """Return `text` as the automaton reads it: punctuation is a space, so a word's edges are one."""
    if text.isascii():
        return text.translate(_PUNCTUATION_IN_ASCII)
    return _PUNCTUATION.sub(" ", text)


def _stands(low: str, phrase: Phrase, start: int, end: int) -> bool:
    """Whether a phrase that must open or end a block does."""
    if phrase.starts and low[:start].strip(_BEFORE):
        return False
    return not (phrase.ends and low[end:].strip(_AFTER))


def _is_fresh(text: str, start: int) -> bool:
    return text[max(0, start - 3) : start].rstrip()[-1:] in _EDGES
