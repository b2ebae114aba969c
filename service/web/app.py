"""The application: rooms opened, routes registered, errors answered."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from service.cleaning import SourceRules
from service.pipeline import Desk, open_store
from service.settings import Settings
from service.store import Store, Writer
from service.web import admin, articles, clean, feeds, health, intake, openapi
from service.web.clock import TrustedClock
from service.web.headers import SafeHeaders
from service.web.house import House, Keys
from service.web.problems import Problems
from service.web.ticker import Ticker


def create_app(settings: Settings, clock: TrustedClock | None = None) -> FastAPI:
    """Return the service; its database is opened, and brought up to date, when it starts.

    It goes by `clock`, or by the machine's.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        house = app.state.house = await asyncio.to_thread(
            _open, settings, clock or TrustedClock()
        )
        ticker = Ticker(house.desk, house.clock)
        yield
        await asyncio.to_thread(ticker.close)
        await asyncio.to_thread(house.close)

    app = FastAPI(
        title=openapi.TITLE,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    for room in (feeds, articles, intake, clean, admin.articles, admin.explain, health):
        app.router.routes.extend(room.router.routes)
    Problems(settings.base_url).install(app)
    app.add_middleware(SafeHeaders)
    openapi.install(app)
    return app


def _open(settings: Settings, clock: TrustedClock) -> House:
    store = open_store(settings.database_url, clock=clock, serves=True, ledger=settings.ledger)
    desk = Desk(store, Writer(store), SourceRules(settings.rule_files()))
    operator = settings.admin_key.get_secret_value() if settings.admin_key else None
    cursors = settings.signing_key() or _shared_key(store)
    keys = Keys(operator=operator, cursors=cursors)
    return House(desk, clock, keys, settings.base_url)


def _shared_key(store: Store) -> bytes:
    """Return the key that signs cursors in every process on this database."""
    with store.transaction() as tx:
        return tx.secrets.keep("cursors", secrets.token_urlsafe(32)).encode()
