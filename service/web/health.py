"""Whether the service lives, and whether it is ready for work."""

from typing import Final, Literal

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel

from service.model.errors import Unavailable
from service.model.value import Moment
from service.web.clock import WHAT_TO_DO
from service.web.documents import answers, problems
from service.web.house import TheHouse
from service.web.routes import readable

WELL: Final = {"status": "ok"}
READY: Final = WELL | {
    "clock": "trusted",
    "frozen_since": None,
    "disk": "free",
    "writes": "taken",
    "detail": None,
}
router = APIRouter(prefix="/health", tags=["health"])


class Health(BaseModel):
    """All is well."""

    status: Literal["ok"] = "ok"


class Readiness(Health):
    """Requests are answered. While the clock is `frozen`, no embargo ends; while the disk is `full`,
    what was set aside for withdrawals is in use; while writes are `refused`, nothing is taken in, and
    what is there is served.
    """

    clock: Literal["trusted", "frozen"] = "trusted"
    frozen_since: Moment | None = None
    disk: Literal["free", "full"] = "free"
    writes: Literal["taken", "refused"] = "taken"
    detail: str | None = None
    """What to do about it."""


@readable(
    router,
    "/live",
    operation_id="isLive",
    summary="Is it alive?",
    responses=answers(200, Health, "It is.", WELL),
)
async def live() -> Response:
    """The process answers."""
    return _said(Health())


@readable(
    router,
    "/ready",
    operation_id="isReady",
    summary="Is it ready?",
    responses=answers(200, Readiness, "It is.", READY) | problems(Unavailable),
)
async def ready(house: TheHouse) -> Response:
    """The database answers too; whether it takes what is written; and how clock and disk are."""
    await house.read(lambda tx: tx.log.head())
    desk, since = house.desk, house.clock.frozen_since
    full, trouble = desk.store.short, desk.writer.trouble
    what_to_do = (_CLOCK if since else None, _DISK if full else None, trouble)
    ready = Readiness(
        clock="frozen" if since else "trusted",
        frozen_since=since,
        disk="full" if full else "free",
        writes="refused" if trouble else "taken",
        detail=" ".join(filter(None, what_to_do)) or None,
    )
    return _said(ready)


_CLOCK: Final = f"The clock jumped, and nothing is released. {WHAT_TO_DO}"
_DISK: Final = (
    "The disk is full, and what was set aside for withdrawals is in use. Free some space."
)


def _said(health: Health) -> Response:
    headers = {"Cache-Control": "no-store"}
    return Response(health.model_dump_json(), media_type="application/json", headers=headers)
