"""`copydesk serve`: the service itself."""

import signal
import sys
from contextlib import suppress
from typing import Annotated, Final

import typer
import uvicorn

from service.cli import desk
from service.cli.rules import source_rules
from service.settings import Settings
from service.store import Store
from service.web.app import create_app
from service.web.protocol import Bounded

GRACE: Final = 10
"""Seconds that requests under way have when the service is asked to stop."""

MOST_CONNECTIONS: Final = 1000

HELP: Final = "Run the service, until it is told to stop."
SETTINGS: Final = "Settings, from the environment or .env:\n\n" + "\n\n".join(
    f"COPYDESK_{name.upper()}: {field.description}"
    + (f" Default: {field.default}." if field.default is not None else "")
    for name, field in Settings.model_fields.items()
)


def serve(
    host: Annotated[str | None, typer.Option(help="The address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="The port to listen on.")] = None,
    workers: Annotated[int, typer.Option(help="Processes; one on SQLite.")] = 1,
) -> None:
    """Run the service; a second process on one SQLite file is refused."""
    # uvicorn raises the signal anew when it has stopped: then this is how the process ends
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    if workers != 1:
        raise typer.BadParameter("SQLite takes one process.", param_hint="--workers")
    chosen = desk.settings(host=host, port=port)
    check(chosen)
    config = uvicorn.Config(
        create_app(chosen),
        host=chosen.host,
        port=chosen.port,
        http=Bounded,
        ws="none",
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=5,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_graceful_shutdown=GRACE,
    )
    server = uvicorn.Server(config)
    with suppress(SystemExit):  # uvicorn has a status of its own for a port that is taken
        server.run()
    if not server.started:
        raise typer.Exit(1)


def check(chosen: Settings) -> None:
    """Say in a line what would be in the way."""
    own = source_rules(chosen)
    store = Store(chosen.database_url, serves=True)
    with store.snapshot() as tx:
        known = {source.slug for source in tx.sources.all()}
    store.close()
    for slug in sorted(own.sources - known):
        print(f"copydesk: there are rules for {slug}, but no such source.", file=sys.stderr)
