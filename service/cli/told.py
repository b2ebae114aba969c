"""How cleaning is told in a terminal: block by block, or as what went and what stayed."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

from rich.console import Console
from rich.text import Text

from service.cleaning import Explained, Told
from service.cleaning.block import Role
from service.cleaning.wording import line
from service.model.cleaned import Doubt, Weight
from service.model.draft import Draft

_CUT: Final = "red"
_TRIMMED: Final = "red strike"
_PLACED: Final = "cyan"
_WHY: Final = "dim"
_WEIGHTS: Final = {Weight.NOTE: "dim", Weight.LOOK: "yellow", Weight.STOP: "bold red"}
_PLACE, _LABEL = 5, 14
_NARROWEST: Final = 20


def console() -> Console:
    """Return the terminal: colours where it has them and NO_COLOR does not forbid them."""
    return Console(highlight=False, markup=False, emoji=False)


def explain(to: Console, draft: Draft, said: Explained) -> None:
    """Print each block with its label, rule and reason, and the doubts where they belong."""
    doubts = _by_place(said.cleaned.doubts)
    _head(to, draft, said)
    for block in said.blocks:
        what, style = _label(block)
        beside = Text(f"{block.place:>{_PLACE - 2}}  ", _WHY) + Text(what, style)
        _hang(to, beside, Text(_plain(block.text), _CUT if block.kind else ""))
        if block.rule:
            why = f"{block.rule}, {block.confidence:.2f}: {_plain(block.reason)}"
            beside = Text(" " * _PLACE) + Text(block.kind or "", style)
            _hang(to, beside, Text(why, _WHY))
        for doubt in doubts.pop(block.place, ()):
            _doubt(to, doubt)
    _foot(to, said, [doubt for rest in doubts.values() for doubt in rest])


def diff(to: Console, draft: Draft, said: Explained) -> None:
    """Print what came, marked: `-` was cut, `>` has a place of its own, [-so-] was trimmed."""
    doubts = _by_place(said.cleaned.doubts)
    _head(to, draft, said)
    for block in said.blocks:
        if block.kind is not None:
            _hang(to, Text("- ", _CUT), Text(_plain(block.text), _CUT), 2)
            _hang(to, Text(""), Text(f"{block.kind} ({block.rule})", _WHY), 4)
        elif block.role is Role.BODY:
            _hang(to, Text(""), Text(_plain(block.text)), 2)
        else:
            _hang(to, Text("> ", _PLACED), _trimmed(block), 2)
            _hang(to, Text(""), Text(f"{block.role} ({block.rule})", _WHY), 4)
    _foot(to, said, [doubt for of in doubts.values() for doubt in of])


def _head(to: Console, draft: Draft, said: Explained) -> None:
    story = said.cleaned.story
    counts = Counter(block.role for block in said.blocks)
    kept, cut = counts.pop(Role.BODY, 0), counts.pop(Role.NOISE, 0)
    named = [f"{number} {role}" for role, number in counts.items()]
    told = ", ".join([f"{kept} kept", f"{cut} cut", *named])
    _hang(to, Text(""), Text(_plain(story.headline), "bold"), 0)
    _hang(to, Text(""), Text(f"{_plain(draft.external_id)}: {told}", _WHY), 0)
    to.print()


def _foot(to: Console, said: Explained, doubts: Iterable[Doubt]) -> None:
    doubts = sorted(doubts, key=lambda doubt: -doubt.weight.rank)
    if doubts or said.cleaned.held:
        to.print()
    for doubt in doubts:
        _doubt(to, doubt, indent=0)
    if said.cleaned.held:
        _hang(to, Text("held  ", _WEIGHTS[Weight.STOP]), Text(said.cleaned.held), 6)


def _doubt(to: Console, doubt: Doubt, indent: int = _PLACE) -> None:
    beside = Text(" " * indent) + Text(doubt.weight, _WEIGHTS[doubt.weight])
    place = "" if doubt.place is None or indent else f", block {doubt.place}"
    told = Text(f"{_plain(doubt.reason)} ({doubt.rule}{place})")
    _hang(to, beside, told, _PLACE + _LABEL if indent else 6)


def _label(block: Told) -> tuple[str, str]:
    if block.kind is not None:
        return "cut", _CUT
    if block.role is Role.BODY:
        return "body", _WHY
    return block.role, _PLACED


def _trimmed(block: Told) -> Text:
    """A block's words, with what was trimmed struck and in brackets."""
    told, rest = Text(), _plain(block.text)
    for cut in map(_plain, block.trimmed):
        before, found, after = rest.partition(cut)
        if found:
            told.append(before).append(f"[-{cut}-]", _TRIMMED)
            rest = after
    return told.append(rest)


def _by_place(doubts: Iterable[Doubt]) -> defaultdict[int | None, list[Doubt]]:
    found: defaultdict[int | None, list[Doubt]] = defaultdict(list)
    for doubt in doubts:
        found[doubt.place].append(doubt)
    return found


def _hang(to: Console, beside: Text, text: Text, indent: int = _PLACE + _LABEL) -> None:
    """Print `text`, wrapped, beside a label that stands in the margin."""
    beside = beside.copy()
    beside.pad_right(max(0, indent - beside.cell_len))
    for told in text.wrap(to, max(_NARROWEST, to.width - indent)):
        told.rstrip()
        to.print(beside + told, soft_wrap=True)
        beside = Text(" " * indent)


def _plain(text: str) -> str:
    """A text as it may stand in a terminal: on one line, and without what would steer it."""
    return line(text)
