"""`copydesk rules`: a newsroom's own rules of cleaning."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from service.cleaning import SourceRules
from service.cli import desk
from service.model.errors import Fault, Invalid
from service.settings import Settings

app = typer.Typer(help="The newsroom's own rules of cleaning.", no_args_is_help=True)


@app.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="The folder; COPYDESK_RULES when absent.")
    ] = None,
) -> None:
    """Read every rule file, and try out its examples; exit status 1 where one is wrong."""
    settings = desk.settings(rules=folder)
    if settings.rules is None:
        raise typer.BadParameter("name a folder, or set COPYDESK_RULES", param_hint="FOLDER")
    trials = list(source_rules(settings).trials())
    for trial in trials:
        for said in trial.wrong:
            print(f"{trial.path}: {said}")
        if not trial.examples:
            print(f"{trial.path}: it has no examples; add lines to `cut` and to `keep`.")
    wrong = sum(len(trial.wrong) for trial in trials)
    tried = sum(trial.examples for trial in trials)
    print(f"{_count(len(trials), 'file')}, {_count(tried, 'example')}, {wrong} wrong.")
    raise typer.Exit(1 if wrong else 0)


def source_rules(settings: Settings) -> SourceRules:
    """Return the rules of every source; say what is wrong with each file, and stop, where it is."""
    try:
        return SourceRules(settings.rule_files())
    except Invalid as error:
        for fault in error.faults:
            print(f"copydesk: {_said(fault)}", file=sys.stderr)
        raise typer.Exit(1) from None


def _said(fault: Fault) -> str:
    """A fault with its file, its table and its key: `gazette/en/ads.toml, [share] says: …`."""
    file, ending, rest = fault.pointer.removeprefix("/").partition(".toml")
    table, _, key = rest.strip("/").partition("/")
    where = f", [{table}] {key.replace('/', ' ')}".rstrip() if table else ""
    return f"{file}{ending}{where}: {fault.detail}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
