"""A payload's body as blocks: HTML or text, as its type or its looks say."""

import re
from typing import Final

from service.cleaning import addresses, segment_html, segment_text
from service.cleaning.block import Block
from service.model.draft import Draft

_TAG: Final = re.compile(
    r"</(?:p|div|h[1-6]|ul|ol|li|a|b|i|em|strong|span|figure|blockquote|article|section|table)\s*>"
    r"|<(?:p|br|div|hr|img|figure|article|section|h[1-6]|ul|ol)(?:\s*/?>|\s[^<>]{0,400}=)"
    r"|<!-- wp:",
    re.IGNORECASE,
)


def segment(draft: Draft) -> tuple[Block, ...]:
    """Return the blocks of `draft`, in order; raises `Invalid` for HTML beyond the bounds."""
    if is_html(draft):
        return segment_html.blocks(draft.body, draft.url, addresses.withheld(draft))
    return segment_text.blocks(draft.body)


def is_html(draft: Draft) -> bool:
    """Return whether the body is HTML: as its type says, else whether it has a tag we know."""
    if draft.body_type is not None:
        return draft.body_type == "text/html"
    return "<" in draft.body and bool(_TAG.search(draft.body))
