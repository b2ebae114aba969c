"""Who sends and who reads: sources, partners, what partners are entitled to, and feeds."""

from typing import Annotated, Final, Literal

from pydantic import Field

from service.model.article import SourceRef
from service.model.cleaned import Cleaned, Weight
from service.model.draft import Language
from service.model.facets import Filter
from service.model.value import Moment, Slug, Value

EVERYTHING: Final = "everything"
"""The product that is built in: every article of every source."""


class Source(Value):
    """A CMS that sends. `secrets` are its live signing secrets (`whsec_…`), newest first.

    A doubt that weighs as much as `hold_at` holds its article; None: only an empty one is held.
    """

    slug: Slug
    name: Annotated[str, Field(min_length=1)]
    url: Annotated[str, Field(pattern=r"^https?://\S+$")]
    format: str = "native"
    secrets: tuple[str, ...]
    hold_at: Weight | None = None

    @property
    def reference(self) -> SourceRef:
        """The source as its articles name it."""
        return SourceRef(slug=self.slug, name=self.name, url=self.url)

    def holds(self, cleaned: Cleaned) -> str | None:
        """Return why an article should not be published: it is empty, or a doubt is too heavy."""
        bar = self.hold_at
        heaviest = max(cleaned.doubts, key=lambda doubt: doubt.weight.rank, default=None)
        if cleaned.held or bar is None or heaviest is None or heaviest.weight.rank < bar.rank:
            return cleaned.held
        return f"{heaviest.reason} This source's policy holds at “{bar}”."


class Product(Filter):
    """A saved filter that partners are entitled to."""

    slug: Slug
    name: str


class Partner(Value):
    """One who reads. Without a product a partner sees nothing."""

    slug: Slug
    name: str
    products: tuple[Product, ...] = ()

    def may_read(self, product: Product) -> bool:
        """Whether this partner is entitled to all that `product` offers."""
        return product.slug in {mine.slug for mine in self.products}


Scope = Literal["read", "feeds"]


class Key(Value):
    """A partner's key, without its secret: `digest` is the SHA-256 of the whole key."""

    id: str
    partner: Slug
    digest: str
    scopes: frozenset[Scope] = frozenset({"read", "feeds"})
    created_at: Moment
    revoked_at: Moment | None = None


class Feed(Value):
    """A product, as a subscriber reads it: `items` of it, newest first."""

    name: Slug
    title: Annotated[str, Field(min_length=1)]
    description: str | None = None
    product: Product
    language: Language | None = None
    public: bool = False
    items: Annotated[int, Field(ge=1, le=500)] = 50

    @property
    def reader(self) -> Partner:
        """Whoever reads this feed, as the gate sees them: entitled to its product alone."""
        return Partner(slug=self.name, name=self.title, products=(self.product,))
