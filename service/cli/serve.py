"""`copydesk serve`: the service itself."""

import multiprocessing
import signal
import sys
import threading
from contextlib import suppress
from functools import partial
from typing import Annotated, Any, Final

import typer
import uvicorn
from uvicorn.supervisors import Multiprocess

from service.cli import desk
from service.cli.rules import source_rules
from service.settings import Settings
from service.store import Store
from service.web.app import create_app
from service.web.protocol import Bounded

GRACE: Final = 10
"""Seconds that requests under way have when the service is asked to stop."""

WORKER_STARTS: Final = 30
"""Seconds until a worker that does not say that it lives is replaced: it begins by reading all its code."""

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
    workers: Annotated[int, typer.Option(min=1, help="Processes; one on SQLite.")] = 1,
) -> None:
    """Run the service; a second process on one SQLite file is refused."""
    # uvicorn raises the signal anew once it has stopped, as all was well: so it ends with status 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    chosen = desk.settings(host=host, port=port)
    if workers > 1 and not chosen.is_shared:
        raise typer.BadParameter("SQLite takes one process.", param_hint="--workers")
    check(chosen)
    config = uvicorn.Config(
        partial(application, chosen),
        factory=True,
        workers=workers,
        host=chosen.host,
        port=chosen.port,
        http=Bounded,
        ws="none",
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=5,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_graceful_shutdown=GRACE,
        timeout_worker_healthcheck=WORKER_STARTS,
    )
    if not runs(config):
        raise typer.Exit(1)


def application(chosen: Settings) -> Any:
    """Return the service; where it is one of several workers, it ends with who supervises them."""
    if supervisor := multiprocessing.parent_process():
        threading.Thread(target=_end_after, args=(supervisor,), daemon=True).start()
    return create_app(chosen)


def _end_after(supervisor: Any) -> None:
    supervisor.join()
    signal.raise_signal(signal.SIGTERM)


def runs(config: uvicorn.Config) -> bool:
    """Serve until told to stop; return whether that began at all."""
    server = uvicorn.Server(config)
    with suppress(SystemExit):  # uvicorn has a status of its own for a port that is taken
        if config.workers > 1:
            Multiprocess(config, [config.bind_socket()]).run()
            return True
        server.run()
    return server.started


def check(chosen: Settings) -> None:
    """Say in a line what would be in the way."""
    own = source_rules(chosen)
    store = Store(chosen.database_url, serves=True)
    with store.snapshot() as tx:
        known = {source.slug for source in tx.sources.all()}
    store.close()
    for slug in sorted(own.sources - known):
        print(f"copydesk: there are rules for {slug}, but no such source.", file=sys.stderr)
