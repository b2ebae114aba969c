"""`copydesk source`: the CMSs that send."""

from enum import StrEnum
from typing import Annotated, Any, Final

import typer

from service import accounts
from service.cli import desk
from service.cli.desk import AsJson
from service.intake import PARSERS
from service.model.access import Source
from service.model.cleaned import Weight
from service.model.signature import SECRET_BYTES

app = typer.Typer(help="The sources: CMSs that send articles.", no_args_is_help=True)


class HoldAt(StrEnum):
    """From which doubt on an article is held."""

    EMPTY = "empty"
    STOP = "stop"
    LOOK = "look"
    NOTE = "note"

    @property
    def weight(self) -> Weight | None:
        """The weight that holds; an article without any text is always held."""
        return None if self is HoldAt.EMPTY else Weight(self.value)


_HOLD_AT: Final = "Hold an article with a doubt of this weight or more; empty: only one that cleaning leaves no text of."


@app.command()
def add(
    slug: Annotated[str, typer.Argument(help="Its name in addresses; it never changes.")],
    name: Annotated[str, typer.Option(help="Its name, for readers.")],
    url: Annotated[str, typer.Option(help="Its web site.")],
    payload: Annotated[str, typer.Option("--format", help="What it sends.")] = "native",
    hold_at: Annotated[HoldAt, typer.Option(help=_HOLD_AT)] = HoldAt.EMPTY,
    as_json: AsJson = False,
) -> None:
    """Add a source, and print the secret that it signs with."""
    if payload not in PARSERS:
        known = ", ".join(PARSERS)
        raise typer.BadParameter(f"known formats: {known}", param_hint="--format")
    wanted = desk.named(
        lambda: Source(
            slug=slug, name=name, url=url, format=payload, secrets=(), hold_at=hold_at.weight
        )
    )
    with desk.transaction() as tx:
        made = accounts.add_source(
            tx, wanted, randomness=desk.randomness(SECRET_BYTES), now=desk.now()
        )
    said = _row(made) | {
        "secret": made.secrets[0],
        "intake": f"{desk.settings().base_url}/v1/intake/{made.slug}",
    }
    desk.show(said, as_json=as_json)


@app.command("set")
def set_policy(
    slug: Annotated[str, typer.Argument(help="Which source.")],
    hold_at: Annotated[HoldAt, typer.Option(help=_HOLD_AT)],
    as_json: AsJson = False,
) -> None:
    """Change what of a source's is held. An article that is held goes out when it is sent again."""
    with desk.transaction() as tx:
        source = accounts.hold_at(tx, slug, hold_at.weight, now=desk.now())
    desk.show(_row(source), as_json=as_json)


@app.command("list")
def list_all(as_json: AsJson = False) -> None:
    """List the sources; secrets are not shown."""
    with desk.snapshot() as tx:
        rows = [_row(one) for one in tx.sources.all()]
    desk.show_all(rows, as_json=as_json)


def _row(source: Source) -> dict[str, Any]:
    row = source.model_dump(mode="json", exclude={"secrets"})
    return row | {"hold_at": source.hold_at or HoldAt.EMPTY.value}
