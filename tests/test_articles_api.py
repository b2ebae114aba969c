"""The articles, as a partner reads them over HTTP."""

import re

import pytest

from service import accounts
from service.model.access import Partner
from tests.make import NOON
from tests.newsroom import OPERATOR


def publish_many(newsroom, count: int) -> list[str]:
    """Publish `count` articles, a minute apart, and return their names, newest first."""
    names = [f"hg-{number:03}" for number in range(count)]
    for minute, name in enumerate(names):
        at = NOON.replace(minute=minute).isoformat()
        newsroom.publish(external_id=name, title=name, published_at=at, modified_at=at)
    return names[::-1]


def next_page(answer) -> str | None:
    """Return the path of the next page."""
    link = re.fullmatch(
        r'<https://desk\.example/syndication(.*)>; rel="next"', answer.headers.get("link", "")
    )
    return link[1] if link else None


def test_pages_follow_one_another_newest_first_to_the_end(newsroom):
    names = publish_many(newsroom, 7)
    path: str | None = "/v1/articles?limit=3"
    pages = []
    while path:
        answer = newsroom.get(path)
        pages.append([article["external_id"] for article in answer.json()["articles"]])
        path = next_page(answer)
    assert pages == [names[:3], names[3:6], names[6:]]


def test_an_article_that_arrives_between_two_pages_moves_nothing(newsroom):
    names = publish_many(newsroom, 4)
    first = newsroom.get("/v1/articles?limit=2")
    newsroom.publish(external_id="newest", published_at="2026-03-04T12:59:00Z")
    assert newsroom.ids(next_page(first)) == names[2:]


def test_a_cursor_is_good_for_the_partner_that_it_was_given_to_alone(newsroom):
    publish_many(newsroom, 3)
    path = next_page(newsroom.get("/v1/articles?limit=1"))
    with newsroom.house.desk.store.transaction() as tx:
        other = Partner(slug="other", name="O", products=(tx.partners.product("everything"),))
        key = accounts.add_partner(tx, other, randomness=bytes(38), now=NOON).key.text
    assert newsroom.get(path, key=key).status_code == 422


def test_a_cursor_that_was_tampered_with_is_refused(newsroom):
    publish_many(newsroom, 3)
    path = next_page(newsroom.get("/v1/articles?limit=1"))
    assert path
    stem, _, cursor = path.partition("cursor=")
    for at in range(len(cursor)):
        changed = cursor[:at] + ("A" if cursor[at] != "A" else "B") + cursor[at + 1 :]
        answer = newsroom.get(f"{stem}cursor={changed}")
        assert answer.status_code in {200, 422}
        if answer.status_code == 200:  # the last character's spare bits say nothing
            assert answer.json() == newsroom.get(path).json()


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=101", "limit=x", "cursor=x", "section=Sport", "cursor=%00", "cursor=é"],
)
def test_a_query_that_we_do_not_know_is_refused_rather_than_ignored(newsroom, query):
    assert newsroom.get(f"/v1/articles?{query}").status_code == 422


@pytest.mark.parametrize("path", ["/v1/articles", "/feeds/news.rss", "/feeds/news.json", "one"])
def test_what_was_read_can_be_validated(newsroom, path):
    article = newsroom.publish().json()["id"]
    path = f"/v1/articles/{article}" if path == "one" else path
    newsroom.clock.pass_(seconds=2)

    full = newsroom.get(path)
    validators = {"etag", "last-modified", "cache-control", "vary"}
    assert validators <= set(full.headers)
    for asked in (
        {"if-none-match": full.headers["etag"]},
        {"if-none-match": f'"other", W/{full.headers["etag"]}'},
        {"if-none-match": "*"},
        {"if-modified-since": full.headers["last-modified"]},
        {"if-modified-since": "Sun Mar  4 13:00:00 2040"},
    ):
        unchanged = newsroom.get(path, **asked)
        assert (unchanged.status_code, unchanged.content) == (304, b"")
        assert {name: unchanged.headers[name] for name in validators} == {
            name: full.headers[name] for name in validators
        }
    for asked in (
        {"if-none-match": '"other"'},
        {"if-none-match": '"other"', "if-modified-since": full.headers["last-modified"]},
        {"if-modified-since": "Wed, 04 Mar 2020 12:00:00 GMT"},
        {"if-modified-since": "yesterday"},
    ):
        assert newsroom.get(path, **asked).status_code == 200

    head = newsroom.client.head(path, headers={"authorization": f"Bearer {newsroom.key}"})
    assert (head.status_code, head.content) == (200, b"")
    assert dict(head.headers) == dict(full.headers)


