"""Articles -> the bytes of a feed. Pure: the same articles give the same bytes."""

from collections.abc import Mapping
from typing import Final

from service.feeds import jsonfeed, rss
from service.feeds.channel import Channel
from service.feeds.format import Format

__all__ = ["FORMATS", "Channel", "Format", "addresses"]

FORMATS: Final[Mapping[str, Format]] = {
    "rss": rss.FORMAT,
    "json": jsonfeed.FORMAT,
}
"""By the ending of the feed's address: `/feeds/{feed}.rss`."""


def addresses(feed: str, base_url: str) -> dict[str, str]:
    """Return where each format of the feed of that name is served."""
    return {ending: f"{base_url}/feeds/{feed}.{ending}" for ending in FORMATS}
