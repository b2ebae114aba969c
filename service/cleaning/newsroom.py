"""The rules of each source: ours, and on top of them what a newsroom wrote for it."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from service.cleaning.examples import broken, examples
from service.cleaning.rules import Rules, load, prose
from service.cleaning.rules.checking import checked
from service.model.errors import Fault, Invalid

EVERY: Final = "any"
"""The folder of what holds for every source; of a source's, that of what holds in every language."""
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_SOURCE: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")
_PARTS: Final = 3


class Trial(NamedTuple):
    """How the examples of one rule file fare: how many there are, and what is wrong with which."""

    path: str
    examples: int
    wrong: tuple[str, ...]


class SourceRules:
    """The rules, by source: `of` compiles a source's once. Files are named `SOURCE/LANGUAGE/NAME.toml`."""

    def __init__(self, files: Mapping[str, str] = _NOTHING) -> None:
        """Raise `Invalid`, with every fault and its place, for files that are no rules."""
        faults = [
            fault for path, text in sorted(files.items()) for fault in _faults(path, text)
        ]
        if faults:
            raise Invalid(tuple(faults))
        self._files = dict(files)
        self._own: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for path, text in self._files.items():
            source, language, name = path.split("/")
            self._own[source][f"{language}/{source}:{name}"] = text

    @property
    def sources(self) -> frozenset[str]:
        """The sources that have rules of their own."""
        return frozenset(self._own) - {EVERY}

    def of(self, source: str | None) -> Rules:
        """Return the rules for a source's articles; those of every source where it has none."""
        shared = self._own.get(EVERY, _NOTHING)
        return load({**shared, **self._own.get(source or EVERY, _NOTHING)})

    def trials(self) -> Iterator[Trial]:
        """Try out every example of every file, with the rules that hold for its source."""
        for path, text in sorted(self._files.items()):
            source, language, _ = path.split("/")
            rules, between = self.of(source), prose(language)
            found = list(examples(path, tomllib.loads(text)))
            wrong = (said for each in found if (said := broken(each, between, rules)))
            yield Trial(path, len(found), tuple(wrong))


def _faults(path: str, text: str) -> Iterator[Fault]:
    parts = path.split("/")
    if len(parts) != _PARTS or not _SOURCE.fullmatch(parts[0]):
        detail = (
            "a rule file is named SOURCE/LANGUAGE/NAME.toml; a source as in its address, or any"
        )
        yield Fault(pointer=f"/{path}", detail=detail)
    elif not _LANGUAGE.fullmatch(parts[1]):
        detail = "the folder of a language is its code, such as en; or any"
        yield Fault(pointer=f"/{path}", detail=detail)
    else:
        try:
            checked("/".join(parts[1:]), text)
        except Invalid as wrong:
            for fault in wrong.faults:
                yield fault.model_copy(update={"pointer": f"/{parts[0]}{fault.pointer}"})
