"""Why somebody sees an article, or not: over HTTP and in a terminal, for the operator alone."""

import json

import pytest

from service import accounts
from service.explanation import explain, reader
from service.model.access import EVERYTHING, Feed, Partner
from service.model.identity import article_id
from service.pipeline import withdraw
from tests.backroom import (
    EVERYBODY,
    NOBODY,
    SLUG,
    SPORT,
    at,
    backroom_on,
    notice,
    payload,
    stated,
)
from tests.databases import on_a_file
from tests.make import NOON
from tests.newsroom import OPERATOR, SOURCE

HG_1 = article_id(SLUG, "hg-1")


def why(room, asker=EVERYBODY, minute=9):
    with room.store.snapshot() as tx:
        return explain(tx, asker, HG_1, now=at(minute))


@pytest.mark.parametrize(
    ("events", "asker", "reasons"),
    [
        pytest.param([payload()], EVERYBODY, (), id="it is shown"),
        pytest.param(
            [payload(section="world")],
            SPORT,
            ("Product a covers only the section sport; this is in world.",),
            id="it is not theirs",
        ),
        pytest.param(
            [payload()], NOBODY, ("N has no product, so nothing is shown to them.",), id="none"
        ),
        pytest.param(
            [payload(embargoed_until=stated(30))],
            EVERYBODY,
            ("It is under embargo until 2026-03-04 12:30:00 UTC.",),
            id="an embargo",
        ),
        pytest.param(
            [payload(), notice("withdrawn", at(5), reason="Wrong river.")],
            EVERYBODY,
            ("Its source has withdrawn it: Wrong river.",),
            id="withdrawn by its source",
        ),
        pytest.param(
            [notice("withdrawn", at(5), reason="Wrong river.")],
            EVERYBODY,
            ("Nothing is held of it but a withdrawal, which came before any text.",),
            id="withdrawn before it came",
        ),
        pytest.param(
            [payload(body="", title=None, section="world")],
            SPORT,
            (
                "Product a covers only the section sport; this is in world.",
                "It is held for an editor: Cleaning left no text: none was received.",
            ),
            id="held, and not theirs",
        ),
    ],
)
def test_every_reason_is_a_sentence(room, events, asker, reasons):
    for event in events:
        room.send(event, at(0))
    said = why(room, asker)
    assert (said.allowed, said.reasons) == (not reasons, reasons)


def test_what_the_desk_withdrew_is_told_apart_from_what_its_source_did(room):
    room.send(payload())
    room.send(notice("withdrawn", at(1)), at(1))
    room.send(notice("restored", at(2)), at(2))
    with room.store.transaction() as tx:
        withdraw(tx, HG_1, reason="Who says so?", clock=lambda: at(3))
    assert why(room).reasons == ("The desk has withdrawn it: Who says so?",)


def test_a_feed_is_asked_as_its_reader(room):
    room.send(payload(section="world"))
    with room.store.transaction() as tx:
        product = tx.partners.product(EVERYTHING)
        accounts.add_feed(tx, Feed(name="news", title="News", product=product), now=NOON)
        said = explain(tx, reader(tx, feed="news"), HG_1, now=at(9))
    assert (said.allowed, said.reader) == (True, "news")


# Over HTTP


def ask(newsroom, key=OPERATOR, **asked):
    headers = {"authorization": f"Bearer {key}"}
    return newsroom.client.get("/v1/admin/explain", params=asked, headers=headers)


@pytest.mark.parametrize("name", ["urn", "uuid", "SOURCE/EXTERNAL_ID"])
def test_an_article_is_explained_by_any_of_its_names(newsroom, name):
    urn = newsroom.publish(section="Rivers", tags=["b", "a"]).json()["id"]
    article = {"urn": urn, "uuid": urn.removeprefix("urn:uuid:")}.get(name, f"{SOURCE}/hg-1")
    answer = ask(newsroom, article=article, partner="reader")
    assert answer.headers["cache-control"] == "no-store"
    said = answer.json()
    assert (said["allowed"], said["reasons"], said["article"]) == (True, [], urn)
    assert said["now"] == "2026-03-04T13:00:00Z"
    assert said["looked_at"]["tags"] == ["a", "b"]
    assert [product["slug"] for product in said["products"]] == ["everything"]


def test_a_feed_is_explained_too(newsroom):
    newsroom.publish(embargoed_until="2026-03-04T14:00:00Z")
    said = ask(newsroom, article=f"{SOURCE}/hg-1", feed="news").json()
    assert said["reasons"] == ["It is under embargo until 2026-03-04 14:00:00 UTC."]


@on_a_file
@pytest.mark.parametrize(
    ("asked", "status"),
    [
        pytest.param({"article": "a/b", "partner": "reader"}, 404, id="no such article"),
        pytest.param({"article": "hg-1", "partner": "reader"}, 422, id="no name of one"),
        pytest.param({"article": f"{SOURCE}/hg-1", "partner": "x"}, 404, id="no such partner"),
        pytest.param({"article": f"{SOURCE}/hg-1", "feed": "x"}, 404, id="no such feed"),
        pytest.param({"article": f"{SOURCE}/hg-1", "feed": "\0"}, 422, id="no name of a feed"),
        pytest.param({"article": f"{SOURCE}/hg-1"}, 422, id="nobody"),
        pytest.param(
            {"article": f"{SOURCE}/hg-1", "partner": "reader", "feed": "news"}, 422, id="two"
        ),
        pytest.param({"partner": "reader"}, 422, id="nothing"),
    ],
)
def test_what_cannot_be_explained_is_told(newsroom, asked, status):
    newsroom.publish()
    assert ask(newsroom, **asked).status_code == status


def test_nobody_but_the_operator_is_told_why(newsroom):
    newsroom.publish()
    for key in (newsroom.key, "", "sentinel"):
        answer = ask(newsroom, key, article=f"{SOURCE}/hg-1", partner="reader")
        assert answer.status_code == 401


# In a terminal


@pytest.fixture
def published(copydesk, path):
    """A newsroom that published one article, has one partner, and the commands beside it."""
    (path.parent / "var").mkdir()
    with backroom_on(f"sqlite:///{path.parent}/var/copydesk.db") as room:
        room.send(payload(section="world"))
        with room.store.transaction() as tx:
            accounts.add_partner(
                tx, Partner(slug="new", name="New"), randomness=bytes(38), now=NOON
            )
    return copydesk


def test_an_article_is_explained_in_a_terminal(published):
    words = ("article", "explain", f"{SLUG}/hg-1", "--partner", "new")
    told = published(*words)
    assert told.returncode == 0
    assert told.stdout.startswith(
        "Not shown to new.\n- New has no product, so nothing is shown to them.\n"
    )
    assert "section:" in told.stdout
    said = json.loads(published(*words, "--json").stdout)
    assert (said["allowed"], said["article"]) == (False, HG_1)


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        pytest.param((HG_1, "--partner", "x"), 1, "There is no such partner.", id="nobody"),
        pytest.param((HG_1,), 2, "name a partner or a feed", id="not said whom"),
    ],
)
def test_what_cannot_be_explained_is_said_in_a_line(published, words, status, says):
    told = published("article", "explain", *words)
    assert told.returncode == status
    assert says in " ".join(told.stderr.split())
