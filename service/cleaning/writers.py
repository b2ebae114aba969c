"""Who a byline names: labels, titles, places and dates taken off."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from service.cleaning.labelled import (
    after_colon,
    behind_by,
    closed,
    is_unspaced,
    undated,
    unlabelled,
)
from service.cleaning.names import (
    is_full_name,
    is_name,
    is_of_page,
    is_owner,
    is_person,
    opening,
    tells_role,
)
from service.cleaning.rules import Rules
from service.cleaning.signs import BARS, LONG_DASHES, each
from service.cleaning.wording import plain

_PARTS: Final = re.compile(
    rf"\s*[{BARS};]\s*|\s+[{LONG_DASHES}/]\s+|\s+-\s+|(?<=\w\w\w)(?<![Pp]rof)(?<![Dd]ott)(?<![Dd]oc)(?<![Ii]ng)(?<![Mm]gr)(?<![Rr]ev)\.\s+|\s*\uff0f\s*"
    r"|(?<=\w\w)/(?=\w\w)|(?<=[\u3041-\u9fff])/(?=\w)"
)
_PARTING: Final = frozenset(f"{BARS}{LONG_DASHES};/-.\uff0f")
"""What all of these have."""
_PARTED: Final = re.compile(rf"[{BARS}{LONG_DASHES};/\uff0f]|\.\s|\s-\s")
"""The same, a little closer."""
_BRACKETS: Final = re.compile(r"\([^()]{0,80}\)")
_ENCLOSING: Final = {"(": ")", "[": "]", "\uff08": "\uff09", "\u3010": "\u3011"}
_DIGIT: Final = re.compile(r"\d")
_SHORT_WORD: Final = 3
_MANY: Final = 3
_DESK_WORDS: Final = 6
_COLONS: Final = frozenset(":\uff1a")
_LONGEST_SUFFIX: Final = 4
PLACES: Final = each("in at aus from à en em w в for für pour para per voor för dla для")
"""What stands between a writer's name and a place or a paper."""


class Writer(NamedTuple):
    """A writer as a byline or a bio names one."""

    name: str
    role: str | None = None
    organisation: str | None = None


def parse(text: str, rules: Rules, story: str = "") -> tuple[Writer, ...]:
    """Return the writers that a byline names, in order; none where it is not one.

    Of two names of which one is a place, the `story` tells which: it speaks of the place.
    """
    text = _bared(text)
    if not text:
        return ()
    read = _BRACKETS.sub("", text) if "(" in text else text
    parted = not _PARTING.isdisjoint(read) and _PARTED.search(read)
    parts = _PARTS.split(read) if parted else [read]
    parts = [part for part in parts if part.strip()]
    return _Reading(rules, story).of([*_at_labels(parts, rules)], text)


def _bared(text: str) -> str:
    """Return `text` without what encloses all of it, a dash before it, and addresses in it."""
    text = text.strip(" *_").lstrip(f"{BARS}{LONG_DASHES}- ")
    if text[:1] in _ENCLOSING and text.endswith(_ENCLOSING[text[0]]):
        text = text[1:-1].strip()
    if "@" in text:
        text = " ".join(token for token in text.split() if "@" not in token)
        text = text.rstrip(f"{BARS}{LONG_DASHES}- ")
    return text


def _at_labels(parts: Iterable[str], rules: Rules) -> Iterator[str]:
    """Yield the parts, cut where a label follows a name: "글 한솔이 사진 도민재"."""
    labels = rules.lists.get("byline-label", frozenset())
    for part in parts:
        tokens, since = part.split(), 0
        lows = plain(part).split() if len(tokens) > _MANY else ()
        for at, low in enumerate(lows[2:-1], 2):
            if low.rstrip(":\uff1a") not in labels:
                continue
            if is_full_name(unlabelled(" ".join(tokens[since:at]), rules)):
                yield " ".join(tokens[since:at])
                since = at
        yield " ".join(tokens[since:])


class _Reading:
    """How the parts of one line are read, one after the other."""

    def __init__(self, rules: Rules, story: str) -> None:
        self._rules = rules
        self._story = story
        self._writers: list[Writer] = []

    def of(self, parts: list[str], text: str) -> tuple[Writer, ...]:
        rules = self._rules
        pending = labels = False
        for part in parts:
            cut = unlabelled(part, rules)
            labelled = pending or cut != part.strip(" ,")
            cut = undated(cut, rules)
            behind, pending = self._label_behind(cut), labelled and not cut
            if behind:
                cut, pending = behind, True
            if not cut:
                continue
            named = _behind_a_role(cut) if labelled else behind_by(cut, rules)
            if labelled or not self._writers or (labels and named != cut):
                labels = labels or labelled or named != cut
                self._take(named, alone=len(parts) == 1, labelled=labelled)
            else:
                self._tell(part, cut, text)
            if not self._writers and not self._is_setting(part, cut):
                break
        return tuple(self._writers)

    def _is_setting(self, part: str, cut: str) -> bool:
        """Whether a part is a date, or a place that the story speaks of."""
        return _DIGIT.search(part) is not None or cut in self._story

    def _label_behind(self, cut: str) -> str:
        """Return a part without the label of the next, which stands behind its last comma or word."""
        rest, _, last = cut.rpartition(",")
        if not rest:
            rest, _, last = cut.rpartition(" ")
            rest = rest if rest and is_unspaced(rest[-1]) and is_full_name(rest) else ""
        return rest if rest and unlabelled(last, self._rules) == "" else ""

    def _take(self, said: str, *, alone: bool, labelled: bool) -> None:
        """Take the names of a part that has them; a label says of any that it is one."""
        for writer in _names(said, self._rules, self._story, sure=alone or labelled):
            name = writer.name
            trusted = labelled or (alone and not is_of_page(name, self._rules))
            if (
                (trusted and not is_owner(name))
                or is_person(name, self._rules)
                or is_desk(name, self._rules)
            ):
                self._writers.append(writer)

    def _tell(self, part: str, cut: str, text: str) -> None:
        """Take what a part says of the writers before it: a role, a paper, or that it was a place."""
        if tells_role(cut, self._rules):
            self._writers[-1] = self._writers[-1]._replace(role=cut)
            return
        first = self._writers[0].name
        placed = first in self._story and cut not in self._story and "|" not in text
        if placed and len(self._writers) == 1 and is_person(cut, self._rules):
            self._writers = [Writer(cut)]
        elif "|" in text and is_name(cut) and cut == part.strip():
            self._writers = [each._replace(organisation=cut) for each in self._writers]


