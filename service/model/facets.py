"""What of an article decides who may see it and when: all that the gate looks at."""

from service.model.article import Article, Status
from service.model.value import Moment, Value


class Facets(Value):
    """One article as the gate sees it. Authors by name, as a partner would filter them."""

    article: str
    source: str
    section: str | None = None
    tags: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()
    language: str = "und"
    status: Status
    published_at: Moment
    embargoed_until: Moment | None = None
    expires_at: Moment | None = None

    @property
    def opens_at(self) -> Moment:
        """When the embargo ends; a publication date in the future is an embargo."""
        return max(self.published_at, self.embargoed_until or self.published_at)

    @classmethod
    def of(cls, article: Article) -> "Facets":
        """Return the facets of `article`."""
        return cls(
            article=article.id,
            source=article.source.slug,
            section=article.section,
            tags=frozenset(article.tags),
            authors=frozenset(author.name for author in article.authors),
            language=article.language,
            status=article.status,
            published_at=article.published_at,
            embargoed_until=article.embargoed_until,
            expires_at=article.expires_at,
        )
