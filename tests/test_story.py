"""One article's walk through the whole house, as its newsroom and its readers see it."""

import feedparser

from tests.newsroom import OPERATOR, payload

MESSY = {
    "external_id": "hg-4411",
    "url": "https://h.example/ferry",
    "language": "en",
    "published_at": "2026-03-04T09:10:00Z",
    "body": """\
Ferry returns to Harbour Street

By Ada Quill, Transport Reporter

The ferry at its old berth on Monday. (Ada Quill/Harbour Gazette)
The ferry at its old berth on Monday. (Ada Quill/Harbour Gazette)

The ferry is back at Harbour Street after eleven years of absence, the council said on Monday.

Nobody has explained where it was in the meantime, and nobody on the quay has asked.

Sign up for our newsletter

Ada Quill is a transport reporter at the Harbour Gazette.
""",
}


def test_a_messy_article_comes_out_clean_in_json_and_in_rss(newsroom):
    receipt = newsroom.send(MESSY)

    assert receipt.status_code == 201
    assert receipt.json()["change"] == "new"
    article = newsroom.get(f"/v1/articles/{receipt.json()['id']}").json()
    assert article["headline"] == "Ferry returns to Harbour Street"
    assert [author["name"] for author in article["authors"]] == ["Ada Quill"]
    assert [image["credit"] for image in article["images"]] == ["Ada Quill/Harbour Gazette"]
    assert article["body_text"].startswith("The ferry is back at Harbour Street")
    assert "newsletter" not in article["body_text"]

    feed = feedparser.parse(newsroom.client.get("/feeds/news.rss").content)
    assert not feed.bozo
    assert [(item.title, item.author, item.id) for item in feed.entries] == [
        ("Ferry returns to Harbour Street", "Ada Quill", article["id"])
    ]
    assert "eleven years" in feed.entries[0].content[0].value


def test_a_correction_takes_the_place_of_what_it_corrects(newsroom):
    newsroom.publish()
    receipt = newsroom.publish(title="Rivers fall", modified_at="2026-03-04T12:30:00Z").json()

    assert (receipt["change"], receipt["revision"]) == ("updated", 2)
    assert newsroom.get("/v1/articles").json()["articles"][0]["headline"] == "Rivers fall"


def test_a_withdrawn_article_is_gone_from_everywhere_and_says_so_to_those_who_had_it(newsroom):
    article = newsroom.publish().json()["id"]
    receipt = newsroom.withdraw(reason="The river was another one.")

    assert receipt.json()["change"] == "withdrawn"
    assert newsroom.ids() == []
    assert "Rivers" not in newsroom.client.get("/feeds/news.rss").text
    assert "Rivers" not in newsroom.client.get("/feeds/news.json").text
    gone = newsroom.get(f"/v1/articles/{article}")
    assert gone.status_code == 410
    assert gone.json()["reason"] == "The river was another one."


def test_an_update_does_not_bring_a_withdrawn_article_back_but_a_restoration_does(newsroom):
    newsroom.publish()
    newsroom.withdraw()
    newsroom.clock.pass_(minutes=1)
    update = newsroom.publish(title="Rivers fall", modified_at=newsroom.clock().isoformat())

    assert update.json()["change"] == "updated"
    assert [doubt["rule"] for doubt in update.json()["doubts"]] == ["receipt/withdrawn"]
    assert newsroom.ids() == []

    assert newsroom.restore().json()["change"] == "restored"
    assert newsroom.get("/v1/articles").json()["articles"][0]["headline"] == "Rivers fall"


def test_a_withdrawal_that_comes_first_keeps_the_article_from_ever_being_shown(newsroom):
    early = newsroom.withdraw()
    late = newsroom.publish()

    assert (early.status_code, early.json()["revision"]) == (200, 0)
    assert late.json()["change"] == "new"
    assert newsroom.ids() == []
    assert newsroom.get(f"/v1/articles/{late.json()['id']}").status_code == 404


def test_an_embargoed_article_does_not_exist_until_its_embargo_ends(newsroom):
    article = newsroom.publish(embargoed_until="2026-03-04T13:00:01Z").json()["id"]
    before = newsroom.client.get("/feeds/news.rss")

    assert newsroom.ids() == []
    assert newsroom.get(f"/v1/articles/{article}").status_code == 404
    assert "Rivers" not in before.text

    newsroom.clock.pass_(seconds=1)

    assert newsroom.ids() == ["hg-1"]
    assert newsroom.get(f"/v1/articles/{article}").status_code == 200
    assert "Rivers" in newsroom.client.get("/feeds/news.rss").text


def test_an_article_that_expires_is_no_longer_shown(newsroom):
    newsroom.publish(expires_at="2026-03-04T13:00:05Z")
    assert newsroom.ids() == ["hg-1"]
    assert "Rivers" in newsroom.client.get("/feeds/news.rss").text

    newsroom.clock.pass_(seconds=5)

    assert newsroom.ids() == []
    assert "Rivers" not in newsroom.client.get("/feeds/news.rss").text


def test_an_article_that_cleaning_leaves_empty_is_held_and_says_why(newsroom):
    receipt = newsroom.publish(body="")

    assert (receipt.status_code, receipt.json()["change"]) == (200, "held")
    assert "Cleaning left no text" in receipt.json()["doubts"][-1]["reason"]
    assert newsroom.ids() == []
    assert newsroom.get(f"/v1/articles/{receipt.json()['id']}").status_code == 404


def test_a_licence_is_an_address_of_the_web_or_a_name(newsroom):
    licences = ("https://h.example/terms", "CC BY 4.0", "javascript:alert(4)", None)
    for number, licence in enumerate(licences):
        newsroom.publish(external_id=f"hg-{number}", rights={"license": licence})
    served = {
        article["external_id"]: article["rights"]["license"]
        for article in newsroom.get("/v1/articles").json()["articles"]
    }
    assert served == {"hg-0": licences[0], "hg-1": licences[1], "hg-2": None, "hg-3": None}


def test_the_operator_is_told_why_an_article_would_be_held(newsroom):
    operator = {"authorization": f"Bearer {OPERATOR}"}
    answer = newsroom.client.post("/v1/clean", json=payload(body=""), headers=operator)
    assert answer.json()["article"]["status"] == "withheld"
    assert "Cleaning left no text" in answer.json()["doubts"][-1]["reason"]
