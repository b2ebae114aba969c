"""The bio: a paragraph about who wrote the article, before it, after it or beside it."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from service.cleaning.block import Block, Label, Labels, Role, Shape
from service.cleaning.names import is_full_name, tells_role
from service.cleaning.page import Page, Recognised
from service.cleaning.recognise.byline import Writer, parse as read_byline, starts_with
from service.cleaning.rules import Rules
from service.cleaning.wording import bare, plain
from service.model.article import Author
from service.model.cleaned import Kind

_LONGEST: Final = 3_000
_LABEL: Final = 60
_APPOSITION: Final = 90


class Said(NamedTuple):
    """A bio without its label, and the writer that its opening names."""

    text: str
    writer: Writer | None


def recognise(page: Page, labels: Labels) -> Recognised:
    """Find bios by name, label, markup, or an opening that says what the writer does."""
    names = _names(page, labels)
    seen: set[str] = set()
    for block in page.blocks:
        if block.place in labels or not _could_be(block):
            continue
        label = _label_line(page, block)
        if label is not None:
            yield block.place, label
            continue
        rule = _rule(page, block, labels, names)
        if rule is None:
            continue
        text = bare(parse(block.text, page.rules).text)
        if text in seen or any(bare(each.bio or "") == text for each in page.draft.authors):
            reason = "It repeats the bio of an author."
            yield (
                block.place,
                Label(Role.NOISE, "duplicate/bio", 1.0, reason, Kind.DUPLICATE),
            )
        else:
            seen.add(text)
            yield block.place, Label(Role.BIO, rule, 0.9, "It says who the writer is.")


def _could_be(block: Block) -> bool:
    return 0 < len(block.text) <= _LONGEST and block.shape in {
        Shape.PARAGRAPH,
        Shape.HEADING,
        Shape.QUOTE,
    }


def _label_line(page: Page, block: Block) -> Label | None:
    """A line that is only the label of a bio."""
    if len(block.text) > _LABEL:
        return None
    at = starts_with(f"{block.text}:", page.rules, "bio-label")
    if at is None or block.text[at:].strip(" :.") != "":
        return None
    return Label(Role.NOISE, "bio/label", 0.95, "It is the label of a bio.", Kind.OTHER)


def _names(page: Page, labels: Labels) -> tuple[str, ...]:
    """The writers known before any bio is read."""
    names = [each.name for each in page.draft.authors]
    names += [writer.name for writer in read_byline(page.draft.byline or "", page.rules)]
    for place, label in sorted(labels.items()):
        if label.role is Role.BYLINE:
            said = page.blocks[place].text
            names += [writer.name for writer in read_byline(said, page.rules)]
    return tuple(dict.fromkeys(names))


def _rule(page: Page, block: Block, labels: Labels, names: tuple[str, ...]) -> str | None:
    said = parse(block.text, page.rules)
    if said.text != block.text and len(said.text) > _LABEL // 2:
        return "bio/label"
    if page.marked(block, "bio") and len(block.text) > _LABEL // 2:
        return "bio/markup"
    opened = next((name for name in names if _opens(block.text, name)), None)
    if opened:
        return "bio/name" if _tells_of_writer(page, block, opened) else None
    if not names and said.writer is not None and said.writer.role and page.at_edge(block.place):
        return "bio/apposition"
    if not names and page.near_end(block.place) and _introduces(block.text, page.rules):
        return "bio/opening"
    return None


def _opens(text: str, name: str) -> bool:
    after = text[len(name) : len(name) + 1]
    return text.startswith(name) and len(text) > len(name) + 12 and not after.isalpha()


def _tells_of_writer(page: Page, block: Block, name: str) -> bool:
    """Whether what follows the writer's name is about the writer, not news or an address."""
    rest = plain(block.text[len(name) :])
    return "@" not in rest[:60] and not rest.lstrip().startswith(":")


def _introduces(text: str, rules: Rules) -> bool:
    """Whether it opens with a full name, "is", and what such a person does."""
    tokens = text.split()
    copulas = rules.lists.get("copula", frozenset())
    for at in range(2, min(6, len(tokens))):
        if plain(tokens[at]) in copulas:
            name = " ".join(tokens[:at])
            return is_full_name(name) and tells_role(" ".join(tokens[at : at + 12]), rules)
    return False


def parse(text: str, rules: Rules) -> Said:
    """Return a bio without its label, and the writer that an opening apposition names."""
    at = starts_with(text, rules, "bio-label")
    if at is not None and text[at : at + 3].lstrip()[:1] in {":", "|", "-", "—", "–"}:  # noqa: RUF001
        text = text[at:].lstrip(" :|-—–")  # noqa: RUF001
    name, _, rest = text.partition(", ")
    said, _, after = rest.partition(", ")
    writer = None
    if is_full_name(name):
        writer = Writer(name)
        organisation, _, role = said.replace("’s ", "'s ").partition("'s ")  # noqa: RUF001
        if after and role and len(said) <= _APPOSITION and tells_role(role, rules):
            writer = Writer(name, role, organisation)
    else:
        writer = _opening_writer(text, rules)
    return Said(text, writer)


def _opening_writer(text: str, rules: Rules) -> Writer | None:
    tokens = text.split()[:6]
    copulas = rules.lists.get("copula", frozenset())
    for at, token in enumerate(tokens):
        if at > 1 and plain(token) in copulas:
            name = " ".join(tokens[:at])
            return Writer(name) if is_full_name(name) else None
    return None


def whose(said: Said, authors: Sequence[Author]) -> Writer | None:
    """Return whose bio it is: the author that it opens with or names, else the only one."""
    for author in authors:
        if said.text.startswith(author.name):
            role = said.writer if said.writer and said.writer.name == author.name else None
            return role or Writer(author.name)
    for author in authors:
        if author.name in said.text:
            return Writer(author.name)
    return Writer(authors[0].name) if len(authors) == 1 else None
