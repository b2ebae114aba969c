"""`copydesk article`: the operator's word on an article."""

from functools import partial
from typing import Annotated

import typer

from service import explanation, pipeline
from service.cli import desk
from service.cli.desk import AsJson
from service.model.errors import NoSuchThing
from service.model.event import Reason
from service.model.identity import named
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


@app.command()
def explain(
    name: Id,
    partner: Annotated[str | None, typer.Option(help="To which partner.")] = None,
    feed: Annotated[str | None, typer.Option(help="Or: in which feed.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say whether an article is shown now, and every reason why not."""
    if (partner is None) == (feed is None):
        raise typer.BadParameter("name a partner or a feed", param_hint="--partner")
    with desk.snapshot() as tx:
        asker = explanation.reader(tx, partner=partner, feed=feed)
        said = explanation.explain(tx, asker, _id(name), now=desk.now())
    if as_json:
        desk.show(said.model_dump(mode="json"), as_json=True)
        return
    print(f"{'Shown' if said.allowed else 'Not shown'} to {said.reader}.")
    for reason in said.reasons:
        print(f"- {reason}")
    if said.looked_at:
        desk.show(said.looked_at.model_dump(mode="json"), as_json=False)


def _id(name: str) -> str:
    try:
        return named(name)
    except ValueError:
        raise typer.BadParameter(
            "use urn:uuid:… or SOURCE/EXTERNAL_ID", param_hint="ID"
        ) from None


def _show(receipt: Receipt, *, as_json: bool) -> None:
    said = receipt.model_dump(mode="json", include={"id", "revision", "change"})
    desk.show(said, as_json=as_json)
