"""Parsed tables as rules: every phrase of every language in one automaton."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from service.cleaning.rules.book import Recipe, Rules
from service.cleaning.rules.phrasebook import Phrase, Phrasebook, spaced
from service.cleaning.wording import plain, visible
from service.model.cleaned import Kind


def compile_rules(files: Mapping[str, Mapping[str, Any]], digest: str) -> Rules:
    """Return the rules of parsed files, named by their paths (`en/prompts.toml`)."""
    gathered = _Gathered()
    for path, tables in files.items():
        for name, table in tables.items():
            gathered.add(path.partition("/")[0], name, table)
    lists = gathered.lists
    return Rules(
        version=digest[:16],
        phrasebook=Phrasebook.compile(gathered.phrases),
        credits=Phrasebook.compile(_of_credits(gathered.phrases)),
        recipes=tuple(gathered.recipes),
        reasons=gathered.reasons,
        marks=gathered.marks,
        lists={key: frozenset(said) for key, said in lists.items()},
        openers={key: _by_first_letter(said) for key, said in lists.items()},
        common={word: tuple(languages) for word, languages in gathered.common.items()},
        weights=gathered.weights,
        months={
            name: month for month in range(1, 13) for name in lists.get(f"month-{month}", ())
        },
    )


class _Gathered:
    """The tables of all files, by what they are."""

    def __init__(self) -> None:
        self.phrases: defaultdict[str, list[Phrase]] = defaultdict(list)
        self.lists: defaultdict[str, set[str]] = defaultdict(set)
        self.common: defaultdict[str, list[str]] = defaultdict(list)
        self.recipes: list[Recipe] = []
        self.reasons: dict[Kind, str] = {}
        self.marks: dict[str, tuple[str, float]] = {}
        self.weights: dict[str, float] = {}

    def add(self, language: str, name: str, table: Any) -> None:
        match name:
            case "recipe" | "reasons" | "marks" | "appeal":
                self._weigh(name, table)
            case "language":
                for word in table["common"]:
                    self.common[word].append(language)
            case "lists":
                for key, said in table.items():
                    self.lists[key].update(plain(visible(each)) for each in said)
            case _:
                _read(self.phrases, language, name, table)

    def _weigh(self, name: str, table: Any) -> None:
        match name:
            case "recipe":
                self.recipes += [_recipe(each) for each in table]
            case "reasons":
                self.reasons |= {Kind(kind): reason for kind, reason in table.items()}
            case "marks":
                self.marks |= _marks(table)
            case _:
                self.weights |= table


def _read(
    phrases: defaultdict[str, list[Phrase]], language: str, name: str, table: Mapping[str, Any]
) -> None:
    for key, said in table.items():
        slot = key if name == "slots" else f"{name}.{key}"
        rule = f"phrase/{language}/{name if name != 'slots' else key}"
        for each in said:
            pattern, phrase = _phrase(each, slot, rule, language)
            phrases[pattern].append(phrase)


def _phrase(said: str, slot: str, rule: str, language: str) -> tuple[str, Phrase]:
    written = plain(visible(said))
    core = written.removeprefix("^").removeprefix("*").removesuffix("$").removesuffix("*")
    left = written.lstrip("^").startswith("*")
    right = written.rstrip("$").endswith("*")
    pattern = spaced(core).strip()
    return f"{'' if left else ' '}{pattern}{'' if right else ' '}", Phrase(
        slot,
        rule,
        language,
        starts=written.startswith("^"),
        ends=written.endswith("$"),
        open_left=left,
        open_right=right,
        heads=slot.endswith((".whole", ".labels")),
    )


def _of_credits(phrases: Mapping[str, list[Phrase]]) -> dict[str, list[Phrase]]:
    """The phrases of credits; one that several languages share stands there once."""
    of_credits: dict[str, list[Phrase]] = {}
    for pattern, said in phrases.items():
        slots = {each.slot: each for each in said if each.slot.startswith("credit.")}
        if slots:
            of_credits[pattern] = list(slots.values())
    return of_credits


def _by_first_letter(said: set[str]) -> dict[str, tuple[str, ...]]:
    return {
        letter: tuple(each for each in sorted(said, key=len, reverse=True) if each[0] == letter)
        for letter in {each[0] for each in said}
    }


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
