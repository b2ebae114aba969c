"""`copydesk clean`: articles in, clean articles out, a line each; nothing is stored."""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any

import typer

from service.cleaning import NONE_KNOWN, Habits, rules
from service.cli import desk
from service.intake import native
from service.model.draft import Draft
from service.model.errors import CopydeskError, Invalid
from service.pipeline import rehearse

Line = Draft | CopydeskError


def clean(
    learn: Annotated[
        bool,
        typer.Option("--learn", help="First learn what each source repeats in these articles."),
    ] = False,
) -> None:
    """Clean native payloads, one a line, from standard input to standard output, in order.

    A line that cannot be read gives {"error": …} in its place, and exit status 1.
    """
    lines: Iterable[Line] = map(_read, sys.stdin.buffer)
    habits: Mapping[str | None, Habits] = {}
    if learn:
        lines = list(lines)
        habits = _habits(lines)
    failed = False
    for said in _clean(lines, habits):
        failed = failed or "error" in said
        sys.stdout.buffer.write(json.dumps(said, ensure_ascii=False).encode() + b"\n")
    sys.stdout.buffer.flush()
    raise typer.Exit(1 if failed else 0)


def _read(line: bytes) -> Line:
    try:
        return native.parse_draft(line)
    except CopydeskError as error:
        return error


def _habits(lines: Iterable[Line]) -> dict[str | None, Habits]:
    by_source: defaultdict[str | None, list[Draft]] = defaultdict(list)
    for line in lines:
        if isinstance(line, Draft):
            by_source[line.source].append(line)
    return {source: Habits.of(drafts) for source, drafts in by_source.items()}


def _clean(
    lines: Iterable[Line], habits: Mapping[str | None, Habits]
) -> Iterator[dict[str, Any]]:
    known, now = rules.load(), desk.now()
    for line in lines:
        if isinstance(line, CopydeskError):
            yield {"error": _error(line)}
            continue
        try:
            mine = habits.get(line.source, NONE_KNOWN)
            article, cleaned = rehearse(line, rules=known, habits=mine, now=now)
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
