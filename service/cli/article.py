"""`copydesk article`: the operator's word on an article."""

from functools import partial
from typing import Annotated

import typer

from service import pipeline
from service.cli import desk
from service.cli.desk import AsJson
from service.model.errors import NoSuchThing
from service.model.event import Reason
from service.model.identity import article_id, urn
from service.model.receipt import Receipt

app = typer.Typer(help="One article: is it out, and should it be?", no_args_is_help=True)

Id = Annotated[
    str, typer.Argument(metavar="ID", help="The article's id, or SOURCE/EXTERNAL_ID.")
]


@app.command()
def withdraw(
    name: Id,
    reason: Annotated[str, typer.Option(help="Why; shown to the partners who had it.")],
    as_json: AsJson = False,
) -> None:
    """Take an article back: it is gone everywhere, and no late update brings it back."""
    why = desk.named(lambda: Reason(reason=reason)).reason
    unit = partial(pipeline.withdraw, article=_id(name), reason=why, clock=desk.now)
    _show(desk.write(unit), as_json=as_json)


@app.command()
def restore(name: Id, as_json: AsJson = False) -> None:
    """Stand by an article again: partners are shown it as it is by now."""
    with desk.transaction() as tx:
        receipt = pipeline.restore(tx, _id(name), clock=desk.now)
    _show(receipt, as_json=as_json)


@app.command()
def show(name: Id, as_json: AsJson = False) -> None:
    """Show where an article stands."""
    with desk.snapshot() as tx:
        known = tx.articles.find(_id(name))
    if known is None:
        msg = "There is no such article."
        raise NoSuchThing(msg)
    article, standing = known.article, known.standing
    said = {
        "id": known.id,
        "source": known.source,
        "external_id": known.external_id,
        "headline": article.headline if article else None,
        "revision": known.revision,
        "status": article.status if article else None,
        "withdrawn": standing.withdrawn,
        "reason": standing.reason,
        "decided": standing.decided.isoformat() if standing.decided else None,
        "held": known.held,
    }
    desk.show(said, as_json=as_json)


def _id(name: str) -> str:
    source, slash, external_id = name.partition("/")
    if slash:
        return article_id(source, external_id)
    try:
        return urn(name)
    except ValueError:
        raise typer.BadParameter(
            "use urn:uuid:… or SOURCE/EXTERNAL_ID", param_hint="ID"
        ) from None


def _show(receipt: Receipt, *, as_json: bool) -> None:
    said = receipt.model_dump(mode="json", include={"id", "revision", "change"})
    desk.show(said, as_json=as_json)
