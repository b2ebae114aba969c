"""`make bench`: what cleaning an article costs, in CPU time on one core, beside a floor and a peer in the same run.

The floor is lexbor's parse of the same HTML and nothing else. The peer is trafilatura.extract of the
same HTML in a page of its own; it is no dependency of ours, so it is measured where it can be
imported. Rounds are interleaved, and the median is told. Then growth: t(2n) / t(n) up to 1.5 MB.
"""

import importlib
import importlib.util
import json
import os
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from service.cleaning import clean
from service.cleaning.rules import load
from service.cleaning.segment import is_html
from service.model.draft import Draft
from service.model.value import Html

ROUNDS = 7
PEER = "trafilatura"
CORPUS = Path(__file__).parents[1] / "tests/corpus/dev.jsonl"
LARGEST = 1_572_864
SIZES = [LARGEST >> shift for shift in (3, 2, 1, 0)]
SENTENCE = (
    "On day {} the river rose by two metres and reached the steps of the town hall & the quay. "
)

Work = Callable[[], object]


def drafts() -> list[Draft]:
    """Return the labelled articles' payloads."""
    records = map(json.loads, CORPUS.read_text(encoding="utf-8").splitlines())
    return [
        Draft.model_validate_json(
            json.dumps({key: said for key, said in each["payload"].items() if key != "source"})
        )
        for each in records
    ]


def cpu(work: Work) -> float:
    """Return the CPU seconds of one run."""
    began = time.process_time()
    work()
    return time.process_time() - began


def medians(works: dict[str, Work], articles: int) -> dict[str, float]:
    """Return the CPU seconds an article of each, of interleaved rounds."""
    for work in works.values():
        work()  # once to warm up
    rounds = [
        {name: cpu(work) / articles for name, work in works.items()} for _ in range(ROUNDS)
    ]
    return {name: statistics.median(each[name] for each in rounds) for name in works}


def side_by_side(articles: list[Draft]) -> dict[str, Work]:
    """Return what is measured over the same articles."""
    rules, bodies = load(), [article.body for article in articles]
    works: dict[str, Work] = {
        "clean": lambda: [clean(article, rules=rules) for article in articles],
        "lexbor parse": lambda: [LexborHTMLParser(body) for body in bodies],
    }
    if importlib.util.find_spec(PEER):
        extract = importlib.import_module(PEER).extract
        pages = [f"<html><body><article>{body}</article></body></html>" for body in bodies]
        works[PEER] = lambda: [extract(page) for page in pages]
    return works


def hostile(size: int) -> Iterator[tuple[str, str]]:
    """Yield bodies of about one size: an article that goes on, and what is meant to be slow."""
    days = range(size // len(SENTENCE) + 1)
    yield "HTML", "".join(f"<p>{SENTENCE.format(day) * 3}</p>" for day in days[::3])[:size]
    yield "text", "\n".join(SENTENCE.format(day) * 3 for day in days[::3])[:size]
    yield "one paragraph", f"<p>{'word ' * (size // 5)}</p>"[:size]
    yield "&amp;", f"<p>{'&amp;' * (size // 5)}</p>"[:size]
    yield "&amp; and bold", f"<p><b>a</b>{'&amp;' * (size // 5)}</p>"[:size]
    yield "long words", ("a" * 80 + " ") * (size // 81)
    yield "captions", ("Ducks. (JANE DOE/AFP)  " * 4 + "\n") * (size // 93)


def growth() -> None:
    """Print, for each kind of body, what the largest costs and how cost grows with size."""
    rules = load()
    seconds: dict[str, list[float]] = {}
    for size in SIZES:
        for name, body in hostile(size):
            draft = Draft(external_id="x", title="Ducks", body=Html(body))
            work = partial(clean, draft, rules=rules)
            seconds.setdefault(name, []).append(min(cpu(work) for _ in range(3)))
    print(f"\n{'to 1.5 MB':18} {'CPU ms':>8}  t(2n) / t(n)")
    for name, spent in seconds.items():
        ratios = [larger / smaller for smaller, larger in pairwise(spent)]
        print(f"{name:18} {spent[-1] * 1e3:8.0f}  {' '.join(f'{each:.2f}' for each in ratios)}")


def main() -> None:
    """Measure, and print a line a figure."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    everything = drafts()
    html = [draft for draft in everything if is_html(draft)]
    size = statistics.mean(len(draft.body) for draft in html) / 1e3
    print(f"{'an article':18} {'CPU µs':>8} {'clean is':>9}")
    rules = load()
    ours = medians(
        {"": lambda: [clean(each, rules=rules) for each in everything]}, len(everything)
    )
    print(f"{f'clean, all {len(everything)}':18} {ours[''] * 1e6:8.0f}")
    print(f"of the {len(html)} in HTML, {size:.1f} kB each:")
    told = medians(side_by_side(html), len(html))
    for name, spent in told.items():
        print(f"{name:18} {spent * 1e6:8.0f} {told['clean'] / spent:8.2f}x")
    if PEER not in told:
        print(f"{PEER:18}  skipped: it is not installed here")
    growth()


if __name__ == "__main__":
    main()
