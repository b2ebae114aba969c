"""The only maker of `SafeHtml`: allow-listed inline HTML of our own writing, then one pass of nh3."""

import re
from collections.abc import Iterable
from html import escape, unescape
from typing import Final, Literal

import nh3

from service.cleaning.signs import each
from service.model.value import SafeHtml

INLINE: Final = each("a em strong b i sub sup code br s u small mark q abbr cite time")
UNSEEN: Final = each(
    "script style noscript template svg math head object canvas select textarea title"
)
_BLOCKS: Final = each(
    "p h1 h2 h3 h4 h5 h6 ul ol li blockquote table tbody tr td figure figcaption img pre hr"
)
Tag = Literal[
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "cite", "table", "tbody", "tr", "td"
]  # fmt: skip
_ATTRIBUTES: Final = {"a": {"href"}, "abbr": {"title"}, "time": {"datetime"}}
_IMG: Final = {"img": {"src", "alt", "width", "height"}}
_REFERENCE: Final = re.compile(r"&(?!(?:amp|lt|gt);)")
"""A reference that nh3 itself writes otherwise in text."""
_WORDS: Final = r"(?:[^<>&\0\r\xa0]++|&(?:amp|lt|gt);)*+"
_VALUE: Final = r"(?:[^<>&\"\0\r\n\xa0]++|&amp;)*+"
_WEB: Final = (
    r"https?://(?![a-z0-9.-]*xn--)(?:[a-z0-9][a-z0-9-]*+\.)++[a-z]{2,20}+"
    r"(?:[/?#](?:[A-Za-z0-9!$%()*+,:=@_~./?#-]++|&amp;)*+)?+"
)
_DRESSED: Final = "|".join(f"<{tag}>{_WORDS}</{tag}>" for tag in ("em", "strong", "b", "i"))
_WRITTEN: Final = re.compile(
    rf"(?:[^<>&\0\r\xa0]++|&(?:amp|lt|gt);|{_DRESSED}|<a href=\"{_WEB}\">{_WORDS}</a>)*+"
)
"""What our writer writes of most paragraphs: nh3 gives it back as it stands."""
_FIGURE: Final = re.compile(
    rf"<figure>(?:<img src=\"{_WEB}\" alt=\"{_VALUE}\"(?: width=\"[0-9]+\")?+(?: height=\"[0-9]+\")?+>)?+"
    rf"(?:<figcaption>{_WORDS}</figcaption>)?+</figure>"
)
_SCHEMES: Final = {"http", "https", "mailto", "tel"}
_TAG: Final = re.compile(r"<[^<>]*>")
MOST_REFERENCES: Final = 20_000
_CLEAN_INLINE: Final = nh3.Cleaner(
    tags=set(INLINE),
    attributes=_ATTRIBUTES,
    url_schemes=_SCHEMES,
    url_relative="deny",
    link_rel=None,
)
_CLEAN_BODY: Final = nh3.Cleaner(
    tags=set(INLINE | _BLOCKS),
    attributes=_ATTRIBUTES | _IMG,
    url_schemes=_SCHEMES,
    url_relative="deny",
    link_rel=None,
)


def seal(html: str) -> SafeHtml:
    """Return inline HTML of our writer's as safe; escaped text without any markup is, as it stands.

    A block with more references than an article has goes without its markup: nh3 takes ever
    longer over each.
    """
    if _is_escaped(html):
        return SafeHtml(html)
    if html.count("&") > MOST_REFERENCES:
        return SafeHtml(escape(unescape(_TAG.sub("", html)), quote=False))
    if _WRITTEN.fullmatch(html):
        return SafeHtml(html)
    return SafeHtml(_CLEAN_INLINE.clean(html))


def _is_escaped(html: str) -> bool:
    """Whether it is text without any markup, escaped as nh3 itself would."""
    marked = "<" in html or ">" in html or "\0" in html or "\r" in html or "\xa0" in html
    return not marked and ("&" not in html or _REFERENCE.search(html) is None)


def seal_block(html: str) -> SafeHtml:
    """Return a block that is not made of sealed pieces alone, such as a figure, as safe."""
    if _FIGURE.fullmatch(html):
        return SafeHtml(html)
    return SafeHtml(_CLEAN_BODY.clean(html))


def enclose(tag: Tag, *sealed: SafeHtml) -> SafeHtml:
    """Return sealed pieces in an element without attributes: they stay safe."""
    return SafeHtml(f"<{tag}>{''.join(sealed)}</{tag}>")


def stack(sealed: Iterable[SafeHtml]) -> SafeHtml:
    """Return sealed blocks, a line each: they stay safe."""
    return SafeHtml("\n".join(sealed))
