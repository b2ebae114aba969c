"""A dry run: what cleaning would make of an article."""

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import Response

from service.intake import native
from service.model.article import Article
from service.model.cleaned import Doubt, Removal
from service.model.errors import NotAllowed, Unavailable
from service.model.value import Value
from service.pipeline import habits_of
from service.rehearsal import rehearse
from service.web import documents, examples
from service.web.access import TheOperator
from service.web.body import BODY_PROBLEMS, RawBody, check_json
from service.web.documents import answers, problems
from service.web.house import TheHouse

router = APIRouter(tags=["operator"])


class Rehearsed(Value):
    """The article as it would be, and all that would be cut."""

    article: Article
    removed: tuple[Removal, ...]
    doubts: tuple[Doubt, ...]


@router.post(
    "/v1/clean",
    operation_id="cleanArticle",
    summary="Clean an article and keep nothing",
    response_model=None,
    responses=answers(200, Rehearsed, "The article, and what was cut.", examples.REHEARSED)
    | problems(NotAllowed, *BODY_PROBLEMS, Unavailable),
    openapi_extra=documents.body(payload=examples.PAYLOAD),
)
async def clean_article(
    request: Request, _: TheOperator, body: RawBody, house: TheHouse
) -> Response:
    """Show what the intake would make of this payload, with every removal and its reason."""
    check_json(request)
    result = await house.clean(partial(_rehearse, body, house))
    return Response(result.model_dump_json(), media_type="application/json")


def _rehearse(body: bytes, house: TheHouse) -> Rehearsed:
    draft = native.parse_draft(body)
    desk, sent_by = house.desk, draft.source
    with desk.store.snapshot() as tx:
        source = tx.sources.find(sent_by) if sent_by else None
    rules, habits = desk.rules.of(sent_by), habits_of(desk, sent_by)
    article, cleaned = rehearse(
        draft, rules=rules, habits=habits, source=source, now=house.clock()
    )
    return Rehearsed(article=article, removed=cleaned.removed, doubts=cleaned.doubts)
