"""The feeds, as subscribers read them: one address a format, and a page for people."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from service.feeds import FORMATS, Channel, Format, addresses
from service.feeds import page as people
from service.model.access import Feed
from service.model.article import Article
from service.model.clock import Time
from service.model.errors import NoSuchThing, NotAllowed, Unavailable
from service.model.keys import digest_of
from service.store import Transaction
from service.web import documents
from service.web.access import AsSubscriber, TheSubscriber
from service.web.conditional import answer
from service.web.documents import problems
from service.web.house import House, TheHouse
from service.web.pages import Kept, page_of
from service.web.routes import readable

router = APIRouter(tags=["feeds"])

Ending = Annotated[str, Path(json_schema_extra={"enum": list(FORMATS)})]
"""The ending of a feed's address: one of its formats."""
PROBLEMS = problems(NotAllowed, NoSuchThing, Unavailable)


class View(NamedTuple):
    """One way to look at a feed."""

    address: str
    media_type: str
    write: Callable[[Channel, Sequence[Article]], bytes]


@readable(
    router,
    "/feeds/{feed}.{ending}",
    operation_id="readFeed",
    summary="Read a feed",
    responses=documents.feeds(*(form.media_type for form in FORMATS.values())) | PROBLEMS,
)
async def read_feed(
    request: Request, feed: str, ending: Ending, asker: TheSubscriber, house: TheHouse
) -> Response:
    """Poll with If-None-Match: while nothing changed, the answer is 304 and costs nothing."""
    form = FORMATS.get(ending)
    if form is None:
        raise NoSuchThing
    address = addresses(feed, house.base_url)[ending]
    view = View(address, form.media_type, partial(_join, form))
    return await _answer(request, asker, view, house)


@readable(
    router,
    "/feeds/{feed}",
    operation_id="readFeedPage",
    summary="See what a feed is",
    responses=documents.feeds(people.MEDIA_TYPE) | PROBLEMS,
)
async def read_feed_page(
    request: Request, feed: str, asker: TheSubscriber, house: TheHouse
) -> Response:
    """A page for people: the feed's addresses, and its newest headlines."""
    formats = addresses(feed, house.base_url)
    address = f"{house.base_url}/feeds/{feed}"
    view = View(address, people.MEDIA_TYPE, partial(people.render, formats))
    return await _answer(request, asker, view, house)


async def _answer(request: Request, asker: AsSubscriber, view: View, house: House) -> Response:
    """Answer with the page that is kept, if it still holds: at once, and without the database."""
    now, pages = house.now(), house.pages

    def look_up(tx: Transaction, feed: Feed) -> Kept:
        """Return the page of a feed that the asker may read, as of `tx`."""
        kept = pages.find(view.address, tx.log.head(), now)
        if kept is None:
            kept = pages.keep(view.address, _make(feed, view, now, tx), now)
        if kept.readers is not None:
            kept.readers.add(digest_of(asker.key))
        return kept

    kept = pages.find(view.address, house.watch.head(), now)
    if kept is None or not kept.is_open_to(asker.key):
        kept = await asker.read(look_up)
    access = "public" if kept.readers is None else "private"
    headers = {"Cache-Control": f"{access}, no-cache"}
    return answer(request, kept.page, now=now, headers=headers)


def _make(feed: Feed, view: View, now: Time, tx: Transaction) -> Kept:
    articles = [one.article for one in tx.reading.newest(feed.reader, now, limit=feed.items)]
    body = view.write(_channel(feed, view.address, articles), articles)
    head = tx.log.head()
    changes = (tx.reading.last_change(feed.reader, now), head.configured_at)
    changed_at = max(change for change in changes if change)
    page = page_of(body, view.media_type, changed_at)
    readers = None if feed.public else set[str]()
    return Kept(page, head, tx.reading.next_edge(now), readers)


def _channel(feed: Feed, address: str, articles: Sequence[Article]) -> Channel:
    return Channel(
        title=feed.title,
        description=feed.description or feed.title,
        home_url=f"{address.rpartition('/')[0]}/{feed.name}",
        feed_url=address,
        language=feed.language,
        updated=max((article.modified_at for article in articles), default=None),
    )


def _join(form: Format, channel: Channel, articles: Sequence[Article]) -> bytes:
    return form.render(channel, [form.render_item(article) for article in articles])
