"""What noise looks like, as data: one TOML a language and family, compiled into one automaton.

A family's file has a table a kind of removal. In it `says` is enough by itself, `whole` is all of
a block, `labels` open one ("Read more:"), `things` need company: an `act` ("sign up"), `you`,
`own` ("our"), an `offer` or a `period`, which stand in `[slots]`. In a phrase `^` is the start of a
block, `$` its end, and `*` lets a word go on, before or after.
"""

import hashlib
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, Final, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from service.cleaning.wording import plain, visible
from service.model.cleaned import Kind

SHARED: Final = "any"
"""The folder of what holds in every language."""


class Phrase(NamedTuple):
    """One phrase: what it stands for, where it must stand, and whose it is."""

    slot: str
    rule: str
    starts: bool = False
    ends: bool = False
    open_left: bool = False
    open_right: bool = False


class Recipe(NamedTuple):
    """Which slots together make a block noise, how surely, and up to which length."""

    kind: Kind
    needs: frozenset[str]
    confidence: float
    longest: int


@dataclass(frozen=True, slots=True)
class Rules:
    """All that is known of noise; made by `load`, handed to `clean`."""

    version: str
    automaton: AhoCorasick
    phrases: tuple[tuple[Phrase, ...], ...]
    """By the automaton's number of the phrase."""
    recipes: tuple[Recipe, ...]
    reasons: Mapping[Kind, str]
    marks: Mapping[str, tuple[str, float]]
    """Words of classes and ids: what they stand for and how surely."""
    lists: Mapping[str, frozenset[str]]
    """Words that recognisers ask for by name: agencies, roles, months."""


@cache
def load() -> Rules:
    """Return the rules that Copydesk ships with."""
    files = sorted(_files(resources.files(__name__), ""))
    digest = hashlib.sha256()
    for name, text in files:
        digest.update(f"{name}\n{text}\n".encode())
    return compile_rules(
        {name: tomllib.loads(text) for name, text in files}, digest.hexdigest()
    )


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, str]]:
    for entry in folder.iterdir():
        name = f"{path}{entry.name}"
        if entry.is_dir():
            yield from _files(entry, f"{name}/")
        elif name.endswith(".toml"):
            yield name, entry.read_text(encoding="utf-8")


def compile_rules(files: Mapping[str, Mapping[str, Any]], digest: str) -> Rules:
    """Return the rules of parsed files, named by their paths (`en/prompts.toml`)."""
    phrases: defaultdict[str, list[Phrase]] = defaultdict(list)
    lists: defaultdict[str, set[str]] = defaultdict(set)
    recipes: list[Recipe] = []
    reasons: dict[Kind, str] = {}
    marks: dict[str, tuple[str, float]] = {}
    for path, tables in files.items():
        language = path.partition("/")[0]
        for name, table in tables.items():
            if name == "recipe":
                recipes += [_recipe(each) for each in table]
            elif name == "reasons":
                reasons |= {Kind(kind): reason for kind, reason in table.items()}
            elif name == "marks":
                marks |= _marks(table)
            elif name == "lists":
                for key, said in table.items():
                    lists[key].update(plain(visible(each)) for each in said)
            else:
                _read(phrases, language, name, table)
    patterns = sorted(phrases)
    return Rules(
        version=digest[:16],
        automaton=AhoCorasick(patterns, implementation=Implementation.ContiguousNFA),
        phrases=tuple(tuple(phrases[pattern]) for pattern in patterns),
        recipes=tuple(recipes),
        reasons=reasons,
        marks=marks,
        lists={key: frozenset(said) for key, said in lists.items()},
    )


def _read(
    phrases: defaultdict[str, list[Phrase]], language: str, name: str, table: Mapping[str, Any]
) -> None:
    for key, said in table.items():
        slot = key if name == "slots" else f"{name}.{key}"
        rule = f"phrase/{language}/{name if name != 'slots' else key}"
        for each in said:
            pattern, phrase = _phrase(each, slot, rule)
            phrases[pattern].append(phrase)


def _phrase(said: str, slot: str, rule: str) -> tuple[str, Phrase]:
    pattern = plain(visible(said))
    core = pattern.removeprefix("^").removeprefix("*").removesuffix("$").removesuffix("*")
    return core, Phrase(
        slot,
        rule,
        starts=pattern.startswith("^"),
        ends=pattern.endswith("$"),
        open_left=pattern.lstrip("^").startswith("*"),
        open_right=pattern.rstrip("$").endswith("*"),
    )


def _recipe(table: Mapping[str, Any]) -> Recipe:
    return Recipe(
        Kind(table["kind"]),
        frozenset(table["needs"]),
        float(table["confidence"]),
        int(table.get("longest", 280)),
    )


def _marks(table: Mapping[str, Any]) -> dict[str, tuple[str, float]]:
    return {
        word: (meaning, float(each["confidence"]))
        for meaning, each in table.items()
        for word in each["words"]
    }
