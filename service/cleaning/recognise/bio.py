"""The bio: a paragraph about who wrote the article, before it, after it or beside it."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from service.cleaning.block import Block, Label, Labels, Role, Shape
from service.cleaning.names import is_full_name, tells_role
from service.cleaning.page import Page, Recognised
from service.cleaning.rules import Rules
from service.cleaning.signs import APOSTROPHE, DASHES
from service.cleaning.wording import bare, ends_sentence, plain
from service.cleaning.writers import Writer, starts_with
from service.model.article import Author
from service.model.cleaned import Kind

_LONGEST: Final = 3_000
_LABEL: Final = 60
_SHAPES: Final = frozenset({Shape.PARAGRAPH, Shape.HEADING, Shape.QUOTE})
_AFTER_LABEL: Final = f":|{DASHES}"
_APPOSITION: Final = 90
_OPENING: Final = 30
"""So many words are read of one that introduces its writer."""


_NOT_OF_A_WRITER: Final = frozenset({"said", "you", "own", "act"})


class Said(NamedTuple):
    """A bio without its label, and the writer that its opening names."""

    text: str
    writer: Writer | None


def recognise(page: Page, labels: Labels) -> Recognised:
    """Find bios by name, label, markup, or an opening that says what the writer does."""
    names = _names(page, labels)
    known = [Author(name=name) for name in names]
    stated = {bare(each.name) for each in page.draft.authors if each.bio}
    given: dict[str, str] = {}
    for block in page.blocks:
        if block.place in labels or not _could_be(block):
            continue
        label = _label_line(page, block)
        if label is not None:
            yield block.place, label
            continue
        rule = _rule(page, block, names)
        said = parse(block.text, page.rules) if rule else Said("", None)
        writer = whose(said, known) if rule else None
        if rule is None or writer is None:
            continue
        name, text = bare(writer.name), bare(said.text)
        if name in stated or given.get(name) == text:
            yield block.place, _DUPLICATE
        elif name not in given:
            given[name] = text
            yield block.place, Label(Role.BIO, rule, 0.9, "It says who the writer is.")


_DUPLICATE: Final = Label(
    Role.NOISE, "duplicate/bio", 1.0, "It repeats the bio of an author.", Kind.DUPLICATE
)


def _could_be(block: Block) -> bool:
    return 0 < len(block.text) <= _LONGEST and block.shape in _SHAPES


def _label_line(page: Page, block: Block) -> Label | None:
    """A line that is only the label of a bio."""
    if len(block.text) > _LABEL:
        return None
    at = starts_with(f"{page.plain[block.place]}:", page.rules, "bio-label")
    if at is None or block.text[at:].strip(" :.") != "":
        return None
    return Label(Role.NOISE, "bio/label", 0.95, "It is the label of a bio.", Kind.OTHER)


def _names(page: Page, labels: Labels) -> tuple[str, ...]:
    """The writers known before any bio is read."""
    names = [each.name for each in page.draft.authors]
    names += [writer.name for writer in page.writers(page.draft.byline or "")]
    for place, label in sorted(labels.items()):
        if label.role is Role.BYLINE:
            said = page.blocks[place].text
            names += [writer.name for writer in page.writers(said)]
    return tuple(dict.fromkeys(names))


def _rule(page: Page, block: Block, names: tuple[str, ...]) -> str | None:
    long = len(block.text) > _LABEL // 2
    if long and starts_with(page.plain[block.place], page.rules, "bio-label") is not None:
        said = parse(block.text, page.rules).text
        if said != block.text and len(said) > _LABEL // 2:
            return "bio/label"
    if long and page.marked(block, "bio"):
        return "bio/markup"
    return _of_known(page, block, names) if names else _of_unknown(page, block)


def _of_known(page: Page, block: Block, names: tuple[str, ...]) -> str | None:
    opened = next((name for name in names if _opens(block.text, name)), None)
    if opened:
        return "bio/name" if _tells_of_writer(block, opened) else None
    signed = page.at_edge(block.place) and _is_signed(page, block, names)
    return "bio/writer" if signed else None


def _of_unknown(page: Page, block: Block) -> str | None:
    if not page.at_edge(block.place):
        return None
    said = parse(block.text, page.rules)
    if said.writer is not None and said.writer.role:
        return "bio/apposition"
    introduced = _introduces(block.text, page.rules) and "said" not in page.slots[block.place]
    return "bio/opening" if introduced and _is_named_once(page, block, said) else None


def _is_signed(page: Page, block: Block, names: tuple[str, ...]) -> bool:
    """Whether it speaks of the writer by name further on, by first name, or as "the writer"."""
    if (
        page.slots[block.place] & _NOT_OF_A_WRITER
        or len(block.text) < _LABEL
        or "@" in block.text
    ):
        return False
    if block.place < page.tail({}) or not ends_sentence(block.text):
        return False
    opening = block.text[:_APPOSITION]
    at = starts_with(page.plain[block.place], page.rules, "bio-label")
    if at is not None and len(names) == 1 and block.text[at : at + 1] == " ":
        return True
    prose = [each.text for each in page.blocks if page.prose[each.place]]
    return any(
        (name in opening or block.text.startswith(f"{name.split()[0]} "))
        and not any(name in text for text in prose if text != block.text)
        for name in names
    )


def _is_named_once(page: Page, block: Block, said: Said) -> bool:
    """Whether the article names them nowhere else: they wrote it, it is not about them."""
    family = said.writer.name.split()[-1] if said.writer else ""
    others = (each for each in page.blocks if each.text != block.text)
    return bool(family) and not any(family in each.text for each in others)


def _opens(text: str, name: str) -> bool:
    after = text[len(name) : len(name) + 1]
    return text.startswith(name) and len(text) > len(name) + 12 and not after.isalpha()


def _tells_of_writer(block: Block, name: str) -> bool:
    """Whether what follows the writer's name is about the writer, not news or an address."""
    rest = plain(block.text[len(name) :])
    return "@" not in rest[:60] and not rest.lstrip().startswith(":")


