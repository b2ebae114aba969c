"""The examples of a rule file: lines that must go by its rules, and lines that must stay.

A line stands between two paragraphs of prose of its language, as inline HTML, and only the rules
read it: neither markup nor a model nor what a source repeats has a say.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from service.cleaning.block import Labels, Role
from service.cleaning.habits import Habits
from service.cleaning.page import Page
from service.cleaning.recognise import noise, related, shares, timestamp
from service.cleaning.rules import Rules
from service.cleaning.rules.reading import EXAMPLES
from service.cleaning.segment import segment
from service.model.cleaned import Kind
from service.model.draft import Draft
from service.model.value import Html

_BY_RULES: Final = (
    timestamp.recognise,
    shares.recognise,
    noise.notices,
    related.recognise,
    noise.prompts,
)
_SLOTS: Final = "examples"
"""The table in which a file says where its slots are found, and where not."""


class Example(NamedTuple):
    """A line of a rule file, and what must become of it."""

    language: str
    of: str
    """A kind of removal, or a slot."""
    line: str
    matches: bool


def examples(path: str, tables: Mapping[str, Any]) -> Iterator[Example]:
    """Yield the examples of a file's tables; `path` (`en/prompts.toml`) says whose they are."""
    language = path.split("/")[-2]
    for name, table in tables.items():
        each_of = table if isinstance(table, list) else [table]
        if name == _SLOTS:
            each_of = [{**each, "kind": slot} for slot, each in table.items()]
        for each in each_of:
            of = each.get("kind", name)
            for key in sorted(EXAMPLES & each.keys()):
                for line in each[key]:
                    yield Example(language, of, line, matches=key == "cut")


def broken(example: Example, prose: str, rules: Rules) -> str | None:
    """Return what is wrong with an example: how its line fares instead; or None if it holds."""
    if example.of in {*Kind}:
        return _not_cut(example, prose, rules)
    found = example.of in _page(example, prose, rules).slots[1]
    return None if found == example.matches else f"{example.of}: {example.line}"


def _not_cut(example: Example, prose: str, rules: Rules) -> str | None:
    page = _page(example, prose, rules)
    labels: Labels = {}
    for recognise in _BY_RULES:
        for place, said in list(recognise(page, labels)):
            labels.setdefault(place, said)
    label = labels.get(1)
    cut = label if label is not None and label.role is Role.NOISE else None
    if example.matches == (cut is not None) and (cut is None or cut.kind == example.of):
        return None
    fate = f"cut as {cut.kind} by {cut.rule}" if cut else "kept"
    return f"{example.of}: {fate}: {example.line}"


def _page(example: Example, prose: str, rules: Rules) -> Page:
    body = Html(f"<p>{prose}</p><p>{example.line}</p><p>{prose}</p>")
    draft = Draft(
        external_id="example", body=body, body_type="text/html", language=example.language
    )
    return Page(draft, segment(draft), rules, Habits())
