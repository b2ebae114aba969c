"""The operator's word on an article: take it back, or stand by it again."""

from functools import partial
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import ValidationError

from service.intake import strict_json
from service.intake.faults import invalid
from service.model.errors import NoSuchThing, NotAllowed, Unavailable
from service.model.event import Reason
from service.model.identity import urn
from service.model.receipt import Receipt
from service.pipeline import restore, withdraw
from service.web import documents, examples
from service.web.access import TheOperator
from service.web.body import BODY_PROBLEMS, RawBody, check_json
from service.web.documents import answers, problems
from service.web.house import TheHouse
from service.web.intake import Received

router = APIRouter(prefix="/v1/admin/articles", tags=["operator"])


_PROBLEMS: Final = problems(NotAllowed, NoSuchThing, Unavailable)


@router.post(
    "/{article}/withdraw",
    operation_id="withdrawArticle",
    summary="Take an article back, everywhere and at once",
    response_model=None,
    responses=answers(200, Received, "It is withdrawn.", examples.TAKEN_BACK)
    | problems(NotAllowed, NoSuchThing, *BODY_PROBLEMS, Unavailable),
    openapi_extra=documents.posted(Reason, examples.REASON),
)
async def withdraw_article(
    article: str, request: Request, _: TheOperator, body: RawBody, house: TheHouse
) -> Response:
    """Withdrawn for good when this answers, also on a full disk; asking twice does no harm."""
    check_json(request)
    reason = _reason(body)
    unit = partial(withdraw, article=_urn(article), reason=reason, clock=house.clock)
    return _answer(await house.write(unit), house)


@router.post(
    "/{article}/restore",
    operation_id="restoreArticle",
    summary="Stand by an article again",
    response_model=None,
    responses=answers(200, Received, "It stands again.", examples.RESTORED) | _PROBLEMS,
)
async def restore_article(article: str, _: TheOperator, house: TheHouse) -> Response:
    """Partners are shown it again, as it is by now; asking twice does no harm."""
    unit = partial(restore, article=_urn(article), clock=house.clock)
    return _answer(await house.write(unit), house)


def _reason(body: bytes) -> str:
    strict_json.read(body)
    try:
        return Reason.model_validate_json(body, strict=True).reason
    except ValidationError as error:
        raise invalid(error) from None


def _urn(article: str) -> str:
    try:
        return urn(article)
    except ValueError:
        raise NoSuchThing from None


def _answer(receipt: Receipt, house: TheHouse) -> Response:
    received = Received.at(house.base_url, receipt)
    headers = {"Cache-Control": "no-store"}
    return Response(received.model_dump_json(), media_type="application/json", headers=headers)
