"""What the model over the blocks of a page has learnt: data, made by `benchmarks/train_labels.py`."""

from collections.abc import Mapping
from typing import Any, NamedTuple, Self

from service.model.cleaned import Kind

Pair = tuple[float, float]
"""One figure for body, one for noise."""
Turns = tuple[Pair, Pair]
"""How readily a block follows another: from body to body and to noise, from noise to both."""


class KindWeights(NamedTuple):
    """How much each sign speaks for each kind, of a block that goes."""

    kinds: tuple[Kind, ...]
    signs: Mapping[str, tuple[float, ...]]
    """By the sign: its weights, in the order of `kinds`."""

    @classmethod
    def of(cls, table: Mapping[str, Mapping[str, float]]) -> Self:
        """Read a table a kind."""
        signs = {sign for weights in table.values() for sign in weights}
        return cls(
            tuple(map(Kind, table)),
            {sign: tuple(of.get(sign, 0.0) for of in table.values()) for sign in signs},
        )


class Weights(NamedTuple):
    """How much each signal speaks for noise, and what is probable enough."""

    zones: Mapping[str, Mapping[str, float]]
    """By the zone of the page and the signal."""
    turns: Turns
    cut: float
    """As probable as this, a block goes."""
    doubt: float
    """As probable as this, an editor should look at it."""

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Self:
        """Read a table: what holds in each zone is added to what holds in `any`."""
        everywhere = table["any"]
        zones = {
            zone: {
                signal: everywhere.get(signal, 0.0) + there.get(signal, 0.0)
                for signal in everywhere.keys() | there.keys()
            }
            for zone, there in table.items()
            if isinstance(there, Mapping) and zone != "any"
        }
        (stay, cut), (mend, go) = table["turns"]
        return cls(zones, ((stay, cut), (mend, go)), table["cut"], table["doubt"])
