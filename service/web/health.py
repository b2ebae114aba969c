"""Whether the service lives, and whether it is ready for work."""

from typing import Literal

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel

from service.web.documents import problems
from service.web.house import TheHouse
from service.web.routes import readable

router = APIRouter(prefix="/health", tags=["health"])


class Health(BaseModel):
    """All is well."""

    status: Literal["ok"] = "ok"


@readable(
    router,
    "/live",
    operation_id="isLive",
    summary="Is it alive?",
    responses={200: {"model": Health}},
)
async def live() -> Response:
    """The process answers."""
    return _well()


@readable(
    router,
    "/ready",
    operation_id="isReady",
    summary="Is it ready?",
    responses={200: {"model": Health}} | problems(503),
)
async def ready(house: TheHouse) -> Response:
    """The database answers too."""
    await house.read(lambda tx: tx.log.head())
    return _well()


def _well() -> Response:
    headers = {"Cache-Control": "no-store"}
    return Response(Health().model_dump_json(), media_type="application/json", headers=headers)
