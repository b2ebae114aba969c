"""The byline: a labelled line, a marked one, or a bare name between the headline and the prose."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from service.cleaning.block import Block, Label, Labels, Role, Shape
from service.cleaning.names import is_full_name, is_name, tells_role
from service.cleaning.page import Page, Recognised
from service.cleaning.recognise.noise import is_noise
from service.cleaning.rules import Rules
from service.cleaning.signs import BARS, COLONS, DASHES, LONG_DASHES
from service.cleaning.wording import bare, plain
from service.model.cleaned import Kind

_LONGEST: Final = 160
_PARTS: Final = re.compile(rf"\s*[{BARS};]\s*|\s+[{LONG_DASHES}/]\s+|\s+-\s+")
_BRACKETS: Final = re.compile(r"\([^()]{0,80}\)")
_DIGIT: Final = re.compile(r"\d")
_HEAD: Final = 40
_SHORT_LINE: Final = 70
_SHORT_WORD: Final = 3
_PLACES: Final = frozenset({"in", "at", "aus", "from"})
_COLONS: Final = f" {COLONS}{DASHES}"


class Writer(NamedTuple):
    """A writer as a byline or a bio names one."""

    name: str
    role: str | None = None
    organisation: str | None = None


def recognise(page: Page, labels: Labels) -> Recognised:
    """Find the bylines: above the prose by their looks, below it by label and markup only."""
    stated = {bare(each.name) for each in page.draft.authors}
    stated |= {bare(writer.name) for writer in parse(page.draft.byline or "", page.rules)}
    named: set[str] = set()
    for block in page.blocks:
        rule = _rule(page, block) if block.place not in labels and _could_be(block) else None
        names = (
            {bare(writer.name) for writer in parse(block.text, page.rules)} if rule else set()
        )
        if rule == "byline/name" and (
            is_noise(page, block) or ((named or stated) and not names <= stated)
        ):
            continue
        if rule and names:
            yield block.place, _DUPLICATE if names <= named else _byline(rule)
            named |= names


def _byline(rule: str) -> Label:
    return Label(Role.BYLINE, rule, 0.9, "It names who wrote the article.")


_DUPLICATE: Final = Label(
    Role.NOISE, "duplicate/byline", 0.9, "It repeats the byline.", Kind.DUPLICATE
)


def _could_be(block: Block) -> bool:
    return 0 < len(block.text) <= _LONGEST and block.shape in {
        Shape.PARAGRAPH,
        Shape.HEADING,
    }


def _rule(page: Page, block: Block) -> str | None:
    above = block.place < min(page.first_prose, _HEAD)
    labelled = starts_with(block.text, page.rules, "byline") is not None or (
        starts_with(block.text, page.rules, "byline-part") is not None
        and len(parse(block.text, page.rules)) > 1
    )
    if labelled and (above or page.near_end(block.place)):
        return "byline/label"
    if page.marked(block, "byline"):
        return "byline/markup"
    if above and _is_bare(block.text, parse(block.text, page.rules)):
        return "byline/name"
    return None


def _is_bare(text: str, writers: tuple[Writer, ...]) -> bool:
    """Whether a line is nothing but full names, what they do, and a place or a date at most."""
    named = sum(len(each.name) + len(each.role or each.organisation or "") for each in writers)
    shouted = text.isupper() and not any(each.role for each in writers)
    full = bool(writers) and all(is_full_name(each.name) for each in writers)
    return full and not shouted and (named * 2 >= len(text) or _goes_on(text, writers[0].name))


def _goes_on(text: str, name: str) -> bool:
    """Whether a name opens a short line and a place, a paper or a date comes after it."""
    after = text[len(name) :].lstrip()
    told = after[:1] in f",/({BARS}{DASHES}" or after.split(" ", 1)[0] in _PLACES
    dated = any(map(str.isdigit, after[:6]))
    return text.startswith(name) and len(text) <= _SHORT_LINE and (told or dated)


def starts_with(text: str, rules: Rules, key: str) -> int | None:
    """Return where `text` goes on after a label of the list `key`; None where it has none."""
    low = plain(text[:80])
    for label in rules.openers.get(key, {}).get(low[:1], ()):
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
    at = starts_with(part, rules, "byline")
    return at if at is not None else starts_with(part, rules, "byline-part")


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
        if at > 1 and token in _PLACES:
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
