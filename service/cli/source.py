"""`copydesk source`: the CMSs that send."""

from typing import Annotated

import typer

from service import accounts
from service.cli import desk
from service.cli.desk import AsJson
from service.intake import PARSERS
from service.model.access import Source
from service.model.signature import SECRET_BYTES

app = typer.Typer(help="The sources: CMSs that send articles.", no_args_is_help=True)


@app.command()
def add(
    slug: Annotated[str, typer.Argument(help="Its name in addresses; it never changes.")],
    name: Annotated[str, typer.Option(help="Its name, for readers.")],
    url: Annotated[str, typer.Option(help="Its web site.")],
    payload: Annotated[str, typer.Option("--format", help="What it sends.")] = "native",
    as_json: AsJson = False,
) -> None:
    """Add a source, and print the secret that it signs with."""
    if payload not in PARSERS:
        known = ", ".join(PARSERS)
        raise typer.BadParameter(f"known formats: {known}", param_hint="--format")
    wanted = desk.named(
        lambda: Source(slug=slug, name=name, url=url, format=payload, secrets=())
    )
    with desk.transaction() as tx:
        made = accounts.add_source(
            tx, wanted, randomness=desk.randomness(SECRET_BYTES), now=desk.now()
        )
    said = {
        "slug": made.slug,
        "name": made.name,
        "url": made.url,
        "format": made.format,
        "secret": made.secrets[0],
        "intake": f"{desk.settings().base_url}/v1/intake/{made.slug}",
    }
    desk.show(said, as_json=as_json)


@app.command("list")
def list_all(as_json: AsJson = False) -> None:
    """List the sources; secrets are not shown."""
    with desk.snapshot() as tx:
        rows = [one.model_dump(exclude={"secrets"}) for one in tx.sources.all()]
    desk.show_all(rows, as_json=as_json)
