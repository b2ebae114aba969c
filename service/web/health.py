"""Whether the service lives, and whether it is ready for work."""

from typing import Final, Literal

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel

from service.model.errors import Unavailable
from service.web.documents import answers, problems
from service.web.house import TheHouse
from service.web.routes import readable

WELL: Final = {"status": "ok"}
router = APIRouter(prefix="/health", tags=["health"])


class Health(BaseModel):
    """All is well."""

    status: Literal["ok"] = "ok"


@readable(
    router,
    "/live",
    operation_id="isLive",
    summary="Is it alive?",
    responses=answers(200, Health, "It is.", WELL),
)
async def live() -> Response:
    """The process answers."""
    return _well()


@readable(
    router,
    "/ready",
    operation_id="isReady",
    summary="Is it ready?",
    responses=answers(200, Health, "It is.", WELL) | problems(Unavailable),
)
async def ready(house: TheHouse) -> Response:
    """The database answers too."""
    await house.read(lambda tx: tx.log.head())
    return _well()


def _well() -> Response:
    headers = {"Cache-Control": "no-store"}
    return Response(Health().model_dump_json(), media_type="application/json", headers=headers)
