"""Why a partner sees an article, or not, as the operator may know it."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import BaseModel, Field

from service import explanation
from service.explanation import Explanation
from service.model.errors import Fault, Invalid, NoSuchThing, NotAllowed, Unavailable
from service.model.identity import named
from service.model.value import Slug
from service.store import Transaction
from service.web import examples
from service.web.access import TheOperator
from service.web.documents import answers, problems
from service.web.house import TheHouse
from service.web.routes import readable

router = APIRouter(tags=["operator"])


class Asked(BaseModel, extra="forbid"):
    """Which article, and whether who sees it: a partner, or whoever reads a feed."""

    article: str = Field(max_length=300, description="Its id, or SOURCE/EXTERNAL_ID.")
    partner: Slug | None = Field(None, description="The slug of a partner.")
    feed: Slug | None = Field(None, description="Or the name of a feed.")


@readable(
    router,
    "/v1/admin/explain",
    operation_id="explainArticle",
    summary="Say why somebody sees an article, or not",
    responses=answers(200, Explanation, "The gate's answer.", examples.EXPLAINED)
    | problems(NotAllowed, NoSuchThing, Invalid, Unavailable),
)
async def explain_article(
    _: TheOperator, asked: Annotated[Asked, Query()], house: TheHouse
) -> Response:
    """Whether it is shown now, every reason why not, and all that the gate looked at."""
    if (asked.partner is None) == (asked.feed is None):
        detail = "name a partner or a feed, and not both"
        raise Invalid((Fault(pointer="/query/partner", detail=detail),))
    article, now = _id(asked.article), house.now()

    def ask(tx: Transaction) -> Explanation:
        asker = explanation.reader(tx, partner=asked.partner, feed=asked.feed)
        return explanation.explain(tx, asker, article, now=now)

    said = await house.read(ask)
    headers = {"Cache-Control": "no-store"}
    return Response(said.model_dump_json(), media_type="application/json", headers=headers)


def _id(name: str) -> str:
    try:
        return named(name)
    except ValueError:
        detail = "is no urn:uuid:… and no SOURCE/EXTERNAL_ID"
        raise Invalid((Fault(pointer="/query/article", detail=detail),)) from None
