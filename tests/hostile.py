"""Characters that break feeds: what a CMS sent, and what a reader should get."""

from typing import Final

import pytest

CHARACTERS: Final = (
    pytest.param("a\x0bb", "ab", id="U+000B, a vertical tab: dropped"),
    pytest.param("a\x00b", "ab", id="U+0000: dropped"),
    pytest.param("a\x7fb", "ab", id="U+007F, delete: dropped"),
    pytest.param("a\ufffeb\uffffc", "abc", id="U+FFFE and U+FFFF, no characters: dropped"),
    pytest.param("\x93so\x94 \x80", "“so” €", id="C1: windows-1252 read as Latin-1, mended"),
    pytest.param("a\x81b", "ab", id="C1 without a meaning in windows-1252: dropped"),
    pytest.param("a\ud83db", "a\ufffdb", id="half of a surrogate pair: marked"),
    pytest.param("a\r\nb\rc\nd", "a\nb\nc\nd", id="carriage returns: newlines"),
    pytest.param("a]]>b", "a]]>b", id="]]> ends nothing"),
    pytest.param("AT&T &amp; <b>5 < 6</b>", "AT&T &amp; <b>5 < 6</b>", id="markup: itself"),
    pytest.param("'so' \"said\"", "'so' \"said\"", id="quotes: themselves"),
    pytest.param("ferry \U0001f6a2", "ferry \U0001f6a2", id="astral: itself"),
    pytest.param("\u202eyrref\u202c", "\u202eyrref\u202c", id="bidi controls: themselves"),
    pytest.param("क्\u200cष", "क्\u200cष", id="a zero-width non-joiner: itself"),
    pytest.param("a\u2028b\u0301\ufeff", "a\u2028b\u0301\ufeff", id="odd but legal: itself"),
)
