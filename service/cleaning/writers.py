"""Who a byline names: labels, titles, places and dates taken off."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from service.cleaning.names import is_full_name, is_name, tells_role
from service.cleaning.rules import Rules
from service.cleaning.signs import BARS, COLONS, DASHES, LONG_DASHES
from service.cleaning.wording import plain

_PARTS: Final = re.compile(rf"\s*[{BARS};]\s*|\s+[{LONG_DASHES}/]\s+|\s+-\s+")
_BRACKETS: Final = re.compile(r"\([^()]{0,80}\)")
_DIGIT: Final = re.compile(r"\d")
_LONGEST_LABEL: Final = 80
_SHORT_WORD: Final = 3
PLACES: Final = frozenset({"in", "at", "aus", "from"})
"""What stands between a writer's name and a place."""
_COLONS: Final = f" {COLONS}{DASHES}"


class Writer(NamedTuple):
    """A writer as a byline or a bio names one."""

    name: str
    role: str | None = None
    organisation: str | None = None


def starts_with(low: str, rules: Rules, key: str) -> int | None:
    """Return where a plain text goes on after a label of the list `key`; None where it has none."""
    labels = rules.openers.get(key, {}).get(low[:1], ())
    if not low.startswith(labels):
        return None
    for label in labels:
        after = low[len(label) : len(label) + 1]
        if low.startswith(label) and after and (after in _COLONS or not label[-1].isascii()):
            return len(label)
    return None


def parse(text: str, rules: Rules) -> tuple[Writer, ...]:
    """Return the writers that a byline names, in order; none where it is not one."""
    writers: list[Writer] = []
    for number, part in enumerate(_PARTS.split(_BRACKETS.sub("", text))):
        cut = _undated(_unlabelled(part, rules), rules)
        if number == 0 or _relabelled(part, rules) or (not writers and is_full_name(cut)):
            writers += _names(cut, rules)
        elif writers and cut and tells_role(cut, rules):
            writers[-1] = writers[-1]._replace(role=cut)
        elif writers and cut and "|" in text and is_name(cut) and cut == part.strip():
            writers = [writer._replace(organisation=cut) for writer in writers]
    return tuple(writers)


def _relabelled(part: str, rules: Rules) -> bool:
    return _label(part, rules) is not None


def _label(part: str, rules: Rules) -> int | None:
    low = plain(part[:_LONGEST_LABEL])
    at = starts_with(low, rules, "byline")
    return at if at is not None else starts_with(low, rules, "byline-part")


def _unlabelled(text: str, rules: Rules) -> str:
    text = text.strip(" ,")
    while (at := _label(text, rules)) is not None:
        text = text[at:].lstrip(_COLONS + ",")
    return text


def _undated(text: str, rules: Rules) -> str:
    """Return `text` up to a date, a time or a number of minutes."""
    kept: list[str] = []
    dated = False
    for token in text.split():
        if _DIGIT.search(token):
            dated = True
            break
        kept.append(token)
    while (
        dated and kept and (plain(kept[-1]).strip(".,") in rules.months or _is_small(kept[-1]))
    ):
        kept.pop()
    return " ".join(kept).strip(" ,")


def _is_small(token: str) -> bool:
    return len(token) <= _SHORT_WORD and token.islower()


def _names(text: str, rules: Rules) -> Iterator[Writer]:
    parts = _split_by_and(text, rules)
    listed = len(parts) > 1 and "," not in parts[-1]
    for part in parts:
        yield from _writers(part, rules, listed=listed)


def _writers(part: str, rules: Rules, *, listed: bool) -> Iterator[Writer]:
    """Yield the writers of a part without an "and": names, what they do, places."""
    last: Writer | None = None
    for piece in part.split(","):
        said = _without_place(_unlabelled(piece, rules))
        another = listed or _relabelled(piece.strip(), rules)
        if last is not None and tells_role(said, rules):
            last = last._replace(role=said)
        elif last is None or (another and is_name(said)):
            if last is not None:
                yield last
            last = _titled(said, rules) or (Writer(said) if is_name(said) else None)
            if last is None:
                return
    if last is not None:
        yield last


def _titled(said: str, rules: Rules) -> Writer | None:
    """The writer of "한솔이 기자": a name and a role in one, in a script without capitals."""
    name, _, role = said.rpartition(" ")
    fits = said.lower() == said.upper() and role in rules.lists.get("role", ())
    return Writer(name, role) if name and fits and is_name(name) else None


def _without_place(piece: str) -> str:
    tokens = piece.split()
    for at, token in enumerate(tokens):
        if at > 1 and token in PLACES:
            return " ".join(tokens[:at])
    return piece


def _split_by_and(text: str, rules: Rules) -> list[str]:
    ands = rules.lists.get("and", frozenset())
    parts: list[list[str]] = [[]]
    for token in text.split():
        if plain(token) in ands and parts[-1]:
            parts.append([])
        elif token[0] in "וو" and len(parts[-1]) > 1 and len(token) > _SHORT_WORD:
            parts.append([token[1:]])
        else:
            parts[-1].append(token)
    return [" ".join(part).strip(" ,") for part in parts if part]
