"""The rules, compiled: all that is known of noise."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from service.cleaning.rules.openers import Openers
from service.cleaning.rules.phrasebook import Phrasebook
from service.cleaning.rules.weights import KindWeights, Weights
from service.model.cleaned import Kind


class Recipe(NamedTuple):
    """Which slots together make a block noise, how surely, up to which length, and which speak against it."""

    kind: Kind
    says: frozenset[str]
    """What must be said: slots of phrases."""
    looks: frozenset[str]
    """What must be seen, as `reach.LOOKS` has it: asked for where all is said."""
    confidence: float
    longest: int
    unless: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rules:
    """All that is known of noise; made by `load`, handed to `clean`."""

    version: str
    phrasebook: Phrasebook
    credits: Phrasebook
    """The labels, agencies and words of credits alone: they are looked for in pieces of a line."""
    recipes: tuple[Recipe, ...]
    longest: int
    """No recipe holds of a longer block."""
    reasons: Mapping[Kind, str]
    marks: Mapping[str, tuple[str, float]]
    """Words of classes and ids: what they stand for and how surely."""
    lists: Mapping[str, frozenset[str]]
    """Words that recognisers ask for by name: roles, months, date words."""
    common: Mapping[str, tuple[str, ...]]
    """The languages that a word is one of the commonest of."""
    signals: Mapping[str, str]
    """How the model's signals are said to an editor."""
    kinds: KindWeights
    sequence: Weights
    """What the model over the blocks has learnt."""
    months: Mapping[str, int]
    """The months of all languages, by name."""
    openers: Mapping[str, Openers]
    """The same by their first letters: what may open a line."""
    closers: Mapping[str, tuple[str, ...]]
    """The same, the longest first: what may close a line."""
