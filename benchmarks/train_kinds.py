"""Train what tells the kinds of noise apart; write `service/cleaning/rules/any/kinds.toml`.

    .venv/bin/python benchmarks/train_kinds.py [--corpora ../shared/corpus] [--out FILE]

A logistic regression of one kind against all others, fitted by AdaGrad on the blocks that the labelled
articles call noise. `--left-out` says how often it is right about publishers that it has not seen.
"""

import argparse
import math
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from labelled import Labelled
from train_labels import HERE, corpora

from service.cleaning import NONE_KNOWN
from service.cleaning.label import label_by_rules
from service.cleaning.page import Page
from service.cleaning.rules import Rules, load
from service.cleaning.segment import segment
from service.cleaning.sequence.kinds import evidence
from service.model.cleaned import Kind

OUT: Final = HERE / "service/cleaning/rules/any/kinds.toml"
ROUNDS: Final = 12
STEP: Final = 0.3
DECAY: Final = 1e-4
SMALLEST: Final = 0.05
SHOWN_BY: Final = 3
Weights = dict[Kind, dict[str, float]]


class Cut(NamedTuple):
    """A block that went: whose it was, what was to be seen of it, and its kind."""

    publisher: str
    seen: tuple[str, ...]
    kind: Kind


def cuts(article: Labelled, rules: Rules) -> Iterable[Cut]:
    """Yield the noise of an article whose kind is known, below what went above it."""
    blocks = segment(article.draft)
    page = Page(article.draft, blocks, rules, NONE_KNOWN)
    labels = label_by_rules(page)
    above: Kind | None = None
    for block in blocks:
        if not block.text:
            continue
        said = article.kind(block.text) if article.verdict(block.text) else None
        if said is None or Kind(said) not in rules.reasons:
            above = None
            continue
        kind = Kind(said)
        if block.place not in labels:
            yield Cut(article.publisher, tuple(evidence(page, block, above)), kind)
        above = kind


def fit(told: Sequence[Cut]) -> Weights:
    """Learn how much each sign speaks for each kind."""
    shown: defaultdict[str, set[str]] = defaultdict(set)
    for cut in told:
        for sign in cut.seen:
            shown[sign].add(cut.publisher)
    known = {sign for sign, publishers in shown.items() if len(publishers) >= SHOWN_BY}
    kinds = sorted({cut.kind for cut in told})
    weights: Weights = {kind: {} for kind in kinds}
    squares: dict[Kind, defaultdict[str, float]] = {
        kind: defaultdict(lambda: 1e-2) for kind in kinds
    }
    order, shuffle = list(told), random.Random(1)
    for at in range(ROUNDS):
        shuffle.shuffle(order)
        for cut in order:
            seen = [sign for sign in cut.seen if sign in known]
            _learn(weights, squares, seen, cut.kind, STEP * (1 - at / ROUNDS))
    return weights


def _learn(
    weights: Weights,
    squares: Mapping[Kind, defaultdict[str, float]],
    seen: Sequence[str],
    right: Kind,
    pace: float,
) -> None:
    scores = {kind: sum(of.get(sign, 0.0) for sign in seen) for kind, of in weights.items()}
    highest = max(scores.values())
    shares = {kind: math.exp(score - highest) for kind, score in scores.items()}
    total = sum(shares.values())
    for kind, share in shares.items():
        slope = share / total - (kind is right)
        if abs(slope) < SMALLEST / 5:
            continue
        of, square = weights[kind], squares[kind]
        for sign in seen:
            full = slope + DECAY * of.get(sign, 0.0)
            square[sign] += full * full
            of[sign] = of.get(sign, 0.0) - pace * full / math.sqrt(square[sign])


def right(told: Sequence[Cut], weights: Weights) -> int:
    """Return of how many cuts the likeliest kind is the right one."""
    return sum(
        max(weights, key=lambda kind: sum(weights[kind].get(sign, 0.0) for sign in cut.seen))
        is cut.kind
        for cut in told
    )


def written(weights: Weights) -> str:
    """Return what was learnt as the file that the rules read."""
    lines = [
        "# What tells the kinds of noise apart. Made by benchmarks/train_kinds.py, not by hand."
    ]
    for kind, of in weights.items():
        lines += ["", f"[kinds.{kind}]"]
        lines += [
            f'"{sign}" = {weight:.2f}'
            for sign, weight in sorted(of.items())
            if abs(weight) >= SMALLEST
        ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Read, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpora", type=Path, default=HERE.parent / "shared/corpus")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--left-out", action="store_true", help="measure, and write nothing")
    said = parser.parse_args()
    rules = load()
    articles = [each for each in corpora(said.corpora) if each.corpus != "real-text"]
    told = [cut for article in articles for cut in cuts(article, rules)]
    if said.left_out:
        publishers = sorted({cut.publisher for cut in told})
        others = frozenset(publishers[::5])
        unseen = [cut for cut in told if cut.publisher in others]
        known = fit([cut for cut in told if cut.publisher not in others])
        print(f"right about {right(unseen, known) / len(unseen):.3f} of {len(unseen)}")
        return
    said.out.write_text(written(fit(told)), encoding="utf-8")
    print(f"{len(told)} blocks of {len({cut.publisher for cut in told})} publishers")


if __name__ == "__main__":
    main()
