"""The bio: a paragraph about who wrote the article, before it, after it or beside it."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from service.cleaning.biography import (
    ENOUGH,
    SHAPES,
    Glance,
    evidence,
    introduced,
    introduces,
    is_of_a_writer,
    is_spoken_of,
    label_before,
    opens_with,
)
from service.cleaning.bios import Said, called, parse, shares, unlabelled
from service.cleaning.block import Block, Label, Labels, Role
from service.cleaning.labelled import starts_with
from service.cleaning.names import is_same, opening
from service.cleaning.page import Page, Recognised, is_role
from service.cleaning.signs import BARS
from service.cleaning.wording import bare, ends_sentence, plain, sentences
from service.cleaning.writers import Writer, is_desk
from service.model.cleaned import Kind

_LONGEST: Final = 3_000
_LABEL: Final = 60
_NOTE: Final = 140
_OPENING: Final = 140
"""A name that opens a block stands in so much of it."""
_FEW: Final = 20
_MANY: Final = 300
"""In a longer page no block is looked for in all the others."""
_MOST_PARTS: Final = 4
_SHORTEST: Final = 24
_LONGEST_TITLE: Final = 6
_READING: Final = re.compile(
    r"[\u3041-\u3096]{1,8}[\u30fb\uff1d =][\u3041-\u3096]{1,8}[ \uff08(\uff1d]"
)
"""How a Japanese name is read, which opens a bio there."""


def recognise(page: Page, labels: Labels) -> Recognised:
    """Find bios by name, label, markup, or an opening that says what the writer does."""
    known = [Writer(name) for name in _names(page, labels)]
    stated = {bare(each.name) for each in page.draft.authors if each.bio}
    given: dict[str, dict[int, str]] = {}
    said: dict[int, Label] = {}
    copies: set[str] = set()
    byline = bool(known)
    end = _end(page, labels)
    glance = Glance(page, end)
    for block, low in zip(page.blocks, page.plain, strict=True):
        place, text = block.place, block.text
        if place in labels or not 0 < len(text) <= _LONGEST or block.shape not in SHAPES:
            continue
        near = place in glance.near or place - 1 in said or text in copies
        if not (near or glance.sees(text, low, known)):
            continue
        label = _DUPLICATE if text in copies else _label_line(page, block)
        if label is not None:
            said[block.place] = label
            continue
        rule = _rule(page, block, known, glance, said)
        beside = not byline and is_role(said.get(block.place - 1), Role.BIO)
        if rule is None and (beside or not known):
            rule = _of_unknown(page, block, end)
        found = shares(block.text, page.rules, known) if rule else ()
        if rule and found:
            said.update(_given(block, rule, found, stated, given))
            said.update(_labelled(page, block, labels, said))
            copies.add(block.text)
            known += [] if byline else _new(found, known)
    yield from said.items()


def _end(page: Page, labels: Labels) -> int:
    """The place from which at most a paragraph of the article's own prose follows."""
    size = len(page.blocks)
    own = [
        at
        for at in range(max(0, size - _FEW), size)
        if page.prose[at] and at not in labels and is_of_a_writer(page, page.blocks[at])
    ]
    return min(max([size - _FEW + 1, *own[-2:-1]]), page.ending)


def _new(found: Sequence[Said], known: Sequence[Writer]) -> list[Writer]:
    """The writers of whom nothing but their bios tell."""
    names = dict.fromkeys(each.writer.name for each in found if each.writer)
    return [Writer(name) for name in names if all(name != each.name for each in known)]


def _given(
    block: Block,
    rule: str,
    found: Sequence[Said],
    stated: set[str],
    given: dict[str, dict[int, str]],
) -> Iterator[tuple[int, Label]]:
    """Say of a bio whether it is one more, a copy, or the whole of which we had a part."""
    label = _DUPLICATE
    for name, text in ((bare(each.writer.name), each.text) for each in found if each.writer):
        had = given.setdefault(name, {})
        if name in stated or any(text in other for other in had.values()):
            continue
        parts = [place for place, other in had.items() if other in text]
        if had and not parts and (max(had) + 1 != block.place or len(had) >= _MOST_PARTS):
            return
        for place in parts:
            del had[place]
            yield place, _DUPLICATE
        had[block.place] = text
        label = Label(Role.BIO, rule, 0.9, "It says who the writer is.")
    yield block.place, label


_DUPLICATE: Final = Label(
    Role.NOISE, "duplicate/bio", 1.0, "It repeats the bio of an author.", Kind.DUPLICATE
)
_OF_A_BIO: Final = Label(Role.NOISE, "bio/label", 0.95, "It is the label of a bio.", Kind.OTHER)


def _labelled(
    page: Page, block: Block, labels: Labels, said: dict[int, Label]
) -> Iterator[tuple[int, Label]]:
    """The line above a bio at the end is its label, in the paper's own words."""
    line = label_before(page, block)
    if line is None or not page.near_end(line.place):
        return
    if line.place not in labels and line.place not in said and _could_be(line):
        yield line.place, _OF_A_BIO


def _could_be(block: Block) -> bool:
    return 0 < len(block.text) <= _LONGEST and block.shape in SHAPES


def _label_line(page: Page, block: Block) -> Label | None:
    """A line that is only the label of a bio."""
    if len(block.text) > _LABEL:
        return None
    low = page.plain[block.place].rstrip(" :.?")
    return _OF_A_BIO if low in page.rules.lists.get("bio-label", ()) else None


