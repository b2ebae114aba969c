"""Phrases, compiled into one automaton: how they are found in many texts in one pass."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

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

SHARED: Final = "any"
"""The folder of what holds in every language."""
_LINGUA_FRANCA: Final = "en"
"""Papers of every language say some things in it."""
_MOST_BOOKS: Final = 64
"""So many languages' books are kept: half a megabyte each."""
_PUNCTUATION: Final = re.compile(
    r"[!-/:-@\[-`{-~\u00a0-\u00a8\u00aa-\u00bf\u2000-\u200b\u2010-\u206f\u2190-\u21ff\u25a0-\u25ff"
    r"\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\u0964\u0965\u060c\u061b\u061f\u30fb]"
)
_SPACED: Final = bytes(
    32 if _PUNCTUATION.fullmatch(chr(at)) else at for at in range(128)
) + bytes(range(128, 256))
"""Each byte of a text in UTF-8, and what it is spaced: no sign beyond ASCII has one of an ASCII sign."""
_SEAM: Final = " \0 "
"""Between two texts: no text and no phrase has the character in the middle."""
_BEFORE: Final = " \"'(-|>*•·►▶→[#"
_AFTER: Final = " .!?:;|>-\"')*»→]+"
_LEAD: Final = 12
"""So many signs may stand before what a block begins with."""
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
    heads: bool = False
    """It is looked for where a block begins: it is all of one, or the label that opens it."""
    part: str = ""
    """What it is of a kind, where the slot is a kind's: `says`, `whole`, `labels`, `things`."""
    anywhere: bool = True
    """It need neither open nor end a block."""


class Hit(NamedTuple):
    """A phrase, and where it stands in the plain text that it was found in."""

    phrase: Phrase
    start: int
    end: int
    text: str

    @property
    def fresh(self) -> bool:
        """Whether a sentence or a clause begins with it."""
        return self.text[max(0, self.start - 3) : self.start].rstrip()[-1:] in _EDGES


class Phrasebook:
    """Phrases by their patterns, and the automaton that knows them all. Never changed."""

    def __init__(self, phrases: Mapping[str, Sequence[Phrase]]) -> None:
        self.patterns = tuple(sorted(phrases))
        self.phrases = tuple(tuple(phrases[pattern]) for pattern in self.patterns)
        """By the automaton's number of the pattern."""
        self.languages = defaultdict[str, list[tuple[str, Phrase]]](list)
        """What each language says, by pattern: so each has its own book soon."""
        for pattern, said in zip(self.patterns, self.phrases, strict=True):
            for phrase in said:
                self.languages[phrase.language].append((pattern, phrase))

    @cached_property
    def automaton(self) -> AhoCorasick:
        """Made when something is first looked for: few articles need that of all languages."""
        return AhoCorasick(self.patterns, implementation=Implementation.ContiguousNFA)

    def of(self, language: str) -> "Phrasebook":
        """Return what is read in an article of `language`; all there is where that is ""."""
        if not language:
            return self
        return _of_language(self, language if language in self.languages else _LINGUA_FRANCA)

    def find(self, texts: Sequence[str]) -> list[list[Hit]]:
        """Return, for each of some plain texts, the phrases that stand in it as whole words."""
        found: list[list[Hit]] = [[] for _ in texts]
        order, whole = _laid_out(texts)
        matches = self.automaton.find_matches_as_indexes(whole, overlapping=True)
        if not matches:
            return found
        numbers, since, until, text = iter(order), 0, 0, ""
        here: list[Hit] = []
        for pattern, start, end in matches:
            while start >= until:  # it stands in a later text than the one before
                at = next(numbers)
                text, here = texts[at], found[at]
                since, until = until, until + len(text) + len(_SEAM)
            for phrase in self.phrases[pattern]:
                first = start - since - phrase.open_left
                if phrase.heads and first > _LEAD:
                    continue
                last = end - since - 2 + phrase.open_right
                if phrase.anywhere or _stands(text, phrase, first, last):
                    here.append(Hit(phrase, first, last, text))
        return found

    def find_in(self, text: str) -> list[Hit]:
        """Return the same of one plain text: what is short is looked at without laying it out."""
        found: list[Hit] = []
        for pattern, start, end in self.automaton.find_matches_as_indexes(
            f" {spaced(text)} ", overlapping=True
        ):
            for phrase in self.phrases[pattern]:
                first, last = start - phrase.open_left, end - 2 + phrase.open_right
                if phrase.heads and first > _LEAD:
                    continue
                if phrase.anywhere or _stands(text, phrase, first, last):
                    found.append(Hit(phrase, first, last, text))
        return found


@lru_cache(maxsize=_MOST_BOOKS)
def _of_language(book: Phrasebook, language: str) -> Phrasebook:
    said = defaultdict[str, list[Phrase]](list)
    for each in sorted({SHARED, language, _LINGUA_FRANCA}):
        for pattern, phrase in book.languages.get(each, ()):
            said[pattern].append(phrase)
    return Phrasebook(said)


def _laid_out(texts: Sequence[str]) -> tuple[list[int], str]:
    """The numbers of the texts as they are laid out, and the whole: what is ASCII is sooner spaced."""
    if len(texts) == 1:
        return [0], f" {spaced(texts[0])} "
    simple = [at for at, text in enumerate(texts) if text and text.isascii()]
    others = [at for at, text in enumerate(texts) if not text.isascii()]
    parts = [
        spaced(_SEAM.join([texts[at] for at in part])) for part in (simple, others) if part
    ]
    return simple + others, f" {_SEAM.join(parts)} "


def spaced(text: str) -> str:
    """Return `text` as the automaton reads it: punctuation is a space, so a word's edges are one."""
    simple = text.encode("utf-8", "surrogatepass").translate(_SPACED)
    said = simple.decode("utf-8", "surrogatepass")
    return said if said.isascii() else _PUNCTUATION.sub(" ", said)


def _stands(low: str, phrase: Phrase, start: int, end: int) -> bool:
    """Whether a phrase that must open or end a block does."""
    if phrase.starts and low[:start].strip(_BEFORE):
        return False
    return not (phrase.ends and low[end:].strip(_AFTER))
