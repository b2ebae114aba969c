"""An archive to measure with: filled in bulk, by the tables, in minutes rather than in days."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final

import psycopg

from service.model.article import Article, Paragraph, SourceRef, Status
from service.model.draft import Rights
from service.model.facets import Facets
from service.model.identity import article_id
from service.model.standing import Standing
from service.model.value import SafeHtml
from service.store import Store
from service.store.terms import terms_of

RARE: Final = 60
"""So many articles have the rare tag, and so many the rare author, in whatever archive."""
NOW: Final = datetime(2026, 3, 4, 12, tzinfo=UTC)
AT_A_TIME: Final = 20_000
GAP: Final = timedelta(seconds=50)
TEXT: Final = "The river rose in the night, and nobody on Quay Street slept. " * 8
ARTICLES: Final = (
    *("id", "source", "external_id", "revision", "standing", "facets", "status"),
    *("published_at", "opens_at", "expires_at", "shown", "due_at"),
    *("changed_at", "document", "digest"),
)
TERMS: Final = ("term", "published_at", "article", "expires_at")
CHANGES: Final = (
    *("sequence", "article", "revision", "kind", "at"),
    *("shown_before", "shown_after", "facets_before", "facets_after"),
)


def facets(number: int, count: int) -> Facets:
    """Return what the article of this number, of so many, is of: 0 is the newest."""
    chance = number * 2_654_435_761 >> 7
    source = "abcc"[chance % 4]
    rare = number % max(1, count // RARE) == 0
    tags = {f"tag-{(chance >> shift) % 40}" for shift in (2, 9, 16)}
    return Facets(
        article=article_id(source, str(number)),
        source=source,
        section=("sport", "world")[(chance >> 3) % 2],
        tags=tags | ({"rare"} if rare else set()),
        authors={"Rare Quill" if rare else f"Ada Quill {chance % 1000}"},
        language=("en", "en", "en", "fr")[(chance >> 5) % 4],
        status=Status.USABLE,
        published_at=NOW - number * GAP,
        expires_at=NOW + GAP * count if number % 10 == 0 else None,
    )


def document(said: Facets) -> bytes:
    """Return the bytes of an article, as its readers get them."""
    return (
        Article(
            id=said.article,
            revision=1,
            status=said.status,
            source=SourceRef(slug=said.source, name="A", url="https://a.example/"),
            external_id="1",
            url=None,
            headline="Rivers rise",
            dek=None,
            byline=None,
            authors=tuple({"name": name} for name in said.authors),
            body=(Paragraph(text=TEXT, html=SafeHtml(TEXT)),),
            body_html=SafeHtml(f"<p>{TEXT}</p>"),
            body_text=TEXT,
            word_count=96,
            images=(),
            section=said.section,
            tags=tuple(said.tags),
            language=said.language,
            published_at=said.published_at,
            modified_at=said.published_at,
            embargoed_until=None,
            expires_at=said.expires_at,
            rights=Rights(),
        )
        .model_dump_json()
        .encode()
    )


class Pour:
    """Rows into tables, in bulk, past the store: as text, which both engines read."""

    def __init__(self, url: str) -> None:
        self._postgres = url.startswith("postgresql")
        if self._postgres:
            self._connection: Any = psycopg.connect(url)
        else:
            self._connection = sqlite3.connect(url.removeprefix("sqlite:///"))
            self._connection.execute("PRAGMA synchronous = OFF")

    def rows(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Add rows to a table."""
        names = ", ".join(columns)
        if self._postgres:
            with self._connection.cursor().copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(columns))
            statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"
            told = ([self._text(value) for value in row] for row in rows)
            self._connection.executemany(statement, told)

    @contextmanager
    def sorted(self, table: str) -> Iterator[str]:
        """Have rows wait in another table, and add them in order: many times as fast."""
        waiting = f"waiting_{table}"
        self.do(f"CREATE TEMPORARY TABLE {waiting} AS SELECT * FROM {table}")
        yield waiting
        self.do(f"INSERT INTO {table} SELECT * FROM {waiting} ORDER BY 1, 2")
        self.do(f"DROP TABLE {waiting}")

    def do(self, statement: str) -> None:
        """Do what a statement says."""
        self._connection.execute(statement)

    def close(self) -> None:
        """Keep it all; let the engine know what there is."""
        if self._postgres:
            self.do("ANALYZE")  # as the server does by itself, a little later
        self._connection.commit()
        self._connection.close()

    @staticmethod
    def _text(value: Any) -> Any:
        return f"{value:%Y-%m-%d %H:%M:%S.%f}" if isinstance(value, datetime) else value


def fill(url: str, count: int) -> None:
    """Fill a new database with so many articles, each of which was published by one change."""
    Store(url).close()
    pour = Pour(url)
    body = document(facets(0, count))
    with pour.sorted("article_terms") as terms, pour.sorted("change_terms") as concerned:
        for first in range(0, count, AT_A_TIME):
            numbers = range(first, min(count, first + AT_A_TIME))
            said = [facets(number, count) for number in numbers]
            told = [each.model_dump_json() for each in said]
            pour.rows("articles", ARTICLES, map(partial(_article, body), said, told))
            pour.rows("changes", CHANGES, map(_change, _sequences(numbers, count), said, told))
            pour.rows(terms, TERMS, (row for each in said for row in _terms(each)))
            pour.rows(
                concerned,
                ("term", "sequence"),
                (
                    (term, sequence)
                    for sequence, each in zip(_sequences(numbers, count), said, strict=True)
                    for term in terms_of(each)
                ),
            )
    pour.do(f"UPDATE head SET sequence = {count}")
    pour.close()


def _sequences(numbers: range, count: int) -> Iterator[int]:
    return (count - number for number in numbers)


def _article(body: bytes, said: Facets, told: str) -> Sequence[Any]:
    standing = Standing(first=said.published_at).model_dump_json()
    return (
        *(said.article, said.source, said.article, 1, standing, told, said.status),
        *(said.published_at, said.opens_at, said.expires_at, True, said.expires_at),
        *(said.published_at, body, "0" * 64),
    )


def _change(sequence: int, said: Facets, told: str) -> Sequence[Any]:
    return sequence, said.article, 1, "published", said.published_at, False, True, "null", told


def _terms(said: Facets) -> Iterator[Sequence[Any]]:
    for term in terms_of(said):
        yield term, said.published_at, said.article, said.expires_at
