"""`make bench`: what cleaning an article costs, in CPU time on one core, beside a floor and a peer in the same run.

The floor is lexbor's parse of the same HTML and nothing else. The peer is trafilatura.extract of the
same HTML in a page of its own; it is no dependency of ours, so it is measured where it can be
imported. It is told for the labelled articles of the tests, and for the regions of real pages where
those are at hand (COPYDESK_SHARED). Every article is done by each in turn, in several rounds, and its
median counts; beside the peer stands how many times as fast cleaning is to be. Then growth: t(2n) / t(n)
up to 1.5 MB.
"""

import importlib
import importlib.util
import json
import os
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import pairwise
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from service.cleaning import clean
from service.cleaning.rules import load
from service.cleaning.segment import is_html
from service.model.draft import Draft
from service.model.value import Html

ROUNDS = 5
PEER = "trafilatura"
BAR = 4
"""So many times as fast as the peer cleaning is to be."""
HERE = Path(__file__).parents[1]
CORPUS = HERE / "tests/corpus/dev.jsonl"
REGIONS = (
    Path(os.environ.get("COPYDESK_SHARED", HERE.parent / "shared")) / "corpus/real-dev.jsonl"
)
LARGEST = 1_572_864
SIZES = [LARGEST >> shift for shift in (3, 2, 1, 0)]
SENTENCE = (
    "On day {} the river rose by two metres and reached the steps of the town hall & the quay. "
)

Work = Callable[[], object]


def drafts() -> list[Draft]:
    """Return the labelled articles' payloads."""
    records = map(json.loads, CORPUS.read_text(encoding="utf-8").splitlines())
    return [draft(each["payload"]) for each in records]


def regions() -> list[Draft]:
    """Return the regions of real pages that hold an article; none where they are not at hand."""
    if not REGIONS.exists():
        return []
    records = map(json.loads, REGIONS.read_text(encoding="utf-8").splitlines())
    return [
        draft(
            {
                "external_id": each["id"],
                "url": each["url"],
                "title": each["title"],
                "language": each["lang"],
                "body": each["raw_html"],
            }
        )
        for each in records
        if each["kind"] == "html" and each.get("gold_body")
    ]


def draft(payload: Mapping[str, object]) -> Draft:
    """Return a payload as the draft that it is, whoever sent it."""
    said = {
        key: value for key, value in payload.items() if key != "source" and value is not None
    }
    return Draft.model_validate_json(json.dumps(said))


def cpu(work: Work) -> float:
    """Return the CPU seconds of one run."""
    began = time.process_time()
    work()
    return time.process_time() - began


def medians(articles: Iterable[Mapping[str, Work]]) -> dict[str, float]:
    """Return the CPU seconds an article of each work: the mean of the articles' medians."""
    told: dict[str, list[float]] = {}
    for works in articles:
        for work in works.values():
            work()  # once to warm up
        rounds = [{name: cpu(work) for name, work in works.items()} for _ in range(ROUNDS)]
        for name in works:
            told.setdefault(name, []).append(statistics.median(each[name] for each in rounds))
    return {name: statistics.mean(seconds) for name, seconds in told.items()}


def side_by_side(articles: list[Draft]) -> Iterator[dict[str, Work]]:
    """Yield what is measured of each article."""
    rules = load()
    extract = importlib.import_module(PEER).extract if importlib.util.find_spec(PEER) else None
    for article in articles:
        works: dict[str, Work] = {
            "clean": partial(clean, article, rules=rules),
            "lexbor parse": partial(LexborHTMLParser, article.body),
        }
        if extract is not None:
            page = f"<html><body><article>{article.body}</article></body></html>"
            works[PEER] = partial(extract, page)
        yield works


def tell(what: str, articles: list[Draft]) -> None:
    """Print what each costs over the same articles, and how many times as fast cleaning is."""
    size = statistics.mean(len(article.body) for article in articles) / 1e3
    print(f"\n{f'{len(articles)} {what}':24} {'CPU µs':>8} {'clean is':>9}  {size:.1f} kB each")
    told = medians(side_by_side(articles))
    for name, spent in told.items():
        bar = f"  (the bar: {BAR}x as fast)" if name == PEER else ""
        print(f"{name:24} {spent * 1e6:8.0f} {spent / told['clean']:8.2f}x{bar}")
    if PEER not in told:
        print(f"{PEER:24}  skipped: it is not installed here")


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
    rules = load()
    ours = medians({"": partial(clean, each, rules=rules)} for each in everything)
    print(f"{f'clean, all {len(everything)}':24} {ours[''] * 1e6:8.0f} CPU µs an article")
    tell("labelled, in HTML", [article for article in everything if is_html(article)])
    if real := regions():
        tell("real regions", real)
    else:
        print("\nreal regions: skipped, they are not at hand (COPYDESK_SHARED)")
    growth()


if __name__ == "__main__":
    main()