@pytest.mark.parametrize("path", ["/v1/articles", "/feeds/news.rss"])
def test_validators_move_when_what_is_shown_does(newsroom, path):
    newsroom.publish()
    newsroom.clock.pass_(minutes=1)
    seen = [newsroom.get(path)]
    for change in (
        lambda: newsroom.publish(external_id="hg-2"),
        lambda: newsroom.withdraw("hg-2"),
        newsroom.restore,
    ):
        newsroom.clock.pass_(minutes=1)
        change()
        newsroom.clock.pass_(minutes=1)
        seen.append(newsroom.get(path))
    published, added, withdrawn, unmoved = seen
    assert published.headers["etag"] != added.headers["etag"]
    assert published.headers["etag"] == withdrawn.headers["etag"] == unmoved.headers["etag"]
    moments = [answer.headers["last-modified"] for answer in seen]
    assert len(set(moments)) == 3
    assert moments == sorted(moments)


def test_a_change_later_in_the_same_second_is_not_missed_by_date(newsroom):
    newsroom.clock.pass_(milliseconds=100)
    newsroom.publish()
    newsroom.clock.pass_(milliseconds=100)
    first = newsroom.get("/v1/articles")
    newsroom.clock.pass_(milliseconds=300)
    newsroom.publish(external_id="hg-2")
    newsroom.clock.pass_(seconds=5)
    since = {"if-modified-since": first.headers["last-modified"]}
    assert newsroom.get("/v1/articles", **since).status_code == 200


def test_an_article_is_found_by_its_urn_or_its_uuid(newsroom):
    article = newsroom.publish().json()["id"]
    assert (
        newsroom.get(f"/v1/articles/{article.removeprefix('urn:uuid:')}").json()["id"]
        == article
    )


def test_a_hidden_article_and_one_that_never_was_look_the_same(newsroom):
    hidden = newsroom.publish(embargoed_until="2026-03-05T00:00:00Z").json()["id"]
    never = "urn:uuid:00000000-0000-5000-8000-00000000abcd"
    answers = [newsroom.get(f"/v1/articles/{one}") for one in (hidden, never)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert answers[0].headers == answers[1].headers


def test_a_partner_without_a_product_sees_nothing(newsroom):
    article = newsroom.publish().json()["id"]
    with newsroom.house.desk.store.transaction() as tx:
        partner = Partner(slug="new", name="New")
        key = accounts.add_partner(tx, partner, randomness=bytes(38), now=NOON).key.text
    listed = newsroom.get("/v1/articles", key=key)
    assert listed.json() == {"articles": []}
    assert "last-modified" not in listed.headers
    assert newsroom.get(f"/v1/articles/{article}", key=key).status_code == 404


@pytest.mark.parametrize(
    "authorization",
    [
        pytest.param(None, id="none"),
        pytest.param("Bearer ", id="empty"),
        pytest.param("Bearer cdk_live_00000000_" + "0" * 49, id="made up"),
        pytest.param(f"Bearer {OPERATOR}", id="the operator's"),
        pytest.param("Basic !!!", id="not base64"),
        pytest.param("Basic " + "w6k6w6k=", id="a password that is no key"),
        pytest.param("Digest x", id="another scheme"),
    ],
)
def test_no_key_no_articles(newsroom, authorization):
    headers = {"authorization": authorization} if authorization else {}
    answer = newsroom.client.get("/v1/articles", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_revoked_key_opens_nothing(newsroom):
    key_id = newsroom.key.split("_")[2]
    with newsroom.house.desk.store.transaction() as tx:
        accounts.revoke_key(tx, key_id, now=NOON)
    assert newsroom.get("/v1/articles").status_code == 401
    assert newsroom.get("/feeds/private.rss").status_code == 401


def test_big_articles_make_short_pages_that_lead_on_to_the_rest(newsroom):
    for number in range(5):
        body = "\n\n".join(f"{number} {'water ' * 200}" for _ in range(400))
        newsroom.publish(external_id=f"hg-{number}", body=body)
    path: str | None = "/v1/articles"
    pages = []
    while path:
        answer = newsroom.get(path)
        pages.append([article["external_id"] for article in answer.json()["articles"]])
        path = next_page(answer)
    assert len(pages) > 1
    assert sorted(name for page in pages for name in page) == [f"hg-{n}" for n in range(5)]
