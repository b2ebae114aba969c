"""The partners, what they are entitled to, and their keys."""

from sqlalchemy import Connection, insert, select, update
from sqlmodel import col

from service.model.access import Key, Partner, Product
from service.model.errors import AlreadyThere, NoSuchThing
from service.model.value import Moment
from service.store.tables import KeyRow, PartnerRow, ProductRow


class Partners:
    """Partners, products and keys, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def product(self, slug: str) -> Product:
        """Return the product of that name, or raise NoSuchThing."""
        statement = select(col(ProductRow.product)).where(col(ProductRow.slug) == slug)
        row = self._connection.execute(statement).scalar_one_or_none()
        if row is None:
            msg = f"There is no product {slug}."
            raise NoSuchThing(msg)
        return Product.model_validate(row)

    def find(self, slug: str) -> Partner | None:
        """Return the partner of that name."""
        statement = select(*_PARTNER).where(col(PartnerRow.slug) == slug)
        row = self._connection.execute(statement).one_or_none()
        return self._partner(row.slug, row.name, row.products) if row else None

    def all(self) -> tuple[Partner, ...]:
        """Return every partner, by name."""
        rows = self._connection.execute(select(*_PARTNER).order_by(col(PartnerRow.slug))).all()
        return tuple(self._partner(row.slug, row.name, row.products) for row in rows)

    def add(self, partner: Partner) -> None:
        """Add a partner; AlreadyThere when its name is taken."""
        if self.find(partner.slug):
            msg = f"There is a partner {partner.slug} already."
            raise AlreadyThere(msg)
        self._connection.execute(
            insert(PartnerRow).values(
                slug=partner.slug,
                name=partner.name,
                products=[product.slug for product in partner.products],
            )
        )

    def key(self, key_id: str) -> Key | None:
        """Return the key with that id, revoked or not."""
        statement = select(*_KEY).where(col(KeyRow.id) == key_id)
        row = self._connection.execute(statement).mappings().one_or_none()
        return Key.model_validate(dict(row)) if row else None

    def keys(self, partner: str) -> tuple[Key, ...]:
        """Return a partner's keys, oldest first."""
        statement = select(*_KEY).where(col(KeyRow.partner) == partner)
        rows = self._connection.execute(
            statement.order_by(col(KeyRow.created_at), col(KeyRow.id))
        )
        return tuple(Key.model_validate(dict(row)) for row in rows.mappings())

    def add_key(self, key: Key) -> None:
        """Add a key to its partner, or raise NoSuchThing where there is no such partner."""
        if not self.find(key.partner):
            msg = f"There is no partner {key.partner}."
            raise NoSuchThing(msg)
        values = key.model_dump() | {"scopes": sorted(key.scopes)}
        self._connection.execute(insert(KeyRow).values(values))

    def revoke(self, key_id: str, *, at: Moment) -> Key:
        """End a key, now and for good; a key that has ended stays as it was."""
        key = self.key(key_id)
        if key is None:
            msg = "There is no key with that id."
            raise NoSuchThing(msg)
        if key.revoked_at:
            return key
        change = update(KeyRow).where(col(KeyRow.id) == key_id).values(revoked_at=at)
        self._connection.execute(change)
        return key.model_copy(update={"revoked_at": at})

    def _partner(self, slug: str, name: str, products: list[str]) -> Partner:
        return Partner(slug=slug, name=name, products=tuple(map(self.product, products)))


_PARTNER = (col(PartnerRow.slug), col(PartnerRow.name), col(PartnerRow.products))
_KEY = (
    col(KeyRow.id),
    col(KeyRow.partner),
    col(KeyRow.digest),
    col(KeyRow.scopes),
    col(KeyRow.created_at),
    col(KeyRow.revoked_at),
)
