"""Text as it was meant: what went wrong between two machines, and is certain, is undone."""

import re
from html import unescape
from html.entities import html5
from itertools import islice
from typing import Final
from unicodedata import normalize

from service.cleaning.wording import fold, visible
from service.model.draft import Draft

_NAMED: Final = (
    r"(?:amp;|#38;|#x26;)*(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});"
)
_ENTITY: Final = re.compile(f"&{_NAMED}")
_ENCODED_TWICE: Final = re.compile(f"&(?:amp|#38|#x26);{_NAMED}")
_SEPARATORS: Final = "\x1c\x1d\x1e\x1f"
"""White space to Python, hyphens to an old word processor, and nothing to a reader."""
_UNDEFINED: Final = "\x81\x8d\x8f\x90\x9d"
_BYTES: Final = {
    ord(bytes([byte]).decode("cp1252")): byte
    for byte in range(0x80, 0xA0)
    if chr(byte) not in _UNDEFINED
}
"""What a reader of cp1252 takes the bytes from 80 to 9F for; the five that it lacks stay bytes."""
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]")
_HIDDEN: Final = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
    r"\ufdd0-\ufdef\ud800-\udfff\U000e0000-\U000e007f]"
)
"""What is never shown, and no part of a letter that was read in the wrong code."""
_ODD: Final = rb"[\x00-\x08\x0e-\x1f\x7f-\xff]{2}"
_MISREAD: Final = re.compile(
    rb"\xc3(?:[\x82-\x9f]|[\xa0-\xaf]%b|[\xb0-\xb4]%b%b)%b" % ((_ODD,) * 4)
)
"""In UTF-8: a letter that the first byte of another may be read as, and no plain ones where more follow."""
_EMBEDDINGS: Final = "\u202a\u202b\u202d\u202e"
_ISOLATES: Final = "\u2066\u2067\u2068"
_POP: Final = {"\u202c": _EMBEDDINGS, "\u2069": _ISOLATES}
_DIRECTIONS: Final = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


def tidy(raw: str) -> str:
    """Return a text as it is read: on one line, visible characters, single spaces, in NFC.

    The same as `fold`, and quicker for what most texts are.
    """
    text = raw.strip()
    if not text.isprintable():
        if any(map(text.__contains__, _SEPARATORS)):
            text = visible(text)
        text = " ".join(text.split())
        if not text.isprintable():
            return fold(text)
    elif "  " in text:
        text = " ".join(text.split())
    return text if text.isascii() else normalize("NFC", text)


def tidied(raw: str) -> str:
    """Return a line of text as it was meant: all of this page's mending, where it is certain."""
    text = tidy(_meant(raw))
    return text if text.isprintable() else tidy(paired([text])[0])


def _meant(raw: str) -> str:
    text = decoded(raw)
    return text if text.isascii() else restored(text) or text


def mended(draft: Draft) -> Draft:
    """Return a draft whose headline, dek and byline are as they were meant, as its body will be."""
    said = {"title": draft.title, "dek": draft.dek, "byline": draft.byline}
    meant = {name: _meant(text) for name, text in said.items() if text}
    changed = {name: text for name, text in meant.items() if text != said[name]}
    return draft.model_copy(update=changed) if changed else draft


def is_encoded_twice(html: str) -> bool:
    """Return whether the text of HTML has entities left, once it is parsed."""
    return bool(_ENCODED_TWICE.search(html))


def decoded(text: str) -> str:
    """Return `text` without the entities that were encoded once too often; `&lt;` may be meant."""
    return _ENTITY.sub(_letter, text) if "&" in text else text


def _letter(found: re.Match[str]) -> str:
    name = found[1]
    if not name.startswith("#") and f"{name};" not in html5:
        return found[0]
    letter = unescape(f"&{name};")
    return found[0] if letter in {"<", ">"} or _CONTROL.search(letter) else letter


def restored(text: str) -> str | None:
    """Return UTF-8 that was read as cp1252 as it was written; None for any other text.

    All of it must decode, and come out shorter: no word of any language does so by chance.
    """
    if not _MISREAD.search(text.encode(errors="surrogatepass")):
        return None
    whole = _reread(text)
    if whole is None and not text.isprintable():
        shown = _HIDDEN.sub("", text)
        whole = _reread(shown) or _reread(fold(shown))
    return None if whole is None else restored(whole) or whole


def _reread(text: str) -> str | None:
    try:
        try:
            read = text.encode("cp1252")
        except UnicodeEncodeError as error:
            if not "\x80" <= text[error.start] <= "\x9f":
                return None
            read = text.translate(_BYTES).encode("latin-1")
        whole = read.decode("utf-8")
    except UnicodeError:
        return None
    return whole if len(whole) < len(text) else None


def paired(texts: list[str]) -> list[str]:
    """Return the texts of a block without the marks of direction that begin or end nothing."""
    whole = "".join(texts)
    begun: list[tuple[str, int]] = []
    lone: set[int] = set()
    for found in _DIRECTIONS.finditer(whole):
        sign, at = found[0], found.start()
        if sign not in _POP:
            begun.append((sign, at))
        elif begun and begun[-1][0] in _POP[sign]:
            begun.pop()
        else:
            lone.add(at)
    lone.update(at for _, at in begun)
    if not lone:
        return texts
    letters = iter(["" if at in lone else letter for at, letter in enumerate(whole)])
    return ["".join(islice(letters, len(text))) for text in texts]
