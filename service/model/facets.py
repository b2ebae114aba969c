"""What of an article decides who may see it and when, and what one may ask of it."""

from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

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


class Filter(Value):
    """What one asks of articles. An empty set of names asks for nothing."""

    sources: frozenset[str] = frozenset()
    sections: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()

    def covers(self, article: Facets) -> bool:
        """Whether `article` has of each facet a name that is asked for."""
        return (
            (not self.sources or article.source in self.sources)
            and (not self.sections or article.section in self.sections)
            and (not self.tags or not self.tags.isdisjoint(article.tags))
            and (not self.authors or not self.authors.isdisjoint(article.authors))
            and (not self.languages or article.language in self.languages)
        )

    def misfits(self, article: Facets) -> tuple["Misfit", ...]:
        """Return each facet of which something is asked that `article` has not."""
        told = (
            Misfit("source", "sources", self.sources, "from", {article.source}),
            Misfit("section", "sections", self.sections, "in", {article.section or ""} - {""}),
            Misfit("tag", "tags", self.tags, "tagged", article.tags),
            Misfit("author", "authors", self.authors, "by", article.authors),
            Misfit("language", "languages", self.languages, "in", {article.language}),
        )
        return tuple(one for one in told if one.asked and one.asked.isdisjoint(one.has))


class Misfit(NamedTuple):
    """A facet of which a filter asks for some names, and an article has others, or none."""

    name: str
    plural: str
    asked: frozenset[str]
    link: str
    """How the article's own names are told: "from", "in", "tagged", "by"."""
    has: AbstractSet[str]

    def __str__(self) -> str:
        """Say what is asked for and what the article has: "the section a; this is in b"."""
        names = self.name if len(self.asked) == 1 else self.plural
        this = f"is {self.link} {_list(self.has)}" if self.has else f"has no {self.name}"
        return f"the {names} {_list(self.asked)}; this {this}"


NO_FILTER: Final = Filter()
_MOST_NAMES: Final = 6


def _list(names: AbstractSet[str]) -> str:
    told = sorted(names)
    more = len(told) - _MOST_NAMES
    return ", ".join(told[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")
