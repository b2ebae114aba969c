"""The intake: who may send, what may be sent, and what it is told."""

import json

import pytest
from sqlalchemy import column, func, select, table

from tests.newsroom import payload


def rows(newsroom) -> dict[str, int]:
    """Count all that is stored."""
    tables = ("articles", "revisions", "versions", "deliveries", "changes")
    with newsroom.house.desk.store.snapshot() as tx:
        return {
            name: tx.connection.scalar(select(func.count()).select_from(table(name)))
            for name in tables
        }


def test_what_is_not_signed_right_is_refused_alike_and_leaves_nothing(newsroom):
    body = json.dumps(payload()).encode()
    good = newsroom.signed(body)
    refused = [
        newsroom.post(body, **{"content-type": "application/json"}),
        newsroom.post(body + b" ", **good),
        newsroom.post(body, **good | {"webhook-id": "msg_other"}),
        newsroom.post(body, **good | {"webhook-signature": "v1,AAAA"}),
        newsroom.post(body, **good, source="nobody"),
    ]
    newsroom.clock.pass_(seconds=301)
    refused.append(newsroom.post(body, **good))

    assert {answer.status_code for answer in refused} == {401}
    assert len({answer.content for answer in refused}) == 1
    assert set(rows(newsroom).values()) == {0}


def test_the_same_event_again_gets_the_first_receipt_and_stores_nothing(newsroom):
    first = newsroom.send(payload(), message_id="msg_1")
    stored = rows(newsroom)
    newsroom.clock.pass_(minutes=4)
    again = newsroom.send(payload(), message_id="msg_1")

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert rows(newsroom) == stored


def test_the_same_id_with_other_words_is_refused(newsroom):
    newsroom.send(payload(), message_id="msg_1")
    forged = newsroom.send(payload(title="Rivers fall"), message_id="msg_1")

    assert forged.status_code == 401
    assert newsroom.get("/v1/articles").json()["articles"][0]["headline"] == "Rivers rise"


def test_an_older_version_changes_nothing(newsroom):
    newsroom.publish(modified_at="2026-03-04T12:30:00Z", title="New")
    late = newsroom.publish(modified_at="2026-03-04T12:10:00Z", title="Old")

    assert late.json()["change"] == "stale"
    assert newsroom.get("/v1/articles").json()["articles"][0]["headline"] == "New"


def test_a_cms_that_forgot_to_move_its_date_is_told_so(newsroom):
    newsroom.publish(title="One")
    receipt = newsroom.publish(title="Two").json()

    assert receipt["change"] == "updated"
    assert [doubt["rule"] for doubt in receipt["doubts"]] == ["receipt/same-version"]
    assert newsroom.get("/v1/articles").json()["articles"][0]["headline"] == "Two"


def test_the_same_article_under_another_id_is_unchanged(newsroom):
    newsroom.publish()
    etag = newsroom.client.get("/feeds/news.rss").headers["etag"]
    receipt = newsroom.publish().json()

    assert (receipt["change"], receipt["revision"]) == ("unchanged", 1)
    assert newsroom.client.get("/feeds/news.rss").headers["etag"] == etag


def test_a_receipt_leads_to_the_article_at_the_public_address(newsroom):
    receipt = newsroom.publish().json()
    assert receipt["links"] == {
        "self": f"https://desk.example/syndication/v1/articles/{receipt['id']}"
    }