def _names(page: Page, labels: Labels) -> tuple[str, ...]:
    """The people known before any bio is read; a desk has no bio."""
    names = [each.name for each in page.draft.authors]
    names += [writer.name for writer in page.signers]
    for place, label in sorted(labels.items()):
        if label.role is Role.BYLINE:
            said = page.blocks[place].text
            names += [writer.name for writer in page.signed(said)]
    return tuple(dict.fromkeys(name for name in names if not is_desk(name, page.rules)))


def _rule(
    page: Page,
    block: Block,
    known: Sequence[Writer],
    glance: Glance,
    said: dict[int, Label],
) -> str | None:
    text, place = block.text, block.place
    if len(text) > _LABEL // 2:
        if unlabelled(text, page.plain[place], page.rules, known) != text:
            return "bio/label"
        if place in glance.bios or (place in glance.bylines and _is_in_a_byline(page, block)):
            return "bio/markup"
        if said.get(place - 1) is _OF_A_BIO and ends_sentence(text):
            return "bio/label"
        last = known and place >= glance.end and not any(page.prose[place + 1 :])
        if last and called(text, known) is not None:
            return "bio/called"
    return _of_known(page, block, known, glance.end, said)


def _is_in_a_byline(page: Page, block: Block) -> bool:
    """Whether the markup of a byline holds a sentence on what its writer does."""
    return ends_sentence(block.text) and introduces(block.text, page.rules)


_SURE: Final = frozenset({"bio/label", "bio/markup"})


def _of_known(
    page: Page, block: Block, known: Sequence[Writer], end: int, said: dict[int, Label]
) -> str | None:
    for writer in known:
        if opens_with(block.text, writer.name):
            return "bio/name" if _tells_of_writer(page, block, writer.name) else None
    if len(block.text) < _SHORTEST or not ends_sentence(block.text):
        return None
    if not is_of_a_writer(page, block):
        return None
    names = [writer.name for writer in known]
    if block.place < end:
        sure = page.near_start(block.place) and _is_called(page, block, names)
        told = sure and evidence(page, block, block.text.split(" ", 1)[0]) >= ENOUGH
        return "bio/writer" if told else None
    before = said.get(block.place - 1)
    if before is not None and before.rule in _SURE and _says_they(page, block):
        return "bio/more"
    return "bio/writer" if _is_signed(page, block, names) else None


def _of_unknown(page: Page, block: Block, end: int) -> str | None:
    if not page.near_start(block.place) and block.place < end:
        return None
    if block.text.count(", ") > 1:  # between them stands what such a writer does
        said = parse(block.text, page.rules)
        if said.writer is not None and said.writer.role:
            return "bio/apposition"
    return "bio/opening" if introduced(page, block) else None


def _is_signed(page: Page, block: Block, names: Sequence[str]) -> bool:
    """Whether it speaks of the writer by another form of the name, or as "the writer"."""
    at = starts_with(page.plain[block.place], page.rules, "bio-label")
    if at is not None and len(names) == 1 and block.text[at : at + 1] == " ":
        return True
    if len(names) == 1 and _READING.match(block.text):
        return True
    return _is_called(page, block, names)


def _is_called(page: Page, block: Block, names: Sequence[str]) -> bool:
    """Whether it opens with a writer's name in another form, of whom the prose says nothing."""
    low = page.plain[block.place][:_OPENING]
    named = [
        name
        for name in names
        if any(word in low for word in plain(name).replace(".", " ").split())
    ]
    opened = opening(block.text, page.rules) if named else None
    for name in named:
        if opened and is_same(opened, name):
            return not is_spoken_of(page, block, name)
        if _calls(page, block, name) and not is_spoken_of(page, block, name):
            return True
    return False


def _calls(page: Page, block: Block, name: str) -> bool:
    """Whether it opens with the first name, the family name, or a title and the family name."""
    tokens = block.text.split(maxsplit=3)[:3]
    words = name.split()
    first, second = tokens[0].strip(",."), tokens[1].strip(",") if len(tokens) > 1 else ""
    if name in block.text[:_LABEL]:
        return True
    if first == words[0]:
        one = page.near_end(block.place) and sentences(block.text) <= 1
        least = 1 if one and first not in page.story else ENOUGH
        return not block.linked and evidence(page, block, first) >= least
    if len(words) > 1 and first == words[-1]:
        return True
    return len(words) > 1 and second == words[-1] and len(first) <= _LONGEST_TITLE


def _says_they(page: Page, block: Block) -> bool:
    first = page.plain[block.place].split(" ", 1)[0]
    return first in page.rules.lists.get("pronoun", ())


def _tells_of_writer(page: Page, block: Block, name: str) -> bool:
    """Whether what follows the writer's name is about the writer, not news, an address or a note."""
    rest = plain(block.text[len(name) :])
    if "@" in rest[:60] or rest.lstrip()[:1] in (":", *BARS):
        return False
    if len(rest) <= _LABEL and not ends_sentence(rest):
        first = block.text[len(name) :].lstrip()[:1]
        if any(map(str.isdigit, rest)) or not first.isalpha() or first.isupper():
            return False
    if not page.at_edge(block.place) and "said" in page.slots[block.place]:
        told = len(page.blocks) <= _MANY and evidence(page, block, name) > ENOUGH
        return told and not is_spoken_of(page, block, name)
    notes = page.rules.lists.get("contributed", frozenset())
    return len(rest) > _NOTE or not any(word.strip(".,") in notes for word in rest.split())
