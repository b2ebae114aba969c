"""Laws of the whole walk: whatever a payload says, what comes out is fit to be read."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import lxml.etree
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.cleaning import rules
from service.feeds import FORMATS, Channel
from service.model.article import Article
from service.model.draft import Draft, DraftAuthor, DraftImage
from service.model.errors import Invalid
from service.rehearsal import rehearse

SHARED = Path(os.environ.get("COPYDESK_SHARED", Path(__file__).parents[2] / "shared"))
NOW = datetime(2026, 3, 4, tzinfo=UTC)
CHANNEL = Channel(
    title="News",
    description="All of it",
    home_url="https://desk.example/feeds/news",
    feed_url="https://desk.example/feeds/news.rss",
    updated=NOW,
)

text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=200)
markup = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<b>", "</i>", "<br>", "<li>", "<img src=x alt=y>", "&amp;", "]]>"]
    )
    | text,
    max_size=12,
).map("".join)
drafts = st.builds(
    Draft,
    external_id=st.just("hg-1"),
    body=text | markup,
    title=st.none() | text,
    dek=st.none() | text,
    byline=st.none() | text,
    section=st.none() | text,
    tags=st.lists(text.filter(bool).map(lambda tag: tag[:100]), max_size=3).map(tuple),
    authors=st.lists(
        st.builds(DraftAuthor, name=text.filter(bool), bio=st.none() | text), max_size=2
    ).map(tuple),
    images=st.lists(
        st.builds(
            DraftImage, url=st.just("https://h.example/a.jpg"), caption=text, credit=text
        ),
        max_size=2,
    ).map(tuple),
)


@settings(max_examples=150, deadline=None)
@given(draft=drafts)
def test_any_payload_of_any_text_comes_out_well_formed_in_every_format(draft):
    try:
        article, _ = rehearse(draft, rules=rules.load(), now=NOW)
    except Invalid:
        return  # HTML beyond the bounds
    assert Article.model_validate_json(article.model_dump_json().encode()) == article

    rss = FORMATS["rss"].render(CHANNEL, [FORMATS["rss"].render_item(article)])
    lxml.etree.fromstring(rss)
    read = feedparser.parse(rss)
    assert not read.bozo
    assert [item.id for item in read.entries] == [article.id]

    feed = json.loads(FORMATS["json"].render(CHANNEL, [FORMATS["json"].render_item(article)]))
    assert feed["items"][0]["content_html"] == article.body_html or not article.body_html


@settings(max_examples=50, deadline=None)
@given(draft=drafts)
def test_the_same_payload_gives_the_same_article_and_the_same_bytes(draft):
    try:
        one, two = (rehearse(draft, rules=rules.load(), now=NOW)[0] for _ in range(2))
    except Invalid:
        return  # HTML beyond the bounds
    assert one == two
    for form in FORMATS.values():
        assert form.render_item(one) == form.render_item(two)


@pytest.mark.skipif(
    not (SHARED / "corpus/seed.jsonl").exists(),
    reason="the seed article is a third party's: COPYDESK_SHARED names no folder that has it",
)
def test_the_seed_article_comes_back_clean_in_json_and_in_rss(newsroom):
    labelled = json.loads((SHARED / "corpus/seed.jsonl").read_text())
    gold = labelled["gold"]
    receipt = newsroom.send(labelled["payload"]).json()
    assert (receipt["change"], receipt["removed"]) == ("new", 5)

    article = newsroom.get(f"/v1/articles/{receipt['id']}").json()
    assert [block["text"] for block in article["body"] if "text" in block] == gold["body"]
    assert (article["headline"], article["dek"]) == (gold["headline"], gold["dek"])
    (author,) = article["authors"]
    assert {name: author[name] for name in gold["authors"][0]} == gold["authors"][0]
    (image,) = article["images"]
    assert (image["caption"], image["credit"]) == (
        gold["images"][0]["caption"],
        gold["images"][0]["credit"],
    )

    (item,) = feedparser.parse(newsroom.client.get("/feeds/news.rss").content).entries
    assert (item.title, item.author) == (gold["headline"], author["name"])
    content = lxml.etree.HTML(item.content[0].value)
    assert content.xpath("//p[not(ancestor::figure)]/text()") == gold["body"]
