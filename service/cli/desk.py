"""What the commands share: settings, the database, randomness, the time, and how to print."""

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated, Any, Final, TypeVar

import typer
from pydantic import ValidationError

from service.pipeline import open_store
from service.settings import Settings
from service.store import Store, Transaction

T = TypeVar("T")
_SLUG: Final = "use a-z, 0-9 and hyphens, 64 at most"

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def settings(**overrides: Any) -> Settings:
    """Return the operator's settings; say which is wrong, and stop, where one is."""
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        for wrong in error.errors(include_input=False, include_url=False):
            name = str(wrong["loc"][0])
            says = Settings.model_fields[name].description
            print(f"copydesk: COPYDESK_{name.upper()} is not right. {says}", file=sys.stderr)
        raise typer.Exit(2) from None


@contextmanager
def transaction() -> Iterator[Transaction]:
    """Open the database that the settings name, brought up to date, for one change."""
    with _store() as store, store.transaction() as tx:
        yield tx


@contextmanager
def snapshot() -> Iterator[Transaction]:
    """Open the database that the settings name, brought up to date, to read it."""
    with _store() as store, store.snapshot() as tx:
        yield tx


def write(unit: Callable[[Transaction], T]) -> T:
    """Have `unit` done in the database that the settings name: a withdrawal, on a full disk too."""
    with _store() as store:
        return store.write(unit)


@contextmanager
def _store() -> Iterator[Store]:
    chosen = settings()
    store = open_store(chosen.database_url, clock=now, ledger=chosen.ledger)
    try:
        yield store
    finally:
        store.close()


def named(make: Callable[[], T]) -> T:
    """Return what `make` makes of the words of a command; stop where they are not fit for it."""
    try:
        return make()
    except ValidationError as error:
        wrong = error.errors(include_input=False, include_url=False)[0]
        hint = str(wrong["loc"][0])
        why = _SLUG if hint in {"slug", "name"} and "pattern" in wrong["type"] else wrong["msg"]
        raise typer.BadParameter(why, param_hint=hint) from None


def now() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(UTC)


def randomness(count: int) -> bytes:
    """Return `count` random bytes."""
    return os.urandom(count)


def show(said: Mapping[str, Any], *, as_json: bool) -> None:
    """Print one thing: as JSON, or a name and a value a line."""
    if as_json:
        print(json.dumps(said, ensure_ascii=False))
        return
    width = max(map(len, said))
    for name, value in said.items():
        if isinstance(value, Mapping):
            print(f"{name}:")
            for inner, text in value.items():
                print(f"  {inner:<{width}} {text}")
        else:
            print(f"{name + ':':<{width + 1}} {_text(value)}")


def show_all(rows: Sequence[Mapping[str, Any]], *, as_json: bool) -> None:
    """Print several things: as a JSON list, or one a line."""
    if as_json:
        print(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        print("  ".join(_text(value) for value in row.values()))


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value)) or "-"
    return "-" if value is None else str(value)
