"""How words are compared: white space, folding, sentences, quotations, scripts."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import compress
from operator import not_
from typing import Final

from service.cleaning.signs import CLOSING, OPENING, QUOTES, SINGLE, STOPS, WIDE_STOPS

_INVISIBLE: Final = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u180e\u200b\u2060\ufeff\ufff9-\ufffb"
    r"\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Never shown: C0 and C1 controls, soft hyphens, zero-width spaces, tags, lone surrogates.

The joiners U+200C and U+200D stay: Persian, Hindi and emoji are written with them.
"""
_INVISIBLE_IN_ASCII: Final = {at: None for at in range(128) if _INVISIBLE.match(chr(at))}
_PLAIN: Final = tuple(
    zip(
        "\u0130\u2019\u2018\u201b\u02bc\u201c\u201d\u201e\u00ab\u00bb\u2010\u2011\u2012\u2013\u2014\u2212\u2026",
        'i\u0027\u0027\u0027\u0027"""""------.',
        strict=True,
    )
)
_BIDI: Final = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNSEEN: Final = re.compile(r"[\s\u200c-\u200f\u202a-\u202e\u2066-\u2069\ufe0e\ufe0f]+")
_AFTER_STOP: Final = f"{QUOTES}{SINGLE})] "
_ENDS: Final = frozenset(STOPS)
_STOP: Final = re.compile(f'[{WIDE_STOPS}]|[{STOPS}](?=[ "\u201d]|\\Z)')
_SEAM: Final = "\0"
"""Between two texts that are read as one: no text that is shown has it."""
_NOT_WORD: Final = re.compile(rf"[^\w{_SEAM}]+")
_NOT_WORD_IN_BYTES: Final = bytes(
    at for at in range(128) if not chr(at).isalnum() and chr(at) != _SEAM
)
"""In UTF-8 too: no other sign has one of these."""
_SCRIPTS: Final = (
    ("he", re.compile(r"[\u0590-\u05ff]+")),
    ("ja", re.compile(r"[\u3040-\u30ff]+")),
    ("ko", re.compile(r"[\uac00-\ud7a3]+")),
    ("el", re.compile(r"[\u0370-\u03ff]+")),
    ("th", re.compile(r"[\u0e00-\u0e7f]+")),
)
_SCRIPTED: Final = re.compile(
    r"[\u0370-\u03ff\u0590-\u05ff\u0e00-\u0e7f\u3040-\u30ff\uac00-\ud7a3]"
)
"""The letters of all of these."""
_UNSPACED: Final = re.compile(r"[\u3040-\u9fff]+")
_LONG_WORD: Final = 12
"""No language that spaces its words has words as long as this, on average."""
_QUOTE: Final = re.compile(f"[{QUOTES}]")
_DENSE: Final = re.compile(r"[\u3040-\ud7a3]")
_DENSITY: Final = 2.5
"""A character of a script that needs few is worth so many."""


def visible(text: str) -> str:
    """Return `text` in NFC without the characters that nobody can see."""
    if text.isascii():
        return text if text.isprintable() else text.translate(_INVISIBLE_IN_ASCII)
    if not text.isprintable():
        text = _INVISIBLE.sub("", text)
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return `text` on one line: visible characters, single spaces."""
    return " ".join(visible(text).split())


def line(text: str) -> str:
    """Return a headline's or a byline's text: folded, and without directional controls."""
    return fold(text if text.isascii() else _BIDI.sub("", text))


def is_seen(text: str) -> bool:
    """Return whether any of `text` can be seen: joiners and directional controls cannot."""
    return bool(text) and (text.isascii() or _UNSEEN.fullmatch(text) is None)


def together(read: Callable[[str], str], texts: Sequence[str]) -> list[str]:
    """Return what `read` makes of each of `texts`, read as one; it must not join or split them."""
    return read(_SEAM.join(texts)).split(_SEAM) if texts else []


def apart(read: Callable[[str], str], texts: Sequence[str]) -> tuple[str, ...]:
    """Return the same, ASCII texts and others apart: for what takes far longer over the others."""
    ascii_only = list(map(str.isascii, texts))
    others = iter(together(read, list(compress(texts, map(not_, ascii_only)))))
    simple = iter(together(read, list(compress(texts, ascii_only))))
    return tuple(map(next, map((others, simple).__getitem__, ascii_only)))


def plain(text: str) -> str:
    """Return `text` for the rules to read, position for position: lower case, straight quotes."""
    if not text.isascii():
        for sign, said in _PLAIN:
            text = text.replace(sign, said)
    return text.lower()


def bare(text: str) -> str:
    """Return the letters and digits of `text` alone: two texts that read alike compare alike."""
    return letters(plain(text)).replace(_SEAM, "")


def letters(low: str) -> str:
    """Return the letters and digits of a plain text, and the seams if it is several."""
    if not low.isascii():
        low = unicodedata.normalize("NFKC", low).casefold()
    said = low.encode("utf-8", "surrogatepass").translate(None, _NOT_WORD_IN_BYTES)
    text = said.decode("utf-8", "surrogatepass")
    return text if text.isascii() else _NOT_WORD.sub("", text)


def ends_sentence(text: str) -> bool:
    """Return whether `text` ends as a sentence does, closing quotes and brackets aside."""
    return text.rstrip(_AFTER_STOP)[-1:] in _ENDS


def sentences(text: str) -> int:
    """Return about how many sentences there are in `text`."""
    return len(_STOP.findall(text))


def quoted(text: str) -> list[tuple[int, int]]:
    """Return the spans of `text` that stand in quotation marks."""
    if '"' not in text and (text.isascii() or not any(map(text.__contains__, QUOTES))):
        return []
    spans: list[tuple[int, int]] = []
    since: int | None = None
    for sign in _QUOTE.finditer(text):
        at, letter = sign.start(), sign[0]
        if since is None and (letter in OPENING or letter in '"\u201d'):
            since = at
        elif since is not None and (letter in CLOSING or letter in '"\u201c'):
            spans.append((since, at + 1))
            since = None
    if since == 0:
        spans.append((0, len(text)))
    return spans


def language_of(text: str) -> str:
    """Return the language that the script of `text` decides, or `und`."""
    if text.isascii():
        return "und"
    sample = text[:2_000]
    if not _SCRIPTED.search(sample):
        return "und"
    letters = sum(map(str.isalpha, sample))
    for tag, script in _SCRIPTS:
        if sum(map(len, script.findall(sample))) > letters * 0.2:
            return tag
    return "und"


def size(text: str) -> float:
    """Return how long `text` is to a reader, in letters of a script that spaces its words."""
    dense = not text.isascii() and _DENSE.search(text, 0, 20)
    return len(text) * _DENSITY if dense else len(text)


def words(text: str) -> int:
    """Return how many words a reader would count; a character is a word where none are spaced."""
    return counted(text, len(text.split()))


def counted(text: str, spaced: int) -> int:
    """Return the same, of a text in which so many words are spaced."""
    if text.isascii() or len(text) < spaced * _LONG_WORD:
        return spaced
    unspaced = sum(map(len, _UNSPACED.findall(text)))
    return unspaced if unspaced * 4 > len(text) else spaced