DEEP = b'{"external_id":"a","body":' + b"[" * 10_000 + b"]" * 10_000 + b"}"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param(b"", 400, id="nothing"),
        pytest.param(b"sentinel", 400, id="not JSON"),
        pytest.param(b"\xff\xfe", 400, id="not UTF-8"),
        pytest.param(b'{"external_id":"a","body":"sentinel"', 400, id="cut off"),
        pytest.param(b'{"external_id":"a","body":"\\ud83d"}', 400, id="a lone surrogate"),
        pytest.param(b'{"external_id":"a","body":"\\u0000"}', 400, id="NUL"),
        pytest.param(b'{"external_id":"a","body":"x","images":[{"width":NaN}]}', 400, id="NaN"),
        pytest.param(DEEP, 400, id="10,000 nested lists"),
        pytest.param(b'["sentinel"]', 422, id="a list"),
        pytest.param(b'{"external_id":"a"}', 422, id="no body"),
        pytest.param(b'{"body":"sentinel"}', 422, id="no external_id"),
        pytest.param(b'{"external_id":7,"body":"x"}', 422, id="a number for a string"),
        pytest.param(b'{"external_id":"a","body":"x","sen tinel":1}', 422, id="an unknown key"),
        pytest.param(
            b'{"external_id":"a","body":"x","published_at":"sentinel"}', 422, id="no date"
        ),
        pytest.param(
            b'{"external_id":"a","body":"x","published_at":"2026-01-01T00:00:00"}',
            422,
            id="a date without a zone",
        ),
        pytest.param(b'{"type":"sentinel","data":{}}', 422, id="an unknown type"),
        pytest.param(
            b'{"external_id":"a","body":"x","source":"sentinel"}', 422, id="another source"
        ),
    ],
)
def test_bad_input_is_told_where_it_is_wrong_and_never_repeated(newsroom, body, status):
    answer = newsroom.post(body, **newsroom.signed(body))

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert "sentinel" not in answer.text
    assert "tinel" not in answer.text
    if status == 422:
        assert all(set(fault) == {"pointer", "detail"} for fault in answer.json()["errors"])
    assert set(rows(newsroom).values()) == {0}


def test_faults_say_where_as_json_pointers(newsroom):
    answer = newsroom.publish(images=[{"url": 7}], bylin="A typo")
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [
        "/images/0/url",
        "/bylin",
    ]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({"content-type": "application/xml"}, 415, id="XML"),
        pytest.param({"content-type": "text/plain"}, 415, id="plain text"),
        pytest.param({"content-type": "application/json; charset=latin-1"}, 415, id="Latin-1"),
        pytest.param({"content-encoding": "gzip"}, 415, id="gzip"),
        pytest.param({"content-type": "application/json; charset=UTF-8"}, 201, id="UTF-8"),
    ],
)
def test_only_json_in_utf_8_and_without_a_coding_is_taken(newsroom, headers, status):
    body = json.dumps(payload()).encode()
    answer = newsroom.post(body, **newsroom.signed(body) | headers)
    assert answer.status_code == status
    if status == 415:
        assert answer.headers["accept-encoding"] == "identity"


def test_a_body_of_3_mb_is_too_large_whether_it_says_so_or_not(newsroom):
    body = json.dumps(payload(body="x" * 3_000_000)).encode()
    headers = newsroom.signed(body)
    declared = newsroom.post(body, **headers)
    streamed = newsroom.client.post(
        "/v1/intake/harbour-gazette",
        content=(body[at : at + 65_536] for at in range(0, len(body), 65_536)),
        headers=headers,
    )
    assert (declared.status_code, streamed.status_code) == (413, 413)


def test_html_beyond_the_bounds_is_refused_at_its_place(newsroom):
    answer = newsroom.publish(body="<div>" * 500 + "deep" + "</div>" * 500)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/body"


def test_bodies_of_many_at_once_are_bounded_and_count_for_as_long_as_they_last(newsroom):
    newsroom.house.bodies = 64 * 2**20
    busy = newsroom.publish()
    assert (busy.status_code, busy.headers["retry-after"]) == (503, "5")
    newsroom.house.bodies = 0
    assert newsroom.publish().status_code == 201
    assert newsroom.publish(body="x" * 3_000_000).status_code == 413
    assert newsroom.house.bodies == 0


def test_a_stale_event_leaves_its_words_with_no_revision(newsroom):
    newsroom.publish(title="Newest", modified_at="2026-03-04T12:30:00Z", published_at=None)
    stale = newsroom.publish(
        title="Oldest",
        body="<p>Rivers rose.</p><p>Sign up for our newsletter</p>",
        modified_at="2026-03-04T12:10:00Z",
        published_at=None,
    ).json()
    assert (stale["change"], stale["revision"], stale["removed"]) == ("stale", 2, 0)
    with newsroom.house.desk.store.snapshot() as tx:
        kept = tx.connection.execute(
            select(column("payload"), column("ledger"))
            .select_from(table("revisions"))
            .where(column("number") == 2)
        ).one()
    assert tuple(kept) == (None, None)