def _behind_a_role(cut: str) -> str:
    """Return the name of "our legal desk: Ada Quill", behind a label."""
    rest = after_colon(cut) if not _COLONS.isdisjoint(cut) else None
    return rest if rest and is_full_name(rest) else cut


def _names(text: str, rules: Rules, story: str, *, sure: bool) -> Iterator[Writer]:
    parts = _split_by_and(closed(text, rules), rules)
    listed = len(parts) > 1 and "," not in parts[-1]
    for part in parts:
        loose = sure and not is_name(part) and "," not in part
        said = (opening(part, rules) if loose else None) or part
        yield from _writers(said, rules, story, listed=listed)


def _writers(part: str, rules: Rules, story: str, *, listed: bool) -> Iterator[Writer]:
    """Yield the writers of a part without an "and": names, what they do, places."""
    pieces = part.split(",")
    listed = listed or _are_names(pieces)
    last: Writer | None = None
    for piece in pieces:
        said = _without_place(unlabelled(piece, rules))
        if last is not None:
            labelled = said != _without_place(piece.strip())
            if tells_role(piece, rules) and not (labelled and is_full_name(said)):
                last = last._replace(role=piece.strip())
                continue
            another = is_name(said) if labelled else listed and is_full_name(said)
            if not another or (not labelled and said in story):
                continue
            yield last
        elif said.split(" ", 1)[0] in PLACES:
            continue
        said = _without_from(said, rules)
        last = _titled(said, rules) or (Writer(said) if _signs(said, rules) else None)
        if last is None:
            return
    if last is not None:
        yield last


def _are_names(pieces: list[str]) -> bool:
    return len(pieces) >= _MANY and sum(is_full_name(each.strip()) for each in pieces) >= _MANY


def _without_from(said: str, rules: Rules) -> str:
    rest = said.removeprefix("From ")
    return rest if rest != said and is_person(rest, rules) else said


def _titled(said: str, rules: Rules) -> Writer | None:
    """The writer of "한솔이 기자" or "Staff Reporter Ada Quill": a name and a role in one."""
    roles = rules.lists.get("role", frozenset())
    if said.lower() == said.upper():
        return _suffixed(said, roles)
    tokens = said.split()
    if plain(tokens[0]) not in roles and not tokens[0].isupper():
        return None
    first = next((at for at, each in enumerate(tokens) if plain(each) not in roles), 0)
    name = " ".join(tokens[first:])
    if first and is_full_name(name):
        return Writer(name, " ".join(tokens[:first]))
    last = next((at for at, each in enumerate(tokens) if not each.isupper()), 0)
    name, role = " ".join(tokens[:last]), tokens[last:]
    fits = last > 1 and all(plain(each) in roles for each in role)
    return Writer(name, " ".join(role)) if fits and is_full_name(name) else None


def _suffixed(said: str, roles: frozenset[str]) -> Writer | None:
    name, _, role = said.rpartition(" ")
    if name and role in roles and is_name(name):
        return Writer(name, role)
    for size in range(_LONGEST_SUFFIX, 1, -1):
        name, role = said[:-size], said[-size:]
        if len(name) > 1 and role in roles and is_unspaced(name[-1]) and is_name(name):
            return Writer(name, role)
    return None


def _signs(said: str, rules: Rules) -> bool:
    if " " not in said and tells_role(said, rules):
        return False
    return is_name(said) or (said[:1] != said[:1].lower() and is_desk(said, rules))


def is_desk(name: str, rules: Rules) -> bool:
    """Return whether a paper's own people sign together: "Staff", "La rédaction"."""
    desks = rules.lists.get("desk", frozenset())
    words = plain(name).split()
    return any(word in desks for word in words) and len(words) <= _DESK_WORDS


def _without_place(piece: str) -> str:
    tokens = piece.split()
    for at, token in enumerate(tokens[2:], 2):
        if token in PLACES and is_full_name(" ".join(tokens[:at])):
            return " ".join(tokens[:at])
    return piece.strip()


def _split_by_and(text: str, rules: Rules) -> list[str]:
    ands = rules.lists.get("and", frozenset())
    lows = plain(text).split()
    if text.isascii() and ands.isdisjoint(lows):
        return [" ".join(text.split()).strip(" ,")] if lows else []
    parts: list[list[str]] = [[]]
    for token, low in zip(text.split(), lows, strict=True):
        if low in ands and parts[-1]:
            parts.append([])
        elif token[0] in "\u05d5\u0648" and len(parts[-1]) > 1 and len(token) > _SHORT_WORD:
            parts.append([token[1:]])
        else:
            parts[-1].append(token)
    return [" ".join(part).strip(" ,") for part in parts if part]
