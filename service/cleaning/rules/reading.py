"""Parsed tables as rules: every phrase of every language in one automaton."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Final

from service.cleaning.reach import LOOKS
from service.cleaning.rules.book import Recipe, Rules
from service.cleaning.rules.openers import Openers
from service.cleaning.rules.phrasebook import Phrase, Phrasebook, spaced
from service.cleaning.rules.weights import KindWeights, Weights
from service.cleaning.wording import plain, visible
from service.model.cleaned import Kind

_UNSPACED: Final = "\u3040"
OWN: Final = "own"
"""The folder of a newsroom's files, which lie on top of ours."""
EXAMPLES: Final = frozenset({"cut", "keep"})
"""Keys of a table that are lines of text, not phrases: what must go by it, and what must stay."""
WITHOUT: Final = "without"
"""The key of a table whose phrases hold no more, whoever wrote them."""


def compile_rules(files: Mapping[str, Mapping[str, Any]], digest: str) -> Rules:
    """Return the rules of parsed files, named by their paths (`en/prompts.toml`), in this order."""
    gathered = _Gathered()
    for path, tables in files.items():
        *first, language, _ = ("", *path.split("/"))
        for name, table in tables.items():
            gathered.add(OWN if OWN in first else "phrase", language, name, table)
    gathered.leave_out()
    lists = gathered.lists
    lists["byline-opening"] = lists["byline"] | lists["byline-part"]
    lists["role-unspaced"] = {
        role for role in lists["role"] if len(role) > 1 and role[0] > _UNSPACED
    }
    lists["byline-label"] = lists["byline-opening"] - (lists["by"] | lists["by-or-name"])
    return Rules(
        version=digest[:16],
        phrasebook=Phrasebook(gathered.phrases),
        credits=Phrasebook(_of_credits(gathered.phrases)),
        recipes=tuple(gathered.recipes),
        longest=max((recipe.longest for recipe in gathered.recipes), default=0),
        reasons=gathered.reasons,
        marks=gathered.marks,
        lists={key: frozenset(said) for key, said in lists.items()},
        openers={key: Openers(said) for key, said in lists.items()},
        closers={
            key: tuple(sorted(said, key=len, reverse=True)) for key, said in lists.items()
        },
        common={word: tuple(languages) for word, languages in gathered.common.items()},
        signals=gathered.signals,
        sequence=Weights.of(gathered.sequence),
        kinds=KindWeights.of(gathered.kinds),
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
        self.signals: dict[str, str] = {}
        self.sequence: Mapping[str, Any] = {}
        self.kinds: Mapping[str, Mapping[str, float]] = {}
        self._without: set[tuple[str, str]] = set()

    def add(self, origin: str, language: str, name: str, table: Any) -> None:
        match name:
            case "recipe" | "reasons" | "signals" | "marks" | "sequence" | "kinds":
                self._weigh(name, table)
            case "examples":
                pass  # lines in which a slot must be found, and lines in which it must not
            case "language":
                for word in table.get("common", ()):
                    self.common[word].append(language)
            case "lists":
                for key, said in table.items():
                    self.lists[key].update(plain(visible(each)) for each in said)
            case _:
                self._read(f"{origin}/{language}", name, table)

    def leave_out(self) -> None:
        """Take out the phrases that a later file does without."""
        for rule, pattern in self._without:
            said = [each for each in self.phrases.pop(pattern, ()) if not _is_of(each, rule)]
            if said:
                self.phrases[pattern] = said

    def _read(self, prefix: str, name: str, table: Mapping[str, Any]) -> None:
        for key, said in table.items():
            slot = key if name == "slots" else f"{name}.{key}"
            rule = f"{prefix}/{name if name != 'slots' else key}"
            for each in said if key not in EXAMPLES else ():
                pattern, phrase = _phrase(each, slot, rule)
                if key == WITHOUT:
                    self._without.add((f"{phrase.language}/{name}", pattern))
                else:
                    self.phrases[pattern].append(phrase)

    def _weigh(self, name: str, table: Any) -> None:
        match name:
            case "recipe":
                self.recipes += [_recipe(each) for each in table]
            case "reasons":
                self.reasons |= {Kind(kind): reason for kind, reason in table.items()}
            case "signals":
                self.signals |= table
            case "marks":
                self.marks |= _marks(table)
            case "kinds":
                self.kinds = table
            case _:
                self.sequence = table


def _is_of(phrase: Phrase, table: str) -> bool:
    """Whether a phrase stands in that language's table."""
    language, _, name = table.partition("/")
    named = phrase.slot.partition(".")[0] == name if "." in phrase.slot else name == "slots"
    return phrase.language == language and named


def _phrase(said: str, slot: str, rule: str) -> tuple[str, Phrase]:
    written = plain(visible(said))
    core = written.removeprefix("^").removeprefix("*").removesuffix("$").removesuffix("*")
    left = written.lstrip("^").startswith("*")
    right = written.rstrip("$").endswith("*")
    pattern = spaced(core).strip()
    return f"{'' if left else ' '}{pattern}{'' if right else ' '}", Phrase(
        slot,
        rule,
        rule.split("/")[1],
        starts=written.startswith("^"),
        ends=written.endswith("$"),
        open_left=left,
        open_right=right,
        heads=slot.endswith((".whole", ".labels")),
        part=slot.partition(".")[2],
        anywhere=not written.startswith("^") and not written.endswith("$"),
    )


def _of_credits(phrases: Mapping[str, list[Phrase]]) -> dict[str, list[Phrase]]:
    """The phrases of credits; one that several languages share stands there once."""
    of_credits: dict[str, list[Phrase]] = {}
    for pattern, said in phrases.items():
        slots = {each.slot: each for each in said if each.slot.startswith("credit.")}
        if slots:
            of_credits[pattern] = list(slots.values())
    return of_credits


def _recipe(table: Mapping[str, Any]) -> Recipe:
    needs = frozenset(table["needs"])
    return Recipe(
        Kind(table["kind"]),
        needs - LOOKS,
        needs & LOOKS,
        float(table["confidence"]),
        int(table.get("longest", 280)),
        frozenset(table.get("unless", ())),
    )


def _marks(table: Mapping[str, Any]) -> dict[str, tuple[str, float]]:
    return {
        word: (meaning, float(each["confidence"]))
        for meaning, each in table.items()
        for word in each["words"]
    }
