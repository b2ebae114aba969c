"""`copydesk feed`: what subscribers read."""

from typing import Annotated, Any

import typer

from service import accounts
from service.cli import desk
from service.cli.desk import AsJson
from service.feeds import addresses
from service.model.access import EVERYTHING, Feed

app = typer.Typer(help="The feeds: products, as subscribers read them.", no_args_is_help=True)


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="Its name in addresses; it never changes.")],
    title: Annotated[str, typer.Option(help="Its title, for readers.")],
    product: Annotated[str, typer.Option(help="What is in it.")] = EVERYTHING,
    description: Annotated[str | None, typer.Option(help="A sentence on it.")] = None,
    language: Annotated[str | None, typer.Option(help="Its language, such as en.")] = None,
    items: Annotated[int, typer.Option(help="How many articles it holds.")] = 50,
    public: Annotated[bool, typer.Option("--public", help="Anyone may read it.")] = False,
    as_json: AsJson = False,
) -> None:
    """Add a feed, and print its addresses."""
    with desk.transaction() as tx:
        offered = tx.partners.product(product)
        wanted = desk.named(
            lambda: Feed(
                name=name,
                title=title,
                description=description,
                product=offered,
                language=language,
                public=public,
                items=items,
            )
        )
        feed = accounts.add_feed(tx, wanted, now=desk.now())
    desk.show(_row(feed), as_json=as_json)


@app.command("list")
def list_all(as_json: AsJson = False) -> None:
    """List the feeds."""
    with desk.snapshot() as tx:
        rows = [_row(feed) for feed in tx.feeds.all()]
    desk.show_all(rows if as_json else [_line(row) for row in rows], as_json=as_json)


def _row(feed: Feed) -> dict[str, Any]:
    return {
        "name": feed.name,
        "title": feed.title,
        "product": feed.product.slug,
        "public": feed.public,
        "items": feed.items,
        "urls": addresses(feed.name, desk.settings().base_url),
    }


def _line(row: dict[str, Any]) -> dict[str, Any]:
    return {"name": row["name"], "title": row["title"], "rss": row["urls"]["rss"]}
