"""HTML before it is parsed: without what shows nothing, and with the paragraphs that blank lines mean."""

import re
from typing import Final

_CAPTION: Final = re.compile(r"\[(/?)caption\b[^\[\]]{0,1000}\]")
_SHORTCODE: Final = re.compile(
    r"\[embed\][^\[\]]{0,2000}\[/embed\]"
    r"|\[/?(?:gallery|embed|audio|video|playlist|[a-z]{2,20}[-_][a-z_-]{2,40})(?:\s[^\[\]]{0,1000})?/?\]"
    r"|\[[a-z][a-z0-9_-]{1,40}(?:=|\s{1,5}[a-z][a-z0-9_-]{0,40}=[\"'])[^\[\]]{1,1000}\]"
)
_END: Final = re.compile(r"\[/([a-zA-Z][a-zA-Z0-9_-]{0,40})\]")
_MOST_NAMES: Final = 40
_PARAGRAPHS: Final = re.compile(
    r"<(?:p|br|div|pre|script|style|textarea|article|section)[\s/>]", re.IGNORECASE
)
_BLANK_LINE: Final = re.compile(r"<[^<>]*+>|\r?\n[ \t]*+\r?\n\s*+")

_LIGHT: Final = re.compile(
    r"<svg\b[^<>]*+>(?:[^<]*+</?(?:g|path|circle|rect|use|polygon|polyline|line|ellipse|defs|stop|mask|"
    r"clipPath|linearGradient|radialGradient|filter|symbol)\b[^<>]*+>)*+[^<]*+</svg\s*+>",
    re.IGNORECASE,
)
_DATA: Final = re.compile(
    r"(?<=[\"'=])data:[a-z]{4,6}/[a-z0-9.+-]{1,40};base64,[A-Za-z0-9+/=%]{200,}+"
)
"""A picture written out in full: no address, and longer than an article."""


def lightened(html: str) -> str:
    """Drawings, and pictures written out in full, show nothing that we pass on."""
    if "<svg" in html:
        html = _LIGHT.sub("", html)
    if ";base64," in html:
        html = _DATA.sub("data:,", html)
    return html


def without_shortcodes(html: str) -> str:
    """Return HTML without shortcodes: they are markup, and the one around a caption is a figure.

    Certain are those with attributes, and those that end; other brackets are the editor's.
    """
    if "[" not in html:
        return html
    html = _SHORTCODE.sub("", _CAPTION.sub(_figure, html))
    names = sorted(set(_END.findall(html)))[:_MOST_NAMES]
    if not names:
        return html
    return re.sub(rf"\[/?(?:{'|'.join(map(re.escape, names))})\]", "", html)


def _figure(found: re.Match[str]) -> str:
    return f"<{found[1]}figure>"


def with_paragraphs(html: str) -> str:
    """Return HTML in which blank lines are seen, where nothing else parts its paragraphs."""
    if "\n" not in html or _PARAGRAPHS.search(html):
        return html
    return _BLANK_LINE.sub(lambda found: found[0] if found[0][0] == "<" else "<br><br>", html)
