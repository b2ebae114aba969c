"""The feeds, as subscribers read them: one address a format."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from service.feeds import FORMATS, Channel, Format, addresses
from service.model.access import Feed
from service.model.article import Article
from service.model.errors import NoSuchThing, NotAllowed, Unavailable
from service.model.value import Moment
from service.store import Transaction
from service.web import documents
from service.web.access import Subscription, TheSubscription
from service.web.conditional import answer
from service.web.documents import problems
from service.web.house import House, TheHouse
from service.web.pages import Kept, Page, page_of
from service.web.routes import readable

router = APIRouter(tags=["feeds"])

Ending = Annotated[str, Path(json_schema_extra={"enum": list(FORMATS)})]
"""The ending of a feed's address: one of its formats."""


@readable(
    router,
    "/feeds/{feed}.{ending}",
    operation_id="readFeed",
    summary="Read a feed",
    responses=documents.feeds(FORMATS) | problems(NotAllowed, NoSuchThing, Unavailable),
)
async def read_feed(
    request: Request, subscription: TheSubscription, ending: Ending, house: TheHouse
) -> Response:
    """Poll with If-None-Match: while nothing changed, the answer is 304 and costs nothing."""
    if ending not in FORMATS:
        raise NoSuchThing
    now = house.now()
    page = await house.read(partial(_page, subscription, ending, house, now))
    access = "public" if subscription.feed.public else "private"
    return answer(request, page, now=now, headers={"Cache-Control": f"{access}, no-cache"})


def _page(
    subscription: Subscription, ending: Ending, house: House, now: Moment, tx: Transaction
) -> Page:
    """Return the page that is kept, if it still holds, or make it."""
    make = partial(_make, subscription, ending, house.base_url, now, tx)
    return house.pages.get((subscription.feed.name, ending), tx.log.head(), now, make)


def _make(
    subscription: Subscription, ending: Ending, base_url: str, now: Moment, tx: Transaction
) -> Kept:
    feed, reader = subscription
    form = FORMATS[ending]
    shown = tx.reading.newest(reader, now, limit=feed.items)
    articles = [one.article for one in shown]
    body = _render(form, feed, addresses(feed.name, base_url)[ending], articles)
    head = tx.log.head()
    changes = (tx.reading.last_change(reader, now), head.configured_at)
    changed_at = max(change for change in changes if change)
    return Kept(page_of(body, form.media_type, changed_at), head, tx.reading.next_edge(now))


def _render(form: Format, feed: Feed, address: str, articles: list[Article]) -> bytes:
    channel = Channel(
        title=feed.title,
        description=feed.description or feed.title,
        home_url=address.rpartition(".")[0],
        feed_url=address,
        language=feed.language,
        updated=max((article.modified_at for article in articles), default=None),
    )
    return form.render(channel, [form.render_item(article) for article in articles])
