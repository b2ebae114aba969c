"""The byline: a labelled line, a marked one, or a bare name between the headline and the prose."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from service.cleaning import holders
from service.cleaning.biography import introduced, is_subject
from service.cleaning.block import Block, Label, Labels, Role, Shape
from service.cleaning.labelled import after_colon, behind_by, closed, starts_with
from service.cleaning.names import is_person, may_name, tells_role
from service.cleaning.page import Page, Recognised
from service.cleaning.recognise.noise import is_noise
from service.cleaning.recognise.timestamp import tells_time
from service.cleaning.signers import mentioned
from service.cleaning.signs import BARS, COLONS, DASHES
from service.cleaning.wording import bare, ends_sentence, plain
from service.cleaning.writers import PLACES, Writer, is_desk
from service.model.cleaned import Kind

_LONGEST: Final = 160
_SHAPES: Final = frozenset({Shape.PARAGRAPH, Shape.HEADING})
_HEAD: Final = 40
_FIRST_LINES: Final = 6
_SHORT_LINE: Final = 70
_MENTION: Final = 60
_FEW_WORDS: Final = 5
_PLACE: Final = 3
_LAST: Final = 12
_BRACKETS: Final = {"(": ")", "[": "]"}


def recognise(page: Page, labels: Labels) -> Recognised:
    """Find the bylines: above the prose by their looks, below it by label and markup only."""
    stated = {bare(each.name) for each in page.draft.authors}
    stated |= {bare(writer.name) for writer in page.signers}
    found = [*_found(page, labels)]
    sure = {
        name
        for block, rule, names in found
        if rule not in _BY_LOOKS and block.place < _HEAD
        for name in names
    }
    named: set[str] = set()
    for block, rule, names in found:
        if rule in _BY_LOOKS and (
            _is_noise(page, block)
            or not names <= (sure or names)
            or ((named or stated) and not names <= stated | sure)
        ):
            continue
        if rule == "byline/markup" and named - names and block.place > page.last_prose:
            yield block.place, _OF_ANOTHER if names - named else _DUPLICATE
        else:
            yield block.place, _DUPLICATE if names <= named else _byline(rule)
            named |= names
    if not named | stated:
        yield from _otherwise(page, labels)


def _found(page: Page, labels: Labels) -> Iterator[tuple[Block, str, set[str]]]:
    """The lines that could be bylines, by which rule, and whom each names."""
    marked = page.marks.places("byline")
    head = max(min(page.first_prose, _HEAD), min(_FIRST_LINES, page.opening + 1))
    ending = page.ending
    for block in page.blocks:
        place, size = block.place, len(block.text)
        if not (place < head or place >= ending or place in marked):
            continue
        if not 0 < size <= _LONGEST or block.shape not in _SHAPES or place in labels:
            continue
        edge = _Edge(place < head, place >= ending, place in marked)
        rule = _rule(page, block, edge)
        names = {bare(writer.name) for writer in page.writers(block.text)} if rule else set()
        if rule and names:
            yield block, rule, names


class _Edge(NamedTuple):
    """Where a line stands: in the head, at the end, under a mark of bylines."""

    head: bool
    end: bool
    marked: bool


def _is_noise(page: Page, block: Block) -> bool:
    """Whether it asks for something; a name with an address behind it is a byline all the same."""
    signed = "@" in block.text and block.text.startswith(page.writers(block.text)[0].name)
    return is_noise(page, block) and not signed


_BY_LOOKS: Final = frozenset({"byline/name", "byline/by"})


def _byline(rule: str) -> Label:
    return Label(Role.BYLINE, rule, 0.9, "It names who wrote the article.")


_OF_ANOTHER: Final = Label(
    Role.NOISE, "byline/other", 0.8, "It names who wrote another article.", Kind.RELATED
)
_DUPLICATE: Final = Label(
    Role.NOISE, "duplicate/byline", 0.9, "It repeats the byline.", Kind.DUPLICATE
)


def _could_be(block: Block) -> bool:
    return 0 < len(block.text) <= _LONGEST and block.shape in _SHAPES


def _rule(page: Page, block: Block, edge: _Edge) -> str | None:
    if (edge.head or edge.end) and _is_labelled(page, block):
        told = len(block.text) > _MENTION and not edge.head
        told = told and _says_more(block.text, page.writers(block.text))
        return None if told else "byline/label"
    if edge.marked:
        return None if _says_more(block.text, page.writers(block.text)) else "byline/markup"
    return _by_looks(page, block) if edge.head else None


def _by_looks(page: Page, block: Block) -> str | None:
    """By which looks of a byline a line of the head is one."""
    if not may_name(block.text, page.rules.lists.get("desk", frozenset())):
        return None
    if _is_credit(page, block) or not _is_line(page, block):
        return None
    writers = page.writers(block.text)
    if not _are_writers(page, writers) or _says_more(block.text, writers):
        return None
    if _is_bare(page, block.text, writers) and after_colon(block.text) is None:
        return "byline/name"
    return "byline/by" if _is_by(page, block, writers[0].name) else None


def _is_by(page: Page, block: Block, name: str) -> bool:
    """Whether "by", a label with a colon, or a date stands before the name."""
    text = block.text
    if behind_by(text, page.rules) != text:
        beside = page.blocks[max(0, block.place - 1) : block.place + 2]
        lines = [each for each in beside if after_colon(each.text[:_MENTION]) is not None]
        return after_colon(text) is None or all(
            each.place == block.place or _is_labelled(page, each) or ends_sentence(each.text)
            for each in lines
        )
    if closed(text, page.rules) != text:
        return True
    before = text[: max(0, text.find(name))]
    presented = before.split()[-2:]
    if len(presented) > 1 and presented[0].endswith(",") and text.endswith(name):
        return plain(presented[1]) in page.rules.lists.get("and", ())
    before = before.strip(f" .,{BARS}{DASHES}")
    return bool(before) and (before in page.story or tells_time(plain(before), page.rules))


def _is_labelled(page: Page, block: Block) -> bool:
    low = page.plain[block.place]
    if starts_with(low, page.rules, "byline-opening") is None:
        return False
    sure = starts_with(low, page.rules, "byline") is not None
    return sure or len(page.writers(block.text)) > 1


def _is_credit(page: Page, block: Block) -> bool:
    """Whether it names who took a picture, and nobody else: "Ada Quill via Getty Images" does too."""
    text, low = block.text, page.plain[block.place]
    if starts_with(low, page.rules, "byline-part") is not None:
        return True
    if ":" in text[:_MENTION] and holders.unlabelled(text, page.rules, sure=False) != text:
        return True
    return " via " in text and holders.supplies(text, page.rules)


def _is_line(page: Page, block: Block) -> bool:
    """Whether it ends as a line does, not as a sentence, and is not an agency's note on who did what.

    Nor does it begin with a colon, as the rest of a headline does that was cut in two.
    """
    if block.text[0] in COLONS:
        return False
    if starts_with(page.plain[block.place], page.rules, "wire") is not None:
        return False
    return not block.text.endswith(("?", "!", ":", "\u3002")) and (
        not ends_sentence(block.text) or len(block.text) <= _MENTION
    )


def _says_more(text: str, writers: tuple[Writer, ...]) -> bool:
    """Whether a line that ends as a sentence does has more than names in it."""
    return ends_sentence(text) and sum(len(each.name) for each in writers) * 3 < len(text) * 2


def _are_writers(page: Page, writers: tuple[Writer, ...]) -> bool:
    """Whether all are names of people, or of a desk, of whom the article itself says nothing."""
    rules = page.rules
    filed = {bare(each) for each in (page.draft.section or "", *page.draft.tags)}
    if any(bare(each.name) in filed for each in writers):
        return False
    people = all(is_person(each.name, rules) or is_desk(each.name, rules) for each in writers)
    return people and bool(writers) and not any(is_subject(page, each.name) for each in writers)


def _is_bare(page: Page, text: str, writers: tuple[Writer, ...]) -> bool:
    """Whether a line is nothing but full names, what they do, and a place or a date at most."""
    if "@" in text:
        text = " ".join(word for word in text.split() if "@" not in word)
    named = sum(len(each.name) + len(each.role or each.organisation or "") for each in writers)
    shouted = text.isupper() and not any(each.role for each in writers)
    bare_names = named * 2 >= len(text) or _goes_on(page, text, writers[0].name)
    return not shouted and bare_names


def _goes_on(page: Page, text: str, name: str) -> bool:
    """Whether a name opens a short line and a place, a paper, a date or a role comes after it."""
    after = text[len(name) :].lstrip()
    if not text.startswith(name) or len(text) > _SHORT_LINE:
        return False
    if any(map(str.isdigit, after[:6])) or after.split(" ", 1)[0] in PLACES:
        return True
    first = after.lstrip(f" ,/({BARS}{DASHES}")
    if not first[:1].islower():
        return after[:1] in f",/({BARS}{DASHES}"
    part = starts_with(f"{plain(first)} ", page.rules, "byline-part") is not None
    words = len(first.split())
    return part or words <= _PLACE or (words <= _FEW_WORDS and tells_role(first, page.rules))


def _otherwise(page: Page, labels: Labels) -> Recognised:
    """Find a line of the head that names who is introduced below, else a name signed at the foot."""
    introduced = set(_introduced(page, labels))
    for block in page.blocks[:_FIRST_LINES]:
        if block.place in labels or not introduced or not _could_be(block):
            continue
        names = {each.name for each in mentioned(block.text, page.rules)}
        if names & introduced and len(block.text) <= _MENTION and not ends_sentence(block.text):
            yield block.place, _byline("byline/bio")
            return
    signed = [block for block in page.blocks[-_LAST:] if _is_signed(page, block)]
    if len(signed) == 1 and signed[0].place not in labels:
        yield signed[0].place, _byline("byline/signed")


def _introduced(page: Page, labels: Labels) -> Iterator[str]:
    """Who opens a paragraph at the edge of the article, and is not spoken of elsewhere."""
    for block in (*page.blocks[:_FIRST_LINES], *page.blocks[_FIRST_LINES:][-_LAST:]):
        if block.place not in labels and page.at_edge(block.place):
            name = introduced(page, block)
            if name is not None:
                yield name


def _is_signed(page: Page, block: Block) -> bool:
    """Whether a line below the prose is a name in brackets or behind a dash."""
    text = block.text
    if not _could_be(block) or len(text) > _SHORT_LINE or block.place <= page.last_prose:
        return False
    closing = _BRACKETS.get(text[0])
    if closing is not None:
        return text.endswith(closing) and is_person(text[1:-1].strip(), page.rules)
    return False
