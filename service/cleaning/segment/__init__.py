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
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"']{1,2048}")
_ENDS: Final = ".,;:!?)]"
_CDATA: Final = "<![CDATA["
_ESCAPED: Final = re.compile(
    r"\s{0,100}&lt;(?:p|div|h[1-6]|figure|article|section|ul|ol|blockquote)(?:\s[^&]{0,400})?(?:&quot;[^&]{0,400}){0,20}&gt;"
)


def segment(draft: Draft) -> tuple[Block, ...]:
    """Return the blocks of `draft`, in order; raises `Invalid` for HTML beyond the bounds."""
    withheld = addresses.withheld(draft)
    if is_html(draft):
        found = html.blocks(_unwrapped(draft.body), draft.url, withheld)
    else:
        found = text.blocks(draft.body)
    return tuple(_without(block, withheld) for block in found) if withheld else found


def _without(block: Block, withheld: frozenset[str]) -> Block:
    """Return a block whose words do not tell where a picture stands that is kept in house."""

    def told(found: re.Match[str]) -> str:
        address = unescape(found[0])
        return "" if addresses.stem(address.rstrip(_ENDS)) in withheld else found[0]

    if "://" not in block.text or _ADDRESS.fullmatch(block.text):
        return block
    words = _ADDRESS.sub(told, block.text).strip()
    return block._replace(text=words, html=_ADDRESS.sub(told, block.html).strip())


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
