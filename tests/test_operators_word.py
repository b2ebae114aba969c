"""The operator's word on an article: taken back and stood by, over HTTP and in a terminal."""

import json

import pytest

from service import pipeline
from service.model.article import Status
from service.model.errors import NoSuchThing
from service.model.identity import article_id
from service.model.standing import Outcome
from tests.backroom import FELL, SLUG, at, backroom_on, notice, payload
from tests.newsroom import OPERATOR

NEVER = "urn:uuid:00000000-0000-5000-8000-00000000abcd"
RIVERS = article_id(SLUG, "hg-1")


def withdraw(room, minute, reason="Wrong river."):
    """The operator takes the article on rivers back, so many minutes past noon."""
    with room.store.transaction() as tx:
        return pipeline.withdraw(tx, RIVERS, reason=reason, clock=lambda: at(minute))


def restore(room, minute):
    """The operator stands by it again."""
    with room.store.transaction() as tx:
        return pipeline.restore(tx, RIVERS, clock=lambda: at(minute))


# What it comes to


def test_an_article_that_the_operator_takes_back_is_gone_and_told_with_the_reason(room):
    room.send(payload())
    receipt = withdraw(room, 1)
    assert (receipt.change, receipt.revision) == (Outcome.WITHDRAWN, 2)
    assert room.article().status is Status.CANCELED
    assert room.record().standing.reason == "Wrong river."
    assert room.kinds() == ["published", "withdrawn"]


def test_the_operator_stands_by_it_again_as_a_new_revision(room):
    room.send(payload())
    withdraw(room, 1)
    receipt = restore(room, 2)
    assert (receipt.change, receipt.revision) == (Outcome.RESTORED, 3)
    assert room.article().status is Status.USABLE
    assert room.kinds() == ["published", "withdrawn", "restored"]


def test_deciding_the_same_again_changes_nothing(room):
    room.send(payload())
    withdraw(room, 1)
    again = withdraw(room, 2)
    assert (again.change, again.revision) == (Outcome.UNCHANGED, 2)
    restore(room, 3)
    again = restore(room, 4)
    assert (again.change, again.revision) == (Outcome.UNCHANGED, 3)
    assert room.kinds() == ["published", "withdrawn", "restored"]


def test_a_late_update_is_kept_and_shown_once_it_is_restored(room):
    room.send(payload())
    withdraw(room, 1)
    room.send(payload(body=FELL), at(2))
    assert room.article().status is Status.CANCELED
    restore(room, 3)
    assert (room.article().status, room.article().body_text) == (Status.USABLE, "Rivers fell.")


def test_the_operators_word_counts_from_when_it_is_given(room):
    room.send(payload())
    withdraw(room, 5)
    assert room.send(notice("restored", at(4)), at(6)).change is Outcome.STALE
    assert room.article().status is Status.CANCELED
    assert room.send(notice("restored", at(6)), at(6)).change is Outcome.RESTORED
    assert room.article().status is Status.USABLE


@pytest.mark.parametrize(
    ("kind", "decide", "status"),
    [
        pytest.param("restored", withdraw, Status.CANCELED, id="withdrawn all the same"),
        pytest.param("withdrawn", restore, Status.USABLE, id="restored all the same"),
    ],
)
def test_a_source_that_dates_its_word_ahead_does_not_outbid_the_operator(
    room, kind, decide, status
):
    room.send(payload())
    ahead = notice(kind, at(999))
    room.send(ahead, at(1))
    decide(room, 2)
    assert room.article().status is status
    room.send(ahead, at(3))
    assert room.article().status is status


def test_there_is_no_word_on_an_article_that_never_was(room):
    for decide in (withdraw, restore):
        with pytest.raises(NoSuchThing):
            decide(room, 1)
    assert room.rows("SELECT id FROM articles") == []


# Over HTTP


def say(newsroom, article, word, key=OPERATOR, **more):
    return newsroom.client.post(
        f"/v1/admin/articles/{article}/{word}",
        headers={"authorization": f"Bearer {key}"},
        **more,
    )


