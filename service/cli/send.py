"""`copydesk send`: send an article as a CMS would, signed."""

import secrets
import sys
from typing import Annotated

import httpx
import typer

from service.cli import desk
from service.model.errors import NoSuchThing
from service.model.signature import key_of, sign


def send(
    file: Annotated[
        typer.FileBinaryRead, typer.Argument(help="A native payload; - for stdin.")
    ],
    source: Annotated[str, typer.Option(help="Which source sends it.")],
    to: Annotated[
        str | None, typer.Option(help="The service; COPYDESK_PUBLIC_URL when absent.")
    ] = None,
    secret: Annotated[
        str | None,
        typer.Option(
            envvar="COPYDESK_SOURCE_SECRET",
            help="The source's secret; when absent it is looked up in the database.",
        ),
    ] = None,
    message_id: Annotated[
        str | None, typer.Option("--id", help="The event's id; a new one when absent.")
    ] = None,
) -> None:
    """Sign an article as its CMS would, send it, and print the receipt."""
    body = file.read()
    try:
        signed = sign(
            body,
            secret=_valid(secret or _kept_secret(source)),
            message_id=message_id or f"msg_{secrets.token_urlsafe(16)}",
            at=desk.now(),
        )
        address = f"{(to or desk.settings().base_url).rstrip('/')}/v1/intake/{source}"
        headers = signed | {"content-type": "application/json"}
        answer = httpx.post(address, content=body, headers=headers, timeout=60)
    except httpx.HTTPError as error:
        print(f"copydesk: the service cannot be reached: {error}", file=sys.stderr)
        raise typer.Exit(1) from None
    print(answer.text)
    if not answer.is_success:
        raise typer.Exit(1)


def _kept_secret(slug: str) -> str:
    with desk.snapshot() as tx:
        source = tx.sources.find(slug)
    if source is None:
        msg = f"There is no source {slug}."
        raise NoSuchThing(msg)
    return source.secrets[0]


def _valid(secret: str) -> str:
    try:
        key_of(secret)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--secret") from None
    return secret
