"""`copydesk key`: partners' keys."""

from typing import Annotated, Any

import typer

from service import accounts
from service.cli import desk
from service.cli.desk import AsJson
from service.model.access import Key
from service.model.errors import NoSuchThing

app = typer.Typer(help="Partners' keys.", no_args_is_help=True)


@app.command()
def add(
    partner: Annotated[str, typer.Argument(help="Whose key.")], as_json: AsJson = False
) -> None:
    """Give a partner one more key: it is shown once, and kept nowhere."""
    with desk.transaction() as tx:
        made = accounts.add_key(
            tx, partner, randomness=desk.randomness(accounts.KEY_BYTES), now=desk.now()
        )
    desk.show({"id": made.id, "partner": partner, "key": made.text}, as_json=as_json)


@app.command("list")
def list_all(
    partner: Annotated[str, typer.Argument(help="Whose keys.")], as_json: AsJson = False
) -> None:
    """List a partner's keys, ended ones too."""
    with desk.snapshot() as tx:
        if not tx.partners.find(partner):
            msg = f"There is no partner {partner}."
            raise NoSuchThing(msg)
        rows = [_row(key) for key in tx.partners.keys(partner)]
    desk.show_all(rows, as_json=as_json)


@app.command()
def revoke(
    key_id: Annotated[str, typer.Argument(metavar="ID", help="The key's id, as listed.")],
    as_json: AsJson = False,
) -> None:
    """End a key: whoever holds it is refused from now on."""
    with desk.transaction() as tx:
        key = accounts.revoke_key(tx, key_id, now=desk.now())
    desk.show(_row(key), as_json=as_json)


def _row(key: Key) -> dict[str, Any]:
    row = key.model_dump(mode="json", exclude={"digest"})
    return row | {"scopes": sorted(key.scopes)}