def test_an_article_is_withdrawn_and_restored_over_http(newsroom):
    article = newsroom.publish().json()["id"]
    for _ in range(2):
        answer = say(newsroom, article, "withdraw", json={"reason": "Wrong river."})
        assert answer.status_code == 200
        assert answer.json()["id"] == article
        gone = newsroom.get(f"/v1/articles/{article}")
        assert (gone.status_code, gone.json()["reason"]) == (410, "Wrong river.")
        assert newsroom.ids() == []
        assert "Rivers" not in newsroom.client.get("/feeds/news.rss").text
    for _ in range(2):
        answer = say(newsroom, article.removeprefix("urn:uuid:"), "restore")
        assert (answer.status_code, answer.json()["revision"]) == (200, 3)
        assert newsroom.get(f"/v1/articles/{article}").json()["revision"] == 3


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param(b"", 400, id="no JSON"),
        pytest.param(b"[]", 422, id="no object"),
        pytest.param(b"{}", 422, id="no reason"),
        pytest.param(b'{"reason": " "}', 422, id="a blank reason"),
        pytest.param(b'{"reason": 1}', 422, id="not a text"),
        pytest.param(b'{"reason": "a\\u0000"}', 400, id="a NUL"),
        pytest.param(b'{"reason": "' + b"a" * 5_001 + b'"}', 422, id="a treatise"),
        pytest.param(b'{"reason": "a", "sentinel": 1}', 422, id="something besides"),
    ],
)
def test_a_reason_that_is_not_one_is_refused_and_nothing_happens(newsroom, body, status):
    article = newsroom.publish().json()["id"]
    answer = say(newsroom, article, "withdraw", content=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert newsroom.get(f"/v1/articles/{article}").status_code == 200


@pytest.mark.parametrize("article", [NEVER, "hg-1", "%00", "%F0%9F%90%9F", "urn:uuid:"])
@pytest.mark.parametrize("word", ["withdraw", "restore"])
def test_an_article_that_is_not_there_is_not_found(newsroom, article, word):
    answer = say(newsroom, article, word, json={"reason": "Wrong river."})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("word", ["withdraw", "restore"])
def test_nobody_else_is_heard(newsroom, word):
    article = newsroom.publish().json()["id"]
    for key in (newsroom.key, "", "sentinel"):
        answer = say(newsroom, article, word, key, json={"reason": "Wrong river."})
        assert answer.status_code == 401
    assert newsroom.get(f"/v1/articles/{article}").status_code == 200


# In a terminal


@pytest.fixture
def published(copydesk, path):
    """A database of a newsroom that published one article, and the commands beside it."""
    (path.parent / "var").mkdir()
    with backroom_on(f"sqlite:///{path.parent}/var/copydesk.db") as room:
        room.send(payload())
    return copydesk


def test_an_article_is_withdrawn_shown_and_restored_in_a_terminal(published):
    def said(*words):
        return json.loads(published("article", *words, "--json").stdout)

    name = f"{SLUG}/hg-1"
    taken = said("withdraw", name, "--reason", "Wrong river.")
    assert taken == {"id": RIVERS, "revision": 2, "change": "withdrawn"}
    stands = said("show", name)
    assert (stands["status"], stands["reason"]) == ("canceled", "Wrong river.")
    assert said("restore", RIVERS)["revision"] == 3
    stands = said("show", RIVERS)
    assert (stands["status"], stands["withdrawn"]) == ("usable", False)
    assert "Rivers rise" in published("article", "show", RIVERS).stdout


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        pytest.param(("withdraw", RIVERS, "--reason", " "), 2, "reason", id="a blank one"),
        pytest.param(
            ("restore", "g/hg-1"), 1, "There is no such article.", id="nobody's article"
        ),
        pytest.param(("show", "hg-1"), 2, "SOURCE/EXTERNAL_ID", id="no id"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(copydesk, words, status, says):
    run = copydesk("article", *words)
    assert run.returncode == status
    assert says in run.stderr
    assert "Traceback" not in run.stderr