def _introduces(text: str, rules: Rules) -> bool:
    """Whether it opens with a full name, "is", and what such a person does."""
    tokens = text.split(maxsplit=_OPENING)[:_OPENING]
    for at in range(2, min(6, len(tokens))):
        if tokens[at][:1].islower() or plain(tokens[at]) in rules.lists.get("copula", ()):
            name = " ".join(tokens[:at])
            return is_full_name(name) and tells_role(" ".join(tokens[at : at + 24]), rules)
    return False


def parse(text: str, rules: Rules) -> Said:
    """Return a bio without its label, and the writer that an opening apposition names."""
    at = starts_with(plain(text[:_APPOSITION]), rules, "bio-label")
    if at is not None and text[at : at + 3].lstrip()[:1] in set(_AFTER_LABEL):
        text = text[at:].lstrip(f" {_AFTER_LABEL}")
    name, _, rest = text.partition(", ")
    said, _, after = rest.partition(", ")
    writer = None
    if is_full_name(name):
        writer = Writer(name)
        organisation, _, role = said.replace(APOSTROPHE, "'").partition("'s ")
        if after and role and len(said) <= _APPOSITION and tells_role(role, rules):
            writer = Writer(name, role, organisation)
    else:
        writer = _opening_writer(text, rules)
    return Said(text, writer)


def _opening_writer(text: str, rules: Rules) -> Writer | None:
    tokens = text.split(maxsplit=6)[:6]
    copulas = rules.lists.get("copula", frozenset())
    for at, token in enumerate(tokens):
        if at > 1 and (token[:1].islower() or plain(token) in copulas):
            name = " ".join(tokens[:at])
            return Writer(name) if is_full_name(name) else None
    return None


def whose(said: Said, authors: Sequence[Author]) -> Writer | None:
    """Return whose bio it is: an author's that it names, its own opening's, else the only one's."""
    for author in authors:
        if said.text.startswith(author.name):
            role = said.writer if said.writer and said.writer.name == author.name else None
            return role or Writer(author.name)
    for author in authors:
        if author.name in said.text:
            return Writer(author.name)
    if said.writer is not None:
        return said.writer
    return Writer(authors[0].name) if len(authors) == 1 else None
