"""The table of what was promised, how often it was tried, and what came of it: `make faults` prints it."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rich.console import Console
from rich.table import Table

from tests.faults.served import Served, served_on
from tests.faults.trials import LONG

Report = Callable[[str, int, str], None]
WIDTH = 120


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Report:
    """Add a row to the table: the promise, how often it was tried, and what came of it.

    Call it before the asserts: what came of a promise that broke is in the table too. Rows that
    differ in their trials alone are one.
    """

    def row(promise: str, trials: int, result: str) -> None:
        request.node.user_properties.append(("row", (promise, result, trials)))

    return row


@pytest.fixture
def served(database: str, tmp_path: Path) -> Iterator[Served]:
    """A newsroom whose service can be killed."""
    with served_on(database, tmp_path) as newsroom:
        yield newsroom


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table, where promises were tried as often as they are worth."""
    rows: Counter[tuple[str, str, str]] = Counter()
    for verdict, word in (("passed", "held"), ("failed", "BROKEN")):
        for test in terminalreporter.getreports(verdict):
            for name, row in test.user_properties if test.when == "call" else ():
                if name == "row":
                    promise, result, trials = row
                    rows[promise, result, word] += trials
    if LONG and rows:
        terminalreporter.ensure_newline()
        Console(width=WIDTH, markup=False, highlight=False).print(_table(rows))


def _table(rows: Counter[tuple[str, str, str]]) -> Table:
    table = Table("promise", "trials", "result", "", show_lines=True, width=WIDTH)
    for (promise, result, word), trials in rows.items():
        table.add_row(promise, f"{trials:,}", result, word)
    return table
