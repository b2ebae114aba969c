"""A payload's body as blocks: HTML or text, as its type or its looks say."""

import re
from html import unescape
from typing import Final

from service.cleaning import addresses
from service.cleaning.block import Block
from service.cleaning.segment import html, text
from service.model.draft import Draft

_TAG: Final = re.compile(
    r"</(?:p|div|h[1-6]|ul|ol|li|a|b|i|em|strong|span|figure|blockquote|article|section|table|td|dl|dd|pre|code|sup|sub|u|font|center|main|aside|button)\s*>"
    r"|<(?:p|br|div|hr|img|figure|picture|iframe|video|article|section|h[1-6]|ul|ol|dl|pre|table|amp-img)(?:\s*/?>|\s[^<>]{0,400}=)"
    r"|<!-- wp:",
    re.IGNORECASE,
)
_CDATA: Final = "<![CDATA["
_ESCAPED: Final = re.compile(
    r"\s{0,100}&lt;(?:p|div|h[1-6]|figure|article|section|ul|ol|blockquote)(?:\s[^&]{0,400})?(?:&quot;[^&]{0,400}){0,20}&gt;"
)


def segment(draft: Draft) -> tuple[Block, ...]:
    """Return the blocks of `draft`, in order; raises `Invalid` for HTML beyond the bounds."""
    if is_html(draft):
        body = _unwrapped(draft.body)
        return html.blocks(body, draft.url, addresses.withheld(draft))
    return text.blocks(draft.body)


def _unwrapped(body: str) -> str:
    """Return HTML out of the wrappings of a feed: a CDATA section, or all of its tags escaped."""
    said = body.strip()
    if said.startswith(_CDATA) and said.endswith("]]>"):
        said = said.removeprefix(_CDATA).removesuffix("]]>")
    return unescape(said) if _is_escaped(said) else said


def _is_escaped(body: str) -> bool:
    return "<" not in body and _ESCAPED.match(body) is not None and "&lt;/" in body


def is_html(draft: Draft) -> bool:
    """Return whether the body is HTML: as its type says, else whether it has a tag we know."""
    if draft.body_type is not None:
        return draft.body_type == "text/html"
    if "<" in draft.body:
        return bool(_TAG.search(draft.body))
    return _is_escaped(draft.body)
