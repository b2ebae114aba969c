"""The feeds: each a product, as subscribers read it."""

from typing import Any, Final

from sqlalchemy import Connection, RowMapping, bindparam, insert, select

from service.model.access import Feed, Product
from service.model.errors import AlreadyThere
from service.store.tables import FEEDS, PRODUCTS


class Feeds:
    """The feeds, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, name: str) -> Feed | None:
        """Return the feed of that name."""
        row = self._connection.execute(_FIND, {"of": name}).mappings().one_or_none()
        return _feed(row) if row else None

    def all(self) -> tuple[Feed, ...]:
        """Return every feed, by name."""
        rows = self._connection.execute(_ALL)
        return tuple(_feed(row) for row in rows.mappings())

    def add(self, feed: Feed) -> None:
        """Add a feed; AlreadyThere when its name is taken."""
        if self.find(feed.name):
            msg = f"There is a feed {feed.name} already."
            raise AlreadyThere(msg)
        values: dict[str, Any] = feed.model_dump() | {"product": feed.product.slug}
        self._connection.execute(_ADD, values)


_FEEDS: Final = select(
    FEEDS.c.name,
    FEEDS.c.title,
    FEEDS.c.description,
    FEEDS.c.language,
    FEEDS.c.public,
    FEEDS.c["items"],
    PRODUCTS.c.product,
).join(PRODUCTS, PRODUCTS.c.slug == FEEDS.c.product)
_ALL: Final = _FEEDS.order_by(FEEDS.c.name)
_FIND: Final = _FEEDS.where(FEEDS.c.name == bindparam("of"))
_ADD: Final = insert(FEEDS)


def _feed(row: RowMapping) -> Feed:
    fields = dict(row)
    return Feed(product=Product.model_validate(fields.pop("product")), **fields)
