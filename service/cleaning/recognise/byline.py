"""The byline: a labelled line, a marked one, or a bare name between the headline and the prose."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from service.cleaning.block import Block, Label, Labels, Role, Shape
from service.cleaning.names import is_full_name, is_name, tells_role
from service.cleaning.page import Page, Recognised
from service.cleaning.rules import Rules
from service.cleaning.wording import bare, plain

_LONGEST: Final = 160
_PARTS: Final = re.compile(r"\s*[|•·;]\s*|\s+[—–/]\s+|\s+-\s+")  # noqa: RUF001
_BRACKETS: Final = re.compile(r"\([^()]{0,80}\)")
_DIGIT: Final = re.compile(r"\d")
_SHORT_WORD: Final = 3
_PLACES: Final = frozenset({"in", "at", "aus", "from"})
_COLONS: Final = " :：・-–—"  # noqa: RUF001


class Writer(NamedTuple):
    """A writer as a byline or a bio names one."""

    name: str
    role: str | None = None
    organisation: str | None = None


def recognise(page: Page, labels: Labels) -> Recognised:
    """Find the bylines: above the prose by their looks, below it by label and markup only."""
    stated = {bare(each.name) for each in page.draft.authors}
    stated |= {bare(writer.name) for writer in parse(page.draft.byline or "", page.rules)}
    found = False
    for block in page.blocks:
        if block.place in labels or not _could_be(block):
            continue
        writers = parse(block.text, page.rules)
        rule = _rule(page, block, writers)
        known = bool(writers) and all(bare(writer.name) in stated for writer in writers)
        if rule == "byline/name" and ((found or stated) and not known):
            continue
        if rule and writers:
            found = True
            yield block.place, Label(Role.BYLINE, rule, 0.9, "It names who wrote the article.")


def _could_be(block: Block) -> bool:
    return 0 < len(block.text) <= _LONGEST and block.shape in {
        Shape.PARAGRAPH,
        Shape.HEADING,
    }


def _rule(page: Page, block: Block, writers: tuple[Writer, ...]) -> str | None:
    above = block.place < page.first_prose
    labelled = starts_with(block.text, page.rules, "byline") is not None
    if labelled and (above or page.near_end(block.place)):
        return "byline/label"
    if page.marked(block, "byline"):
        return "byline/markup"
    if above and all(is_full_name(writer.name) for writer in writers):
        return "byline/name"
    return None


def starts_with(text: str, rules: Rules, key: str) -> int | None:
    """Return where `text` goes on after a label of the list `key`; None where it has none."""
    low = plain(text)
    first = low.split(" ", 1)[0].rstrip(":")
    for label in sorted(rules.lists.get(key, ()), key=len, reverse=True):
        if not low.startswith(label) or (label[0] != first[:1] and first):
            continue
        after = low[len(label) : len(label) + 1]
        if after and (after in _COLONS or not after.isalnum() or not label[-1].isascii()):
            return len(label)
    return None


def parse(text: str, rules: Rules) -> tuple[Writer, ...]:
    """Return the writers that a byline names, in order; none where it is not one."""
    writers: list[Writer] = []
    for number, part in enumerate(_PARTS.split(_BRACKETS.sub("", text))):
        cut = _undated(_unlabelled(part, rules), rules)
        if number == 0 or _relabelled(part, rules):
            writers += _names(cut, rules)
        elif writers and cut and tells_role(cut, rules):
            writers[-1] = writers[-1]._replace(role=cut)
        elif writers and cut and "|" in text and is_name(cut) and cut == part.strip():
            writers = [writer._replace(organisation=cut) for writer in writers]
    return tuple(writers)


def _relabelled(part: str, rules: Rules) -> bool:
    return starts_with(part, rules, "byline") is not None


def _unlabelled(text: str, rules: Rules) -> str:
    text = text.strip(" ,")
    while (at := starts_with(text, rules, "byline")) is not None:
        text = text[at:].lstrip(_COLONS + ",")
    return text


def _undated(text: str, rules: Rules) -> str:
    """Return `text` up to a date, a time or a number of minutes."""
    months = frozenset[str]().union(
        *(rules.lists.get(f"month-{number}", frozenset()) for number in range(1, 13))
    )
    kept: list[str] = []
    dated = False
    for token in text.split():
        if _DIGIT.search(token):
            dated = True
            break
        kept.append(token)
    while dated and kept and (plain(kept[-1]).strip(".,") in months or _is_small(kept[-1])):
        kept.pop()
    return " ".join(kept).strip(" ,")


def _is_small(token: str) -> bool:
    return len(token) <= _SHORT_WORD and token.islower()


def _names(text: str, rules: Rules) -> Iterator[Writer]:
    parts = _split_by_and(text, rules)
    listed = len(parts) > 1 and "," not in parts[-1]
    for part in parts:
        pieces = [_unlabelled(piece, rules) for piece in part.split(",")]
        last: Writer | None = None
        for piece in pieces:
            said = _without_place(piece)
            if last is not None and tells_role(said, rules):
                last = last._replace(role=said)
            elif is_name(said) and (last is None or listed):
                if last is not None:
                    yield last
                last = Writer(said)
            elif last is None:
                break
        if last is not None:
            yield last


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
