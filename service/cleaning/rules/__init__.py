"""What noise looks like, as data: one TOML a language and family, compiled into one automaton.

A family's file has a table a kind of removal. In it `says` is enough by itself, `whole` is all of
a block, `labels` open one ("Read more:"), `things` need company, as any/recipes.toml says: what
`asks` for them ("sign up"), or an `act`, `you`, `own` ("our"), an `offer` or a `period`, which stand
in `[slots]`; asks and acts count where a clause begins with them. In a phrase `^` is the start of a
block, `$` its end, and `*` lets a word go on, before or after. `cut` and `keep` are examples: lines
that must go as this kind, and lines that look alike and must stay (see cleaning/examples.py).

A newsroom's own files lie on top of ours: the same tables, and `without` for a phrase of ours that
does not hold there.
"""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Final

from service.cleaning.rules.book import Recipe, Rules
from service.cleaning.rules.checking import checked
from service.cleaning.rules.openers import NO_OPENERS
from service.cleaning.rules.phrasebook import Hit, Phrase
from service.cleaning.rules.reading import OWN, compile_rules

__all__ = ["NO_OPENERS", "Hit", "Phrase", "Recipe", "Rules", "compile_rules", "load", "prose"]

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_MOST_NEWSROOMS: Final = 64
"""So many newsrooms' rules are kept compiled."""


def load(more: Mapping[str, str] = _NOTHING) -> Rules:
    """Return the rules that Copydesk ships with, and a newsroom's files (`en/prompts.toml`) on top.

    Compiled once for the same files; raises `Invalid`, saying where, for files that are no rules.
    """
    return _compiled(tuple(sorted(more.items())))


@cache
def prose(language: str) -> str:
    """Return a paragraph of a language, which examples stand between; where none is known, of English."""
    files = dict(_shipped())
    known = language if f"{language}/language.toml" in files else "en"
    said: str = tomllib.loads(files[f"{known}/language.toml"])["language"]["prose"]
    return said.strip()


@lru_cache(maxsize=_MOST_NEWSROOMS)
def _compiled(more: tuple[tuple[str, str], ...]) -> Rules:
    own = {f"{OWN}/{path}": checked(path, text) for path, text in more}
    files = {path: tomllib.loads(text) for path, text in _shipped()}
    digest = hashlib.sha256()
    for path, text in (*_shipped(), *more):
        digest.update(f"{path}\n{text}\n".encode())
    return compile_rules(files | own, digest.hexdigest())


@cache
def _shipped() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(_files(resources.files(__name__), "")))


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, str]]:
    for entry in folder.iterdir():
        name = f"{path}{entry.name}"
        if entry.is_dir():
            yield from _files(entry, f"{name}/")
        elif name.endswith(".toml"):
            yield name, entry.read_text(encoding="utf-8")
