"""Train the model over the blocks of a page; write `service/cleaning/rules/any/sequence.toml`.

    .venv/bin/python benchmarks/train_labels.py [--corpora ../shared/corpus] [--out FILE]

A linear-chain conditional random field of two states, fitted by AdaGrad on the labelled articles. A
signal counts if three publishers show it, and one zone of the page has to earn weights of its own.
To cut a line of an article costs more than to leave one of noise (`MARGIN`), so the model learns to
be sure. It comes to the same on every run.
"""

import argparse
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from labelled import Labelled, ours, real

from service.cleaning import NONE_KNOWN, Habits
from service.cleaning.block import Block
from service.cleaning.label import label_by_rules
from service.cleaning.page import Page
from service.cleaning.rules import Rules, load
from service.cleaning.segment import segment
from service.cleaning.sequence.signals import survey
from service.model.draft import Draft

HERE: Final = Path(__file__).parents[1]
OUT: Final = HERE / "service/cleaning/rules/any/sequence.toml"
ROUNDS: Final = 20
STEP: Final = 0.15
MARGIN: Final = 0.7
"""How much likelier noise is made to look for a block that is not, while learning."""
DECAY, DECAY_IN_ZONE = 2.0, 20.0
SHOWN_BY, SHOWN_BY_IN_ZONE = 3, 6
"""By so many publishers a signal must be shown."""
WORTH: Final = {"wide": 2.0, "dev": 3.0}
"""How much an article of a corpus counts, where not once."""
CLEAN: Final = 0.5
"""How much an article without its noise counts."""
CUT, DOUBT = 0.7, 0.55
SMALLEST: Final = 0.02
LEARNT: Final = 1e-4
"""A block whose verdict is as near as this teaches nothing more."""
ANYWHERE: Final = "any"

Name = tuple[str, str]
"""A zone of the page, or `any`, and a signal."""


class Chain(NamedTuple):
    """One article: by block the names of its weights, and whether it is noise, if that is known."""

    publisher: str
    steps: tuple[tuple[Name, ...], ...]
    noise: tuple[bool | None, ...]
    worth: float


class Fit(NamedTuple):
    """What was learnt."""

    weights: dict[Name, float]
    turns: list[list[float]]


def chains_of(article: Labelled, rules: Rules, habits: Habits) -> Iterator[Chain]:
    """Read one article's signals: as it came, its source known or not, and as a clean one looks."""
    blocks = segment(article.draft)
    clean = [block for block in blocks if not article.verdict(block.text)]
    again = tuple(block._replace(place=place) for place, block in enumerate(clean))
    for known in (NONE_KNOWN, habits) if habits.known else (NONE_KNOWN,):
        yield _chain(article, blocks, rules, known)
        if len(again) < len(blocks):
            yield _chain(article, again, rules, known, CLEAN)


def _chain(
    article: Labelled,
    blocks: tuple[Block, ...],
    rules: Rules,
    habits: Habits,
    worth: float = 1.0,
) -> Chain:
    page = Page(article.draft, blocks, rules, habits)
    seen = survey(page, label_by_rules(page), all_of_it=True)
    return Chain(
        article.publisher,
        tuple(
            tuple((zone, signal) for zone in (ANYWHERE, sight.zone) for signal in sight.signals)
            for sight in seen
        ),
        tuple(article.verdict(blocks[sight.place].text) for sight in seen),
        worth * WORTH.get(article.corpus, 1.0),
    )


def fit(chains: Sequence[Chain]) -> Fit:
    """Learn from all chains; a chain of which nothing is known teaches nothing."""
    shown: defaultdict[Name, set[str]] = defaultdict(set)
    times: Counter[Name] = Counter()
    for chain in chains:
        names = {name for step in chain.steps for name in step}
        times.update(names)
        for name in names:
            shown[name].add(chain.publisher)
    weights = {
        name: 0.0
        for name, publishers in shown.items()
        if len(publishers) >= (SHOWN_BY if name[0] == ANYWHERE else SHOWN_BY_IN_ZONE)
    }
    known = Fit(weights, [[0.0, 0.0], [0.0, 0.0]])
    squares: defaultdict[object, float] = defaultdict(lambda: 1e-3)
    order = list(chains)
    shuffle = random.Random(1)
    for at in range(ROUNDS):
        shuffle.shuffle(order)
        for chain in order:
            _learn(known, squares, chain, times, STEP * (1 - at / ROUNDS))
    return known


