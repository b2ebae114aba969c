"""`copydesk partner`: those who read."""

from typing import Annotated

import typer

from service import accounts
from service.cli import desk
from service.cli.desk import AsJson
from service.model.access import Partner

app = typer.Typer(help="The partners: those who read.", no_args_is_help=True)


@app.command()
def add(
    slug: Annotated[str, typer.Argument(help="Their name in addresses; it never changes.")],
    name: Annotated[str, typer.Option(help="Their name, for people.")],
    product: Annotated[
        list[str] | None,
        typer.Option(help="What they may read; `everything` is built in. Repeat for more."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Add a partner, and print their first key: it is shown once, and kept nowhere."""
    wanted = desk.named(lambda: Partner(slug=slug, name=name))
    with desk.transaction() as tx:
        products = tuple(tx.partners.product(one) for one in product or ())
        welcome = accounts.add_partner(
            tx,
            wanted.model_copy(update={"products": products}),
            randomness=desk.randomness(accounts.KEY_BYTES),
            now=desk.now(),
        )
    said = {
        "slug": slug,
        "name": name,
        "products": product or [],
        "key": welcome.key.text,
        "key_id": welcome.key.id,
    }
    desk.show(said, as_json=as_json)


@app.command("list")
def list_all(as_json: AsJson = False) -> None:
    """List the partners and what they may read."""
    with desk.snapshot() as tx:
        rows = [
            {
                "slug": one.slug,
                "name": one.name,
                "products": [product.slug for product in one.products],
            }
            for one in tx.partners.all()
        ]
    desk.show_all(rows, as_json=as_json)
