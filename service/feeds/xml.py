"""Writing XML 1.0 that every parser accepts, whatever the text holds (section 2.2: characters)."""

import re
from typing import Final
from xml.sax.saxutils import escape, quoteattr

_ODD: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SURROGATES: Final = range(0xD800, 0xE000)


def legal(text: str) -> str:
    """Return `text` with only characters that XML allows, and lines ended by a newline alone."""
    return _ODD.sub(_mend, text.replace("\r\n", "\n"))


def xml_safe(text: str) -> str:
    """Return `text` as it is written in an element."""
    return escape(legal(text))


def tag(name: str, inner: str = "", **attributes: str | int | None) -> str:
    """Return an element around `inner`, which is XML; an attribute that is None is left out."""
    said = "".join(
        f" {key}={quoteattr(legal(str(value)))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{said}>{inner}</{name}>" if inner else f"<{name}{said}/>"


def element(name: str, text: str | None, **attributes: str | int | None) -> str:
    """Return an element that says `text`, or nothing when there is nothing to say."""
    return tag(name, xml_safe(text), **attributes) if text else ""


def _mend(found: re.Match[str]) -> str:
    if found[0] == "\r":
        return "\n"
    if ord(found[0]) in _SURROGATES:
        return "\N{REPLACEMENT CHARACTER}"
    if "\x80" <= found[0] <= "\x9f":  # windows-1252 that somebody read as Latin-1
        return bytes([ord(found[0])]).decode("cp1252", errors="ignore")
    return ""