def _learn(
    fit: Fit,
    squares: defaultdict[object, float],
    chain: Chain,
    times: Mapping[Name, int],
    pace: float,
) -> None:
    scores = [sum(fit.weights.get(name, 0.0) for name in step) for step in chain.steps]
    margins = [MARGIN if noise is False else 0.0 for noise in chain.noise]
    free = [(0.0, score + margin) for score, margin in zip(scores, margins, strict=True)]
    told = [
        (-1e4 if noise else 0.0, -1e4 if noise is False else score)
        for score, noise in zip(scores, chain.noise, strict=True)
    ]
    said, said_turns = expected(free, fit.turns)
    true, true_turns = expected(told, fit.turns)
    slopes: defaultdict[Name, float] = defaultdict(float)
    for step, one, other in zip(chain.steps, said, true, strict=True):
        if abs(one - other) > LEARNT:
            for name in step:
                slopes[name] += (one - other) * chain.worth
    for name, slope in slopes.items():
        if name in fit.weights:
            decay = DECAY if name[0] == ANYWHERE else DECAY_IN_ZONE
            full = slope + decay / times[name] * fit.weights[name]
            squares[name] += full * full
            fit.weights[name] -= pace * full / math.sqrt(squares[name])
    for one in (0, 1):
        for other in (0, 1):
            full = (said_turns[one][other] - true_turns[one][other]) * chain.worth
            squares[one, other] += full * full
            fit.turns[one][other] -= pace * full / math.sqrt(squares[one, other])


def expected(
    states: Sequence[tuple[float, float]], turns: Sequence[Sequence[float]]
) -> tuple[list[float], list[list[float]]]:
    """Return by block how probable noise is, and how often each turn is expected."""
    pairs = [[0.0, 0.0], [0.0, 0.0]]
    if not states:
        return [], pairs
    ahead = [states[0]]
    for state in states[1:]:
        ahead.append(_next(ahead[-1], state, turns))
    behind = [(0.0, 0.0)]
    turned = [[turns[0][0], turns[1][0]], [turns[0][1], turns[1][1]]]
    for state in reversed(states[1:]):
        last = (behind[-1][0] + state[0], behind[-1][1] + state[1])
        behind.append(_next(last, (0.0, 0.0), turned))
    behind.reverse()
    whole = plus(*ahead[-1])
    nodes = [
        math.exp(min(0.0, one[1] + other[1] - whole))
        for one, other in zip(ahead, behind, strict=True)
    ]
    for at in range(1, len(states)):
        for one in (0, 1):
            for other in (0, 1):
                path = ahead[at - 1][one] + turns[one][other] + states[at][other]
                pairs[one][other] += math.exp(min(0.0, path + behind[at][other] - whole))
    return nodes, pairs


def _next(
    last: tuple[float, float], state: tuple[float, float], turns: Sequence[Sequence[float]]
) -> tuple[float, float]:
    return (
        plus(last[0] + turns[0][0], last[1] + turns[1][0]) + state[0],
        plus(last[0] + turns[0][1], last[1] + turns[1][1]) + state[1],
    )


def plus(one: float, other: float) -> float:
    """Return the logarithm of the sum of two figures that are logarithms."""
    high, low = (one, other) if one > other else (other, one)
    return high + math.log1p(math.exp(low - high))


def written(known: Fit) -> str:
    """Return what was learnt as the file that the rules read."""
    turns = [[round(each, 3) for each in pair] for pair in known.turns]
    lines = [
        "# What the model over the blocks of a page has learnt. Made by benchmarks/train_labels.py, not by hand.",
        "",
        "[sequence]",
        f"cut = {CUT}",
        f"doubt = {DOUBT}",
        f"turns = {turns}",
    ]
    for zone in (ANYWHERE, "head", "between", "tail"):
        lines += ["", f"[sequence.{zone}]"]
        lines += [
            f'"{signal}" = {weight:.3f}'
            for (where, signal), weight in sorted(known.weights.items())
            if where == zone and abs(weight) >= SMALLEST
        ]
    return "\n".join(lines) + "\n"


def corpora(folder: Path) -> Iterable[Labelled]:
    """Read all labelled articles that are at hand."""
    own = HERE / "tests/corpus"
    for name in ("seed", "dev", "wide", "voices"):
        own_copy = own / f"{name}.jsonl"
        yield from ours(name, own_copy if own_copy.exists() else folder / f"{name}.jsonl")
    yield from real(folder / "real-dev.jsonl")


def chains(articles: Sequence[Labelled], rules: Rules) -> Iterator[Chain]:
    """Read all articles' signals; what a publisher repeats is known of those in our corpora alone."""
    by_publisher: defaultdict[tuple[str, str], list[Draft]] = defaultdict(list)
    for article in articles:
        if not article.corpus.startswith("real"):
            by_publisher[article.corpus, article.publisher].append(article.draft)
    habits = {key: Habits.of(drafts) for key, drafts in by_publisher.items() if len(drafts) > 1}
    for article in articles:
        known = habits.get((article.corpus, article.publisher), NONE_KNOWN)
        yield from chains_of(article, rules, known)


def main() -> None:
    """Read, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpora", type=Path, default=HERE.parent / "shared/corpus")
    parser.add_argument("--out", type=Path, default=OUT)
    said = parser.parse_args()
    rules = load()
    learnt_from = list(chains(list(corpora(said.corpora)), rules))
    said.out.write_text(written(fit(learnt_from)), encoding="utf-8")
    print(
        f"{len(learnt_from)} chains of {len({chain.publisher for chain in learnt_from})} publishers"
    )


if __name__ == "__main__":
    main()
