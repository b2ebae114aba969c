"""The typographic signs that rules look for, of all scripts, by what they do."""

from typing import Final

STOPS: Final = ".!?\u2026\u3002\uff01\uff1f\u0964\u0965\u061f"
"""What ends a sentence."""
WIDE_STOPS: Final = "\u3002\uff01\uff1f\u0964"
"""What ends a sentence without a space behind it."""
COLONS: Final = ":\uff1a\u30fb"
DASHES: Final = "-\u2013\u2014"
LONG_DASHES: Final = "\u2013\u2014"
COMMAS: Final = ",;\uff0c\u3001\u060c\u061b"
BARS: Final = "|\u00b7\u2022"
ARROWS: Final = ">\u00bb\u2192"
BRACKETS: Final = {")": "(", "]": "[", "\uff09": "\uff08", "\u3011": "\u3010"}
"""Opening brackets by the closing ones."""
OPENING: Final = "\u201c\u201e\u00ab\u2039\u300c\u300e"
CLOSING: Final = "\u201d\u00bb\u203a\u300d\u300f"
QUOTES: Final = OPENING + CLOSING + '"'
SINGLE: Final = "\u2018\u2019\u201a\u201b'"
APOSTROPHE: Final = "\u2019"


def each(words: str) -> frozenset[str]:
    """Return the words of a line as a set: for tables that read like a line."""
    return frozenset(words.split())
