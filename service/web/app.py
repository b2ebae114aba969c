"""The application: rooms opened, routes registered, errors answered."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Final

from fastapi import FastAPI

from service.cleaning import SourceRules
from service.pipeline import Clock, Desk, tick
from service.settings import Settings
from service.store import Store, Writer
from service.web import articles, clean, feeds, health, intake, openapi
from service.web.headers import SafeHeaders
from service.web.house import House, Keys
from service.web.problems import Problems

TICK: Final = 0.5
"""Seconds between looks at the clock for embargoes that end and articles that expire."""


_log = logging.getLogger("copydesk")


def wall_clock() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(UTC)


def create_app(settings: Settings, clock: Clock = wall_clock) -> FastAPI:
    """Return the service; its database is opened, and brought up to date, when it starts."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        house = app.state.house = await asyncio.to_thread(_open, settings, clock)
        ticking = asyncio.create_task(_tick(house))
        yield
        ticking.cancel()
        await asyncio.to_thread(house.close)

    app = FastAPI(
        title=openapi.TITLE,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    for room in (feeds, articles, intake, clean, health):
        app.router.routes.extend(room.router.routes)
    Problems(settings.base_url).install(app)
    app.add_middleware(SafeHeaders)
    openapi.install(app)
    return app


def _open(settings: Settings, clock: Clock) -> House:
    store = Store(settings.database_url, serves=True)
    desk = Desk(store, Writer(store), SourceRules(settings.rule_files()))
    operator = settings.admin_key.get_secret_value() if settings.admin_key else None
    cursors = settings.signing_key() or _shared_key(store)
    keys = Keys(operator=operator, cursors=cursors)
    return House(desk, clock, keys, settings.base_url)


def _shared_key(store: Store) -> bytes:
    """Return the key that signs cursors in every process on this database."""
    with store.transaction() as tx:
        return tx.secrets.keep("cursors", secrets.token_urlsafe(32)).encode()


async def _tick(house: House) -> None:
    while True:
        ticked = asyncio.wrap_future(house.desk.writer.submit(partial(tick, now=house.now())))
        await asyncio.wait([ticked])
        if error := ticked.exception():  # whatever it is, the next embargo must end too
            _log.error("The clock's changes could not be logged; trying again.", exc_info=error)
        await asyncio.sleep(TICK)
