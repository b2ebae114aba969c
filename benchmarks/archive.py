"""What reading costs with a large archive, beside the same with a small one, on both engines.

`make bench` compares 1,000 articles with 20,000 on SQLite, `make bench-archive` with 1,000,000 on both.
The share of what is asked for is the same in both archives, and of what is rare there is as much;
either holds a page of it. Rounds are interleaved; the first decile of each is told, as others use the
machine.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, Final

from benchmarks.filling import NOW, facets, fill
from service.model.access import Partner, Product
from service.store import Place, Store, Transaction
from tests.postgres import server

SMALL: Final = 1000
ROUNDS: Final = 60
BARS: Final = {"sqlite": 1.3, "postgresql": 1.6}


def partner(*asks: dict[str, set[str]]) -> Partner:
    """Return a partner with a product for each of these."""
    products = [
        Product.model_validate({"slug": f"p{number}", "name": "P", **one})
        for number, one in enumerate(asks)
    ]
    return Partner(slug="p", name="P", products=tuple(products))


Question = Callable[[Transaction], object]
ALL: Final = partner({})
FILED: Final = partner({"sources": {"a"}, "sections": {"sport"}, "languages": {"en"}})
READERS: Final = {
    "no filter": ALL,
    "one source": partner({"sources": {"a"}}),
    "three sources": partner({"sources": {"a", "b", "c"}}),
    "a rare tag": partner({"tags": {"rare"}}),
    "an author": partner({"authors": {"Rare Quill"}}),
    "a rare tag in a section": partner({"tags": {"rare"}, "sections": {"sport"}}),
    "three products": partner(
        {"sources": {"a"}, "sections": {"sport"}}, {"tags": {"rare"}}, {"languages": {"fr"}}
    ),
    "30 tags": partner({"tags": {f"tag-{number}" for number in range(30)}}),
}


def questions(count: int) -> dict[str, Question]:
    """Return what is asked of an archive of so many articles, by what it is called."""
    number = 2 * count // 5
    there = facets(number, count)
    deep = Place(published_at=there.published_at, article=there.article)
    asked: dict[str, Question] = {
        "source, section, language *": partial(_newest, reader=FILED),
        "changes near the head *": lambda tx: tx.log.after(count - 50, limit=50),
        "page at 40 % *": partial(_newest, reader=ALL, after=deep),
        "filtered page at 40 %": partial(_newest, reader=FILED, after=deep),
    }
    asked |= {name: partial(_newest, reader=reader) for name, reader in READERS.items()}
    return asked | {
        "one article": lambda tx: tx.reading.one(ALL, deep.article, NOW),
        "last change": lambda tx: tx.reading.last_change(FILED, NOW),
        "last change, rare": lambda tx: tx.reading.last_change(READERS["a rare tag"], NOW),
        "next edge": lambda tx: tx.reading.next_edge(NOW),
        "due": lambda tx: tx.calendar.due(NOW, limit=500),
    }


def _newest(tx: Transaction, reader: Partner, **asked: Any) -> int:
    return len(tx.reading.newest(reader, NOW, limit=50, **asked))


def measure(small: Store, large: Store, count: int) -> dict[str, tuple[float, float]]:
    """Return the seconds that each question takes of a small archive and of a large one."""
    taken: dict[str, list[tuple[float, float]]] = {}
    asked = [(small, questions(SMALL)), (large, questions(count))]
    for _ in range(ROUNDS):
        for name in asked[0][1]:
            one, other = (_time(store, of[name]) for store, of in asked)
            taken.setdefault(name, []).append((one, other))
    return {
        name: (_typical(one for one, _ in pairs), _typical(other for _, other in pairs))
        for name, pairs in taken.items()
    }


def _typical(seconds: Iterable[float]) -> float:
    """Return what it takes where nobody else is at work: the first decile."""
    return statistics.quantiles(seconds, n=10)[0]


def _time(store: Store, question: Question) -> float:
    with store.snapshot() as tx:
        began = time.perf_counter()
        question(tx)
        return time.perf_counter() - began


def compare(engine: str, urls: tuple[str, str], count: int) -> None:
    """Fill two databases and print what each question takes of them."""
    began = time.perf_counter()
    for url, number in zip(urls, (SMALL, count), strict=True):
        fill(url, number)
    filled = time.perf_counter() - began
    small, large = map(Store, urls)
    found = measure(small, large, count)
    small.close()
    large.close()
    print(f"{engine}, filled in {filled:.0f} s; * at most {BARS[engine]} times as long")
    print(f"{'':28} {SMALL:>9,} {count:>11,} articles")
    for name, (one, other) in found.items():
        print(f"{name:28} {one * 1e3:6.2f} ms {other * 1e3:8.2f} ms {other / one:7.2f}")


def main() -> None:
    """Compare on SQLite and, where asked, on PostgreSQL."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=20_000, help="in the large archive")
    options.add_argument("--postgres", action="store_true", help="on PostgreSQL too")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        urls = [f"sqlite:///{Path(folder) / name}.db" for name in ("small", "large")]
        compare("sqlite", (urls[0], urls[1]), asked.articles)
    if asked.postgres:
        with server() as running:
            compare("postgresql", (running.database(), running.database()), asked.articles)


if __name__ == "__main__":
    main()
