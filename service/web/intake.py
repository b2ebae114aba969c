"""A CMS's webhooks (Standard Webhooks) come in here."""

from http import HTTPStatus
from typing import Self

from fastapi import APIRouter, Request
from fastapi.responses import Response

from service.model.errors import BadSignature, Unavailable
from service.model.receipt import Receipt
from service.model.standing import Outcome
from service.model.value import Value
from service.pipeline import Webhook
from service.web import examples
from service.web.body import BODY_PROBLEMS, RawBody, check_json
from service.web.documents import INTAKE, answers, problems
from service.web.house import TheHouse

router = APIRouter(tags=["intake"])


class Links(Value):
    """Where to go from a receipt."""

    self: str


class Received(Receipt):
    """What became of an event; `links.self` is the article, as partners read it."""

    links: Links

    @classmethod
    def at(cls, base_url: str, receipt: Receipt) -> Self:
        """Return `receipt` with its links."""
        links = Links(self=f"{base_url}/v1/articles/{receipt.id}")
        return cls(**dict(receipt), links=links)


@router.post(
    "/v1/intake/{source}",
    operation_id="receiveWebhook",
    summary="Take in one event of a source",
    response_model=None,
    responses=answers(200, Received, "Taken in; or taken in before.", examples.RECEIPT)
    | answers(201, Received, "Taken in: an article that was not known.", examples.RECEIPT)
    | problems(BadSignature, *BODY_PROBLEMS, Unavailable),
    openapi_extra=INTAKE,
)
async def receive_webhook(
    source: str, request: Request, body: RawBody, house: TheHouse
) -> Response:
    """Verify, clean and keep one article, or withdraw or restore it; answer once it is durable."""
    check_json(request)
    headers = {name: ", ".join(request.headers.getlist(name)) for name in request.headers}
    accepted = await house.receive(Webhook(source=source, headers=headers, body=body))
    received = Received.at(house.base_url, accepted.receipt)
    is_new = received.change is Outcome.NEW and not accepted.again
    return Response(
        received.model_dump_json(),
        status_code=HTTPStatus.CREATED if is_new else HTTPStatus.OK,
        media_type="application/json",
        headers={"Cache-Control": "no-store"},
    )
