"""Terms: numbers for what an article may be asked for by, so that SQL can narrow.

A term stands for one value of one facet, such as the tag "boats", as a hash: any text will do, compares
exactly and takes eight bytes. Two values that share a number offer too much, which the gate sees to.
"""

from functools import lru_cache
from hashlib import blake2b
from itertools import product as pairs
from typing import Final

from service.model.access import Partner
from service.model.facets import Facets, Filter

Asks = tuple[frozenset[int], ...]
"""What must hold together: of each ask, one of its terms. The first is the one to walk along."""

MOST_FILED: Final = 256
"""So many pairs of a source and a section are walked along as such."""
MOST_PROBED: Final = 150
"""An ask of more terms, beside the one that is walked along, is left to the gate: SQLite takes 32,766
values a statement, and of a probe as many as there are walks."""


@lru_cache(maxsize=16_384)
def term(facet: str, value: str) -> int:
    """Return the number of one value of a facet, which is the same everywhere and for good."""
    said = f"{facet}\0{value}".encode(errors="surrogatepass")
    return int.from_bytes(blake2b(said, digest_size=8).digest(), signed=True)


EVERYTHING: Final = term("everything", "")
"""The term of every article."""


def terms_of(article: Facets) -> frozenset[int]:
    """Return every term that `article` can be asked for by."""
    found = {EVERYTHING, term("source", article.source), term("language", article.language)}
    found.update(term("tag", tag) for tag in article.tags)
    found.update(term("author", author) for author in article.authors)
    if article.section is not None:
        found.add(term("section", article.section))
        found.add(_filed(article.source, article.section))
    return frozenset(found)


def wanted(partner: Partner, within: Filter) -> tuple[Asks, ...]:
    """Return what to look for: all that is `within` and of a product has what one of these asks."""
    found = {asks for one in partner.products if (asks := _asks(one, within)) is not None}
    return (_ALL,) if _ALL in found else tuple(found)


_ALL: Final[Asks] = (frozenset({EVERYTHING}),)


def _asks(product: Filter, within: Filter) -> Asks | None:
    """Return what two filters ask together, what few articles have first; None: nothing can be both."""
    sources = _both(product.sources, within.sources)
    sections = _both(product.sections, within.sections)
    languages = _both(product.languages, within.languages)
    if sources is None or sections is None or languages is None:
        return None
    asks = [_terms("author", names) for names in (within.authors, product.authors)]
    asks += [_terms("tag", names) for names in (within.tags, product.tags)]
    if sources and sections and len(sources) * len(sections) <= MOST_FILED:
        asks.append(frozenset(_filed(*each) for each in pairs(sources, sections)))
    else:
        asks += [_terms("section", sections), _terms("source", sources)]
    asks.append(_terms("language", languages))
    first, *rest = [ask for ask in asks if ask] or _ALL
    return (first, *(ask for ask in rest if len(ask) <= MOST_PROBED))


def _both(one: frozenset[str], other: frozenset[str]) -> frozenset[str] | None:
    """Return the values that pass both of two asks; empty: any does. None: none does."""
    if not one or not other:
        return one or other
    return one & other or None


def _terms(facet: str, values: frozenset[str]) -> frozenset[int]:
    return frozenset(term(facet, value) for value in values)


def _filed(source: str, section: str) -> int:
    """The term of a source and a section together: sections are each source's own."""
    return term("filed", f"{source}\0{section}")
