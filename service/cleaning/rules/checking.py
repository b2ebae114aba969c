"""A newsroom's rule file, checked before it counts: what is wrong with it is said, and where."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Final

from service.cleaning.rules.phrasebook import spaced
from service.cleaning.rules.reading import EXAMPLES, WITHOUT
from service.cleaning.wording import plain, visible
from service.model.cleaned import Kind
from service.model.errors import Fault, Invalid

_WAYS: Final = frozenset({"says", "whole", "labels", "things", "asks"})
_KINDS: Final = frozenset({*Kind})
_MOST_LETTERS: Final = 262_144
_LONGEST: Final = 500
_LONGEST_NAME: Final = 40
_PATH: Final = 2
"""A folder for the language, and the file's name."""


def checked(path: str, text: str) -> dict[str, Any]:
    """Return the tables of one file; raises `Invalid` for one that is not a newsroom's rules."""
    try:
        if len(text) > _MOST_LETTERS:
            raise Invalid((Fault(pointer=f"/{path}", detail="longer than 262144 characters"),))
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as wrong:
        raise Invalid((Fault(pointer=f"/{path}", detail=f"not TOML: {wrong}"),)) from wrong
    faults = tuple(
        Fault(pointer=f"/{path}{pointer}", detail=detail)
        for pointer, detail in _faults(path, tables)
    )
    if faults:
        raise Invalid(faults)
    return tables


def _faults(path: str, tables: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    parts = path.split("/")
    if len(parts) != _PATH or not all(parts) or not path.endswith(".toml"):
        yield "", "a rule file is named LANGUAGE/NAME.toml"
    for name, table in tables.items():
        if name not in _KINDS and name != "slots":
            yield f"/{name}", f"a table is a kind of removal, or slots{_meant(name, _KINDS)}"
        elif not isinstance(table, dict):
            yield f"/{name}", "this is a table of lists"
        else:
            yield from _faults_of(name, table)


def _faults_of(name: str, table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, said in table.items():
        where = f"/{name}/{key}"
        if name != "slots" and key not in {*_WAYS, *EXAMPLES, WITHOUT}:
            known = sorted({*_WAYS, *EXAMPLES, WITHOUT})
            yield where, f"a kind has {', '.join(known)}{_meant(key, known)}"
        elif not isinstance(said, list):
            yield where, "this is a list of texts"
        else:
            for at, each in enumerate(said):
                if not _is_phrase(each):
                    yield (
                        f"{where}/{at}",
                        "this is a text of 1 to 500 characters with a word in it",
                    )


def _meant(word: str, known: Iterable[str]) -> str:
    """What was probably meant by a word that is not known."""
    near = get_close_matches(word[:_LONGEST_NAME], sorted(known), n=1)
    return f"; {near[0]} was meant?" if near else ""


def _is_phrase(each: Any) -> bool:
    """Whether there is something to look for: a phrase of nothing would be found everywhere."""
    return (
        isinstance(each, str)
        and len(each) <= _LONGEST
        and bool(spaced(plain(visible(each))).strip(" ^$*"))
    )
