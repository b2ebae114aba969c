"""The partners, what they are entitled to, and their keys."""

from typing import Final

from sqlalchemy import Connection, bindparam, insert, select, update

from service.model.access import Key, Partner, Product
from service.model.errors import AlreadyThere, NoSuchThing
from service.model.value import Moment
from service.store.tables import KEYS, PARTNERS, PRODUCTS


class Partners:
    """Partners, products and keys, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def product(self, slug: str) -> Product:
        """Return the product of that name, or raise NoSuchThing."""
        row = self._connection.execute(_PRODUCT, {"of": slug}).scalar_one_or_none()
        if row is None:
            msg = f"There is no product {slug}."
            raise NoSuchThing(msg)
        return Product.model_validate(row)

    def find(self, slug: str) -> Partner | None:
        """Return the partner of that name."""
        row = self._connection.execute(_FIND, {"of": slug}).one_or_none()
        return self._partner(row.slug, row.name, row.products) if row else None

    def all(self) -> tuple[Partner, ...]:
        """Return every partner, by name."""
        rows = self._connection.execute(_ALL).all()
        return tuple(self._partner(row.slug, row.name, row.products) for row in rows)

    def add(self, partner: Partner) -> None:
        """Add a partner; AlreadyThere when its name is taken."""
        if self.find(partner.slug):
            msg = f"There is a partner {partner.slug} already."
            raise AlreadyThere(msg)
        products = [product.slug for product in partner.products]
        values = {"slug": partner.slug, "name": partner.name, "products": products}
        self._connection.execute(_ADD, values)

    def key(self, key_id: str) -> Key | None:
        """Return the key with that id, revoked or not."""
        row = self._connection.execute(_KEY, {"key": key_id}).mappings().one_or_none()
        return Key.model_validate(dict(row)) if row else None

    def keys(self, partner: str) -> tuple[Key, ...]:
        """Return a partner's keys, oldest first."""
        rows = self._connection.execute(_KEYS, {"of": partner})
        return tuple(Key.model_validate(dict(row)) for row in rows.mappings())

    def add_key(self, key: Key) -> None:
        """Add a key to its partner, or raise NoSuchThing where there is no such partner."""
        if not self.find(key.partner):
            msg = f"There is no partner {key.partner}."
            raise NoSuchThing(msg)
        values = key.model_dump() | {"scopes": sorted(key.scopes)}
        self._connection.execute(_ADD_KEY, values)

    def revoke(self, key_id: str, *, at: Moment) -> Key:
        """End a key, now and for good; a key that has ended stays as it was."""
        key = self.key(key_id)
        if key is None:
            msg = "There is no key with that id."
            raise NoSuchThing(msg)
        if key.revoked_at:
            return key
        self._connection.execute(_REVOKE, {"key": key_id, "revoked_at": at})
        return key.model_copy(update={"revoked_at": at})

    def _partner(self, slug: str, name: str, products: list[str]) -> Partner:
        return Partner(slug=slug, name=name, products=tuple(map(self.product, products)))


_PRODUCT: Final = select(PRODUCTS.c.product).where(PRODUCTS.c.slug == bindparam("of"))
_ALL: Final = select(PARTNERS).order_by(PARTNERS.c.slug)
_FIND: Final = select(PARTNERS).where(PARTNERS.c.slug == bindparam("of"))
_ADD: Final = insert(PARTNERS)
_KEY: Final = select(KEYS).where(KEYS.c.id == bindparam("key"))
_KEYS: Final = (
    select(KEYS).where(KEYS.c.partner == bindparam("of")).order_by(KEYS.c.created_at, KEYS.c.id)
)
_ADD_KEY: Final = insert(KEYS)
_REVOKE: Final = update(KEYS).where(KEYS.c.id == bindparam("key"))
