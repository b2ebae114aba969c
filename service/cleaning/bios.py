"""Whose bio it is: a paragraph about one writer or several, its label taken off."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol

from service.cleaning.biography import introduces
from service.cleaning.labelled import after_colon, starts_with
from service.cleaning.names import is_full_name, is_same, opening, tells_role
from service.cleaning.rules import Rules
from service.cleaning.signs import APOSTROPHE, DASHES, STOPS
from service.cleaning.wording import plain
from service.cleaning.writers import Writer

_AFTER_LABEL: Final = frozenset(f":\uff1a|?{DASHES}")
_STRIPPED: Final = f" :\uff1a|?{DASHES}"
_LABEL_WORDS: Final = 6
_APPOSITION: Final = 90
_SHORTEST: Final = 30
_DENSE: Final = 12
_UNSPACED: Final = "\u3040"
_FEW_WORDS: Final = 4
_SENTENCE: Final = re.compile(rf"[{STOPS}][\"\u201d\u00bb)]?\s+(?=\w)|[\u3002](?=\w)")


_TITLE: Final = 3
_CALLING: Final = re.compile(r"([^:?]{4,40})([:?])\s+(\S.{12,})")


class Named(Protocol):
    """Whoever could have a bio: an author, a writer."""

    @property
    def name(self) -> str: ...


class Said(NamedTuple):
    """A bio without its label, and the writer that it is of."""

    text: str
    writer: Writer | None


def parse(text: str, rules: Rules, known: Sequence[Named] = ()) -> Said:
    """Return a bio without its label, and the writer that an opening apposition names."""
    said = unlabelled(text, plain(text[:_APPOSITION]), rules, known)
    if said == text and known and (found := called(text, known)) is not None:
        return found
    name, _, rest = said.partition(", ")
    told, _, after = rest.partition(", ")
    writer = None
    if is_full_name(name):
        writer = Writer(name)
        organisation, _, role = told.replace(APOSTROPHE, "'").partition("'s ")
        if after and role and len(told) <= _APPOSITION and tells_role(role, rules):
            writer = Writer(name, role, organisation)
    else:
        name = opening(said, rules) or ""
        writer = Writer(name) if name else None
    return Said(said, writer)


def unlabelled(text: str, low: str, rules: Rules, known: Sequence[Named]) -> str:
    """Return `text`, `low` where it is plain, without the label of a bio: known, or before a known name."""
    if _AFTER_LABEL.isdisjoint(text[:_APPOSITION]):
        return text
    at = starts_with(low[:_APPOSITION], rules, "bio-label")
    if at is not None and text[at : at + 3].lstrip()[:1] in _AFTER_LABEL:
        rest = text[at:].lstrip(_STRIPPED)
        return rest if len(rest) > (_SHORTEST if rest[0] < _UNSPACED else _DENSE) else text
    named = any(each.name in text[:_APPOSITION] for each in known)
    behind = after_colon(text[:_APPOSITION], _LABEL_WORDS) if named else None
    if behind and any(behind.startswith(each.name) for each in known):
        rest = text[text.index(behind) :]
        return rest if len(rest) > _SHORTEST else text
    return text


def called(text: str, known: Sequence[Named]) -> Said | None:
    """Return a bio behind a label that calls its writer, and the writer: "Who's Nell? A GP in Cardiff."."""
    found = _CALLING.match(text)
    words = found[1].split() if found else []
    few = _FEW_WORDS if found and found[2] == ":" else _FEW_WORDS - 1
    if found is None or not 1 < len(words) <= few:
        return None
    for author in known:
        names = tuple(word for word in author.name.split() if len(word) > _TITLE)
        if names and words[-1].startswith(names) and words[-2] not in author.name:
            return Said(found[3], Writer(author.name))
    return None


def shares(text: str, rules: Rules, known: Sequence[Named]) -> tuple[Said, ...]:
    """Return what a bio says of each writer: one who opens a sentence has it, and what follows."""
    said = parse(text, rules, known)
    owner = _whose(said, rules, known)
    if owner is None:
        return ()
    found = [(0, owner)]
    for stop in _SENTENCE.finditer(said.text):
        at = stop.end()
        other = _opens(said.text[at : at + _APPOSITION], rules, known)
        if other is not None and all(other.name != writer.name for _, writer in found):
            found.append((at, other))
    ends = [*(at for at, _ in found[1:]), len(said.text)]
    return tuple(
        Said(said.text[at:end].strip(), writer)
        for (at, writer), end in zip(found, ends, strict=True)
    )


def _opens(text: str, rules: Rules, known: Sequence[Named]) -> Writer | None:
    """The writer whom a later sentence of a bio is of: another one of them, by the full name."""
    for author in known:
        if text.startswith(author.name) and not text[len(author.name) :][:1].isalpha():
            return Writer(author.name)
    name = opening(text, rules) if not known and introduces(text, rules) else None
    return Writer(name) if name else None


def _whose(said: Said, rules: Rules, authors: Sequence[Named]) -> Writer | None:
    """Return whose bio it is: an author's that it names, its own opening's, else the only one's."""
    text = said.text
    if said.writer and not text.startswith(said.writer.name):
        return said.writer
    for author in authors:
        if text[: len(author.name)].casefold() == author.name.casefold():
            role = said.writer if said.writer and said.writer.name == author.name else None
            return role or Writer(author.name)
    opened = opening(text, rules)
    for author in authors:
        if author.name in text or (opened and is_same(opened, author.name)):
            return Writer(author.name)
    called = _called(text, authors)
    if called is not None or opened:
        return called or said.writer or Writer(str(opened))
    return Writer(authors[0].name) if len(authors) == 1 else said.writer


def _called(text: str, authors: Sequence[Named]) -> Writer | None:
    """The one author whom the opening calls by the first or the family name."""
    words = {word.strip(",.") for word in text.split(maxsplit=3)[:3]}
    called = [each for each in authors if not words.isdisjoint(each.name.split())]
    return Writer(called[0].name) if len(called) == 1 else None
