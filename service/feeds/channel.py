"""A feed apart from its articles: what its head says."""

from service.model.value import Moment, Value


class Channel(Value):
    """The head of one feed in one format. `updated` is from the articles, never from the clock."""

    title: str
    description: str
    home_url: str
    """The feed's page for people."""
    feed_url: str
    """Where this very format is served, absolute, as subscribers fetch it."""
    language: str | None = None
    updated: Moment | None = None
