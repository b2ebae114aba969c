"""What a feed format is: a media type, an item's bytes, and how items are joined."""

from collections.abc import Callable, Sequence

from service.feeds.channel import Channel
from service.model.article import Article
from service.model.value import Value


class Format(Value):
    """One way to write a feed. Items know nothing of their feed, which only joins them."""

    media_type: str
    render_item: Callable[[Article], bytes]
    render: Callable[[Channel, Sequence[bytes]], bytes]
