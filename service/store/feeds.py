"""The feeds: each a product, as subscribers read it."""

from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select
from sqlmodel import col

from service.model.access import Feed, Product
from service.model.errors import AlreadyThere
from service.store.tables import FeedRow, ProductRow


class Feeds:
    """The feeds, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, name: str) -> Feed | None:
        """Return the feed of that name."""
        statement = _FEEDS.where(col(FeedRow.name) == name)
        row = self._connection.execute(statement).mappings().one_or_none()
        return _feed(row) if row else None

    def all(self) -> tuple[Feed, ...]:
        """Return every feed, by name."""
        rows = self._connection.execute(_FEEDS.order_by(col(FeedRow.name)))
        return tuple(_feed(row) for row in rows.mappings())

    def add(self, feed: Feed) -> None:
        """Add a feed; AlreadyThere when its name is taken."""
        if self.find(feed.name):
            msg = f"There is a feed {feed.name} already."
            raise AlreadyThere(msg)
        values: dict[str, Any] = feed.model_dump() | {"product": feed.product.slug}
        self._connection.execute(insert(FeedRow).values(values))


_FEEDS = select(
    col(FeedRow.name),
    col(FeedRow.title),
    col(FeedRow.description),
    col(FeedRow.language),
    col(FeedRow.public),
    col(FeedRow.items),
    col(ProductRow.product),
).join(ProductRow, col(ProductRow.slug) == col(FeedRow.product))


def _feed(row: RowMapping) -> Feed:
    fields = dict(row)
    return Feed(product=Product.model_validate(fields.pop("product")), **fields)
