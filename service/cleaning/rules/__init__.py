"""What noise looks like, as data: one TOML a language and family, compiled into one automaton.

A family's file has a table a kind of removal. In it `says` is enough by itself, `whole` is all of
a block, `labels` open one ("Read more:"), `things` need company: an `act` ("sign up"), `you`,
`own` ("our"), an `offer` or a `period`, which stand in `[slots]`. In a phrase `^` is the start of a
block, `$` its end, and `*` lets a word go on, before or after.
"""

import hashlib
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from service.cleaning.rules.book import Recipe, Rules
from service.cleaning.rules.phrasebook import Hit, Phrase
from service.cleaning.rules.reading import compile_rules

__all__ = ["Hit", "Phrase", "Recipe", "Rules", "compile_rules", "load"]


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
