"""`make bench-cleaning`: how well cleaning does on the labelled articles, beside the bars. Writes nothing.

    .venv/bin/python benchmarks/bars.py [--corpora ../shared/corpus] [--only wide]

Cold: each article alone. Warm: what its publisher repeats in the file is known. Cross-validated: the
model's weights are fitted without the publisher whose articles they clean, a fifth of them at a time.
The scorers and the corpora are looked for in the folder that `--corpora` names.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Final, NamedTuple

from labelled import Labelled, ours, real
from train_labels import chains, corpora, fit, written

from service.cleaning import NONE_KNOWN, Habits, Rules
from service.cleaning.rules import load
from service.cleaning.rules.weights import Weights
from service.model.draft import Draft
from service.rehearsal import rehearse

HERE: Final = Path(__file__).parents[1]
FOLDS: Final = 5
NOW: Final = datetime(2026, 1, 1, tzinfo=UTC)

RulesFor = Callable[[str], Rules]
"""The rules for a publisher."""


class Bar(NamedTuple):
    """What is measured: of which corpus, how, and what each figure should come to."""

    corpus: str
    how: str
    bars: Mapping[str, float]


BARS: Final = (
    Bar("dev", "cold", {
        "body_kept": 0.996, "noise_gone": 0.98, "perfect": 0.90, "headline": 0.99, "dek": 0.99,
        "authors_f1": 0.99, "bios_f1": 0.97, "images_f1": 0.98, "roles": 0.95, "kind_right": 0.80,
    }),
    Bar("dev", "warm", {"body_kept": 0.996, "noise_gone": 0.98, "perfect": 0.90}),
    Bar("wide", "cold", {
        "body_kept": 0.993, "noise_gone": 0.80, "perfect": 0.40, "authors_f1": 0.95, "bios_f1": 0.88,
        "images_f1": 0.93,
    }),
    Bar("wide", "warm", {"body_kept": 0.993, "noise_gone": 0.90, "perfect": 0.55}),
    Bar("wide", "cold, cross-validated", {"body_kept": 0.985, "noise_gone": 0.55}),
    Bar("wide", "warm, cross-validated", {"body_kept": 0.985, "noise_gone": 0.75}),
    Bar("real-html", "cold", {"gold_kept": 0.983, "typed_gone": 0.975, "perfect": 0.60}),
    Bar("real-html", "cold, cross-validated", {}),
    Bar("real-text", "cold", {"gold_kept": 0.980, "typed_gone": 0.90, "perfect": 0.35}),
    Bar("real-text", "cold, cross-validated", {}),
)  # fmt: skip
SHOWN: Final = {
    "score.py": (
        "body_kept", "noise_gone", "perfect", "headline", "dek", "authors_f1", "bios_f1", "images_f1",
        "roles", "kind_right",
    ),
    "score_real.py": ("gold_kept", "typed_gone", "perfect"),
}  # fmt: skip


def results(articles: Iterable[Labelled], rules_for: RulesFor, *, warm: bool) -> Iterator[str]:
    """Clean articles as `copydesk clean` does, a line of JSON each."""
    articles = list(articles)
    by_source: defaultdict[str | None, list[Draft]] = defaultdict(list)
    for article in articles:
        by_source[article.draft.source].append(article.draft)
    habits = {source: Habits.of(drafts) for source, drafts in by_source.items()} if warm else {}
    for article in articles:
        known = habits.get(article.draft.source, NONE_KNOWN)
        done, cleaned = rehearse(
            article.draft, rules=rules_for(article.publisher), habits=known, now=NOW
        )
        said = {"article": done.model_dump(mode="json")}
        said |= cleaned.model_dump(mode="json", include={"removed"})
        yield json.dumps(said)


def figures(corpora: Path, name: str, lines: Iterable[str]) -> dict[str, float]:
    """Return what the scorer makes of results."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.writelines(f"{line}\n" for line in lines)
        file.flush()
        if name.startswith("real"):
            form = name.removeprefix("real-")
            command = ["score_real.py", "real-dev.jsonl", "--as", form, "--", "cat", file.name]
        else:
            command = ["score.py", f"{name}.jsonl", "--results", file.name]
        said = subprocess.run(  # noqa: S603 - our own scorer
            [sys.executable, *command], cwd=corpora, capture_output=True, text=True, check=True
        ).stdout
    found = re.finditer(r"^(\w+) +([\d.]+)$", said, re.MULTILINE)
    return {figure[1]: float(figure[2]) for figure in found}


def fold_of(publisher: str) -> int:
    """Return which part of the publishers one is in: the same on every run."""
    return blake2b(publisher.encode()).digest()[0] % FOLDS


def cross_validated(articles: Sequence[Labelled], rules: Rules) -> RulesFor:
    """Return rules whose model has not seen the publisher that they are for."""
    learnt = list(chains(articles, rules))
    without = []
    for fold in range(FOLDS):
        known = fit([chain for chain in learnt if fold_of(chain.publisher) != fold])
        table = tomllib.loads(written(known))["sequence"]
        without.append(replace(rules, sequence=Weights.of(table)))
    return lambda publisher: without[fold_of(publisher)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpora", type=Path, default=HERE.parent / "shared/corpus")
    parser.add_argument("--only", default="", help="what the name of a row must have in it")
    said = parser.parse_args()
    if not (said.corpora / "score.py").exists():
        print(f"The labelled articles and their scorers are not at hand: {said.corpora}")
        return
    rules = load()
    rows = [bar for bar in BARS if said.only in f"{bar.corpus} {bar.how}"]
    crossed = (
        cross_validated(list(corpora(said.corpora)), rules)
        if any("cross" in bar.how for bar in rows)
        else None
    )
    pages = list(real(said.corpora / "real-dev.jsonl"))
    for bar in rows:
        articles = (
            [page for page in pages if page.corpus == bar.corpus]
            if bar.corpus.startswith("real")
            else list(ours(bar.corpus, said.corpora / f"{bar.corpus}.jsonl"))
        )
        rules_for = crossed if crossed and "cross" in bar.how else lambda _: rules
        lines = results(articles, rules_for, warm=bar.how.startswith("warm"))
        show(bar, figures(said.corpora, bar.corpus, lines))


def show(bar: Bar, found: Mapping[str, float]) -> None:
    """Print one corpus's figures, with the bars beside them."""
    print(f"\n{bar.corpus}, {bar.how}")
    shown = SHOWN["score_real.py" if bar.corpus.startswith("real") else "score.py"]
    for name in shown:
        least = bar.bars.get(name)
        held = (
            ""
            if least is None
            else f"  >= {least:.3f}  {'held' if found[name] >= least else 'MISSED'}"
        )
        print(f"  {name:12} {found[name]:.3f}{held}")


if __name__ == "__main__":
    main()
