"""Derived identifiers: the same names give the same ids, also in a rebuilt database (RFC 9562, v5)."""

from typing import Final
from uuid import UUID, uuid5

COPYDESK_NAMESPACE: Final = UUID("6f1f0c2e-4f0b-5d0c-9a55-3b1b8f2f7d10")
"""Never to change: every id that we have given hangs from it."""


def article_id(source: str, external_id: str) -> str:
    """`urn:uuid:…` of one article of one source, whatever becomes of its URL and headline."""
    return uuid5(uuid5(COPYDESK_NAMESPACE, source), external_id).urn


def urn(text: str) -> str:
    """Return an id as we write it, from a URN or a bare UUID; ValueError for anything else."""
    return UUID(text).urn


def named(text: str) -> str:
    """Return the id of the article that people name by it, or as SOURCE/EXTERNAL_ID; or ValueError."""
    source, slash, external_id = text.partition("/")
    return article_id(source, external_id) if slash else urn(text)


def author_id(source: str, name: str) -> str:
    """`urn:uuid:…` of a writer of one source, by name without regard to case and spacing."""
    folded = " ".join(name.casefold().split())
    return uuid5(uuid5(uuid5(COPYDESK_NAMESPACE, source), "author"), folded).urn
