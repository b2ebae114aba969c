"""The articles, as partners read them: newest first, or one by one."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from service.model.access import Partner
from service.model.article import Article
from service.model.errors import (
    CursorOutdated,
    Invalid,
    NoSuchThing,
    NotAllowed,
    Unavailable,
    Withdrawn,
)
from service.store import Place, Shown, Transaction
from service.web import cursors, examples
from service.web.access import ThePartner
from service.web.conditional import answer
from service.web.documents import problems, validated
from service.web.house import House, TheHouse
from service.web.pages import Page, page_of
from service.web.routes import readable

router = APIRouter(tags=["articles"])

JSON = "application/json"
PRIVATE = {"Cache-Control": "private, no-cache"}


class Articles(BaseModel):
    """A page of articles, newest first; `Link: rel="next"` leads on."""

    articles: list[Article]


class Paging(BaseModel, extra="forbid"):
    """Which page."""

    cursor: str | None = Field(None, max_length=1000, description="Where the last page ended.")
    limit: int = Field(50, ge=1, le=100, description="Articles a page.")


@readable(
    router,
    "/v1/articles",
    operation_id="listArticles",
    summary="List what you may see, newest first",
    responses=validated(Articles, "A page of articles.", examples.ARTICLES)
    | problems(NotAllowed, CursorOutdated, Invalid, Unavailable),
)
async def list_articles(
    request: Request, asker: ThePartner, house: TheHouse, paging: Annotated[Paging, Query()]
) -> Response:
    """Follow `Link: rel="next"` to page on; pages never skip or repeat as articles arrive."""
    now = house.now()

    def ask(tx: Transaction, partner: Partner) -> tuple[Page, str | None]:
        epoch = tx.log.head().log_epoch
        after = _after(paging.cursor, house, partner, epoch)
        shown, more = tx.reading.shelf(partner, now, limit=paging.limit, after=after)
        body = b'{"articles":[' + b",".join(one.document for one in shown) + b"]}"
        changed_at = tx.reading.last_change(partner, now)
        cursor = _cursor(shown[-1], house, partner, epoch) if more else None
        return page_of(body, JSON, changed_at), cursor

    page, cursor = await asker.read(ask)
    headers = dict(PRIVATE)
    if cursor:
        address = f"{house.base_url}/v1/articles?limit={paging.limit}&cursor={cursor}"
        headers["Link"] = f'<{address}>; rel="next"'
    return answer(request, page, now=now, headers=headers)


@readable(
    router,
    "/v1/articles/{article}",
    operation_id="readArticle",
    summary="Read one article",
    responses=validated(Article, "The article.", examples.ARTICLE)
    | problems(NotAllowed, NoSuchThing, Withdrawn, Unavailable),
)
async def read_article(
    article: str, request: Request, asker: ThePartner, house: TheHouse
) -> Response:
    """404 where there is none for you; 410 where you had it and its source took it back."""
    now = house.now()
    urn = article if article.startswith("urn:uuid:") else f"urn:uuid:{article}"
    shown = await asker.read(lambda tx, partner: tx.reading.one(partner, urn, now))
    page = page_of(shown.document, JSON, shown.changed_at)
    return answer(request, page, now=now, headers=PRIVATE)


def _after(cursor: str | None, house: House, partner: Partner, epoch: str) -> Place | None:
    if cursor is None:
        return None
    return cursors.read(cursor, key=house.keys.cursors, partner=partner.slug, log_epoch=epoch)


def _cursor(last: Shown, house: House, partner: Partner, epoch: str) -> str:
    place = Place(published_at=last.facets.published_at, article=last.facets.article)
    cursor = cursors.Cursor(log_epoch=epoch, place=place)
    return cursors.write(cursor, key=house.keys.cursors, partner=partner.slug)
