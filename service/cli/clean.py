"""`copydesk clean`: articles in, clean articles out, a line each; nothing is stored."""

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from service.cleaning import NONE_KNOWN, Explained, Habits, SourceRules, explain
from service.cli import articles, desk, told
from service.cli.articles import Line
from service.cli.rules import source_rules
from service.model.draft import Draft
from service.model.errors import CopydeskError, Invalid
from service.rehearsal import rehearse

Knowledge = tuple[SourceRules, Mapping[str | None, Habits]]
"""What is known of the sources: the rules of each, and what it says again and again."""


File = Annotated[
    typer.FileBinaryRead | None,
    typer.Argument(
        help="Payloads, or the body of one article (.html, .txt); standard input without."
    ),
]
Learn = Annotated[
    bool,
    typer.Option("--learn", help="First learn what each source repeats in these articles."),
]
Explain = Annotated[
    bool, typer.Option("--explain", help="Show each block: its label, the rule, and why.")
]
Diff = Annotated[bool, typer.Option("--diff", help="Show what was cut, and what is left.")]
Folder = Annotated[
    Path | None,
    typer.Option(help="A folder of the newsroom's own rules; COPYDESK_RULES when absent."),
]
Slug = Annotated[
    str | None, typer.Option(help="Whose article it is, where it does not say so itself.")
]


def clean(
    file: File = None,
    learn: Learn = False,
    explained: Explain = False,
    compared: Diff = False,
    rules: Folder = None,
    source: Slug = None,
) -> None:
    """Clean native payloads, one a line, from standard input to standard output, in order.

    A line that cannot be read gives {"error": …} in its place, and exit status 1.
    """
    if explained and compared:
        raise typer.BadParameter("one of the two at a time", param_hint="--explain, --diff")
    whole = file is not None or explained or compared
    read = articles.read if whole else articles.read_lines
    lines: Iterable[Line] = _of(source, read(file or sys.stdin.buffer))
    known = source_rules(desk.settings(rules=rules))
    habits: Mapping[str | None, Habits] = {}
    if learn:
        lines = list(lines)
        habits = _habits(lines)
    if explained or compared:
        failed = _tell(lines, (known, habits), told.explain if explained else told.diff)
    else:
        failed = _print(_clean(lines, (known, habits)))
    raise typer.Exit(1 if failed else 0)


def _of(source: str | None, lines: Iterable[Line]) -> Iterator[Line]:
    for line in lines:
        if isinstance(line, Draft) and line.source is None and source:
            yield line.model_copy(update={"source": source})
        else:
            yield line


def _habits(lines: Iterable[Line]) -> dict[str | None, Habits]:
    by_source: defaultdict[str | None, list[Draft]] = defaultdict(list)
    for line in lines:
        if isinstance(line, Draft):
            by_source[line.source].append(line)
    return {source: Habits.of(drafts) for source, drafts in by_source.items()}


def _tell(
    lines: Iterable[Line],
    known: Knowledge,
    tell: Callable[[Any, Draft, Explained], None],
) -> bool:
    """Tell of each article, with an empty line between; return whether one could not be read."""
    rules, habits = known
    terminal, failed = told.console(), False
    for number, line in enumerate(lines):
        if number:
            terminal.print()
        try:
            if isinstance(line, CopydeskError):
                raise line
            mine = habits.get(line.source, NONE_KNOWN)
            tell(terminal, line, explain(line, rules=rules.of(line.source), habits=mine))
        except CopydeskError as error:
            failed = True
            print(f"copydesk: article {number + 1}: {error}", file=sys.stderr)
    return failed


def _print(results: Iterable[dict[str, Any]]) -> bool:
    """Print each result as a line of JSON; return whether one is an error."""
    failed = False
    for said in results:
        failed = failed or "error" in said
        sys.stdout.buffer.write(json.dumps(said, ensure_ascii=False).encode() + b"\n")
    sys.stdout.buffer.flush()
    return failed


def _clean(lines: Iterable[Line], known: Knowledge) -> Iterator[dict[str, Any]]:
    (rules, habits), now = known, desk.now()
    for line in lines:
        if isinstance(line, CopydeskError):
            yield {"error": _error(line)}
            continue
        try:
            mine = habits.get(line.source, NONE_KNOWN)
            article, cleaned = rehearse(line, rules=rules.of(line.source), habits=mine, now=now)
        except CopydeskError as error:
            yield {"error": _error(error)}
            continue
        ledger = cleaned.model_dump(mode="json", include={"removed", "doubts"})
        yield {"article": article.model_dump(mode="json"), **ledger}


def _error(error: CopydeskError) -> dict[str, Any]:
    said: dict[str, Any] = {"title": type(error).__name__, "detail": str(error)}
    if isinstance(error, Invalid):
        said["errors"] = [fault.model_dump() for fault in error.faults]
    return said
