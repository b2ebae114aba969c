"""How words are compared: white space, folding, sentences, quotations, scripts."""

import re
import unicodedata
from typing import Final

_INVISIBLE: Final = dict.fromkeys(
    [*range(9), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)]
    + [0xAD, 0x180E, 0x200B, 0x2060, 0xFEFF, *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080)]
    + [*range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)]
)
"""Never shown: C0 and C1 controls, soft hyphens, zero-width spaces, tags, lone surrogates.

The joiners U+200C and U+200D stay: Persian, Hindi and emoji are written with them.
"""
_PLAIN: Final = str.maketrans("’‘‛ʼ“”„«»‐‑‒–—−…", '\'\'\'\'"""""------.')  # noqa: RUF001
_OPENERS: Final = frozenset("“„«‹「『")
_CLOSERS: Final = frozenset("”»›」』")
_BIDI: Final = dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_NOT_WORD: Final = re.compile(r"[\W_]+")
_STOPS: Final = frozenset(".!?…。！？।॥؟")
_SCRIPTS: Final = (
    ("he", 0x0590, 0x05FF),
    ("ja", 0x3040, 0x30FF),
    ("ko", 0xAC00, 0xD7A3),
    ("el", 0x0370, 0x03FF),
    ("th", 0x0E00, 0x0E7F),
)


def visible(text: str) -> str:
    """Return `text` in NFC without the characters that nobody can see."""
    return unicodedata.normalize("NFC", text.translate(_INVISIBLE))


def fold(text: str) -> str:
    """Return `text` on one line: visible characters, single spaces."""
    return " ".join(visible(text).split())


def line(text: str) -> str:
    """Return a headline's or a byline's text: folded, and without directional controls."""
    return fold(text.translate(_BIDI))


def plain(text: str) -> str:
    """Return `text` for the rules to read: lower case, straight quotes and dashes.

    Position for position the same as `text`, but for the few letters that grow when lowered.
    """
    return text.lower().translate(_PLAIN)


def bare(text: str) -> str:
    """Return the letters and digits of `text` alone: two texts that read alike compare alike."""
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())


def ends_sentence(text: str) -> bool:
    """Return whether `text` ends as a sentence does, closing quotes and brackets aside."""
    return text.rstrip("\"'”’»)]」』“ ")[-1:] in _STOPS  # noqa: RUF001


def sentences(text: str) -> int:
    """Return about how many sentences there are in `text`."""
    return sum(
        1
        for at, letter in enumerate(text)
        if letter in _STOPS
        and (letter in "。！？।" or text[at + 1 : at + 2] in {"", " ", '"', "”"})  # noqa: RUF001
    )


def quoted(text: str) -> list[tuple[int, int]]:
    """Return the spans of `text` that stand in quotation marks."""
    spans: list[tuple[int, int]] = []
    since: int | None = None
    for at, letter in enumerate(text):
        if since is None and (letter in _OPENERS or letter == '"'):
            since = at
        elif since is not None and (letter in _CLOSERS or letter in '"“'):
            spans.append((since, at + 1))
            since = None
    if since == 0:
        spans.append((0, len(text)))
    return spans


def language_of(text: str) -> str:
    """Return the language that the script of `text` decides, or `und`."""
    sample = [ord(letter) for letter in text[:2_000] if letter.isalpha()]
    for tag, first, last in _SCRIPTS:
        if sum(first <= code <= last for code in sample) > len(sample) * 0.2:
            return tag
    return "und"


def words(text: str) -> int:
    """Return how many words a reader would count; a character is a word where none are spaced."""
    unspaced = sum(0x3040 <= ord(letter) <= 0x9FFF for letter in text)
    return len(text.split()) if unspaced * 4 < len(text) else unspaced
