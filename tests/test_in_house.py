"""A picture that a paper keeps in house: however it is told of, it leaves in no output."""

import json

import pytest

from service.feeds import FORMATS
from service.model.cleaned import Cleaned, Kind
from tests import databases
from tests.databases import on_a_file
from tests.proof import LEAD, NEXT, cleaned, page

ADDRESS = "https://h.example/duck.jpg"
DUCK = {
    "url": ADDRESS,
    "caption": "A duck on Quay Street.",
    "credit": "Jo Ray",
    "syndication": False,
}
OTHER = {
    "url": "https://h.example/river.jpg",
    "caption": "The river.",
    "rights": {"holder": "Jo Ray", "usage_terms": "Not after Tuesday."},
}
TOLD = [
    pytest.param({}, "", id="stated, and nowhere in the body"),
    pytest.param({}, f"<img src='{ADDRESS}'>", id="an image"),
    pytest.param({}, "<img src='/duck.jpg?w=300'>", id="relative, and in another size"),
    pytest.param({}, "<img src='/duck-300x200.jpg'>", id="another size, as WordPress names it"),
    pytest.param(
        {},
        f"<img src='/small.jpg' srcset='/small.jpg 1x, {ADDRESS} 2x'>",
        id="one of the sizes that an image has",
    ),
    pytest.param(
        {},
        f"<figure><picture><source srcset='{ADDRESS} 900w'><img src='data:,'></picture>"
        "<figcaption>A duck on Quay Street. Jo Ray</figcaption></figure>",
        id="a figure",
    ),
    pytest.param(
        {},
        f"<img src='data:,' data-src='{ADDRESS}'><noscript><img src='/duck-copy.jpg'></noscript>",
        id="for readers without scripts",
    ),
    pytest.param(
        {}, f"<table><tr><td><img src='{ADDRESS}'>Quay</td></tr></table>", id="in a table"
    ),
    pytest.param({}, f"<p>See <a href='{ADDRESS}'>how it was</a> then.</p>", id="a link"),
    pytest.param({}, f"<p>It is at {ADDRESS}, they said.</p>", id="its address, in a sentence"),
    pytest.param({}, f"<p>{ADDRESS}</p>", id="its address alone"),
    pytest.param({}, f"<iframe src='{ADDRESS}'></iframe>", id="a frame"),
    pytest.param({"images": [DUCK, {"url": ADDRESS}]}, "", id="stated twice"),
    pytest.param(
        {"authors": [{"name": "Ada Quill", "image_url": ADDRESS}]}, "", id="a portrait"
    ),
]


@on_a_file
@pytest.mark.parametrize(("says", "body"), TOLD)
def test_it_leaves_in_no_output_and_its_drop_is_in_the_ledger(newsroom, database, says, body):
    sent = {"images": [DUCK], "body": page(LEAD) + body + page(NEXT)} | says
    newsroom.publish(**sent)
    article = newsroom.get("/v1/articles").json()["articles"][0]
    outputs = [json.dumps(article), newsroom.get(f"/v1/articles/{article['id']}").text]
    outputs += [newsroom.client.get(f"/feeds/news.{ending}").text for ending in FORMATS]
    outputs.append(newsroom.client.get("/feeds/news").text)
    assert all("Rivers rise" in told for told in outputs)
    for told in outputs:
        assert "duck" not in told
        assert "A duck on Quay Street" not in told

    ((kept,),) = databases.rows(database, "SELECT ledger FROM revisions")
    ledger = json.loads(kept)
    drops = [each for each in ledger["removed"] if each["kind"] == "rights"]
    assert drops
    assert {(each["rule"], each["reason"]) for each in drops} == {
        (
            "rights/syndication",
            "The paper keeps this picture in house: it may not be syndicated.",
        )
    }


def test_what_another_may_show_is_shown_with_its_rights():
    result = cleaned(page(LEAD) + "<img src='/river.jpg'>" + page(NEXT), **AMONG)
    (image,) = result.story.images
    assert image.url == OTHER["url"]
    assert image.rights
    assert image.rights.model_dump(exclude_none=True) == OTHER["rights"]
    assert in_house(result) == [("A duck on Quay Street.", None)]


def test_a_picture_without_an_address_is_known_by_its_caption():
    nameless = DUCK | {"url": None}
    figure = (
        "<figure><img src='/x.jpg'><figcaption>A duck on Quay Street.</figcaption></figure>"
    )
    result = cleaned(page(LEAD) + figure + page(NEXT), **AMONG | {"images": (nameless,)})
    assert result.story.images == ()
    assert in_house(result) == [("https://h.example/x.jpg", 1), ("A duck on Quay Street.", 2)]


def test_a_picture_that_the_body_shows_is_in_the_ledger_where_it_stood():
    result = cleaned(page(LEAD) + f"<img src='{ADDRESS}'>" + page(NEXT), **AMONG)
    assert in_house(result) == [(ADDRESS, 1)]


AMONG = {"url": "https://h.example/rivers", "images": (DUCK, OTHER)}


def in_house(result: Cleaned) -> list[tuple[str, int | None]]:
    """What was kept in house, and where it stood."""
    return [(each.text, each.place) for each in result.removed if each.kind is Kind.RIGHTS]
