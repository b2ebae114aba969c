"""Hostile input from elsewhere, where it is at hand: no 5xx, nothing invalid comes out.

The sets are third parties' and stay where they are: COPYDESK_BADINPUT names their folder.
"""

import base64
import json
import os
from pathlib import Path
from typing import Any

import feedparser
import lxml.etree
import pytest

from service.cleaning.segment import segment
from service.model.draft import Draft
from service.model.errors import Invalid
from service.model.value import Html

FOLDER = Path(
    os.environ.get("COPYDESK_BADINPUT", Path(__file__).parents[2] / "shared" / "badinput")
)
TEXTS = ("blns", "dompurify", "trojan_source", "unicode_control", "xml_attacks")


def cases(name: str) -> list[dict[str, Any]]:
    """Return the cases of a set, or skip where it is not at hand."""
    file = FOLDER / name / "cases.jsonl"
    if not file.exists():
        pytest.skip(f"the set {name} is not at hand: COPYDESK_BADINPUT names no such folder")
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def content(case: dict[str, Any]) -> bytes:
    """Return the bytes of a case."""
    if "payload_b64" in case:
        return base64.b64decode(case["payload_b64"])
    return str(case["payload"]).encode("utf-8", "surrogatepass")


ENDLESS = (
    "<table><tr><td>", "<b>x<p>", "<!-- a ", "<![CDATA[", "<svg><path d=1>", "<img src=x>", '[a b="', "[/a]",
    "<p>&amp;amp;", "\u00c3\u00a9", "\u202e", "x<br>", "- a\n", "```x\n", "|---|---|\n", "[a](", "> a\n", "abcd\n----\n",
    "<noscript><img src=x>", "<button>1", "<pre>a  b", "&lt;p&gt;", "data:image/png;base64,", "<x-y>", "e\u0301",
)  # fmt: skip


@pytest.mark.parametrize("piece", ENDLESS)
@pytest.mark.parametrize("body_type", ["text/html", "text/plain", None])
def test_what_goes_on_without_end_is_read_or_refused(piece, body_type):
    body = Html(piece * (400_000 // len(piece)))
    draft = Draft(external_id="x", body=body, body_type=body_type, url="https://p.example/")
    try:
        blocks = segment(draft)
    except Invalid as refused:
        assert [fault.pointer for fault in refused.faults] == ["/body"]  # noqa: PT017 - either is right
    else:
        assert [block.place for block in blocks] == list(range(len(blocks)))


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_text_in_every_field_leaves_every_output_well_formed(newsroom, name):
    taken = 0
    for number, case in enumerate(cases(name)):
        text = content(case).decode("utf-8", "replace")
        answer = newsroom.publish(
            external_id=f"case-{number}",
            title=text[:500],
            dek=text[:500],
            byline=text[:500],
            section=text[:500],
            tags=[text[:100] or "x"],
            body=f"A paragraph that stands before.\n\n{text}\n\nAnd one after it.",
            images=[{"url": text[:2000], "caption": text[:500], "credit": text[:500]}],
            authors=[{"name": text[:500] or "x", "bio": text[:500]}],
        )
        assert answer.status_code in {200, 201, 400, 422}, case["id"]
        taken += answer.is_success
    assert taken
    listed = newsroom.get("/v1/articles?limit=100")
    assert json.loads(listed.content.decode("utf-8", "strict"))["articles"]
    rss = newsroom.client.get("/feeds/news.rss").content
    lxml.etree.fromstring(rss, lxml.etree.XMLParser(resolve_entities=False))
    assert not feedparser.parse(rss).bozo
    json.loads(newsroom.client.get("/feeds/news.json").content.decode("utf-8", "strict"))


def test_json_that_is_none_is_refused_and_none_breaks_anything(newsroom):
    for case in cases("jsontestsuite"):
        body = content(case)
        answer = newsroom.post(body, **newsroom.signed(body))
        assert answer.status_code in {400, 413, 422}, case["id"]
        wrapped = b'{"external_id":"a","body":"x","tags":' + body + b"}"
        answer = newsroom.post(wrapped, **newsroom.signed(wrapped))
        assert answer.status_code < 500, case["id"]
        if case["id"].startswith("n_"):
            assert answer.status_code in {400, 422}, case["id"]


def test_hostile_addresses_never_leave_as_links(newsroom):
    for number, case in enumerate(cases("url_wpt")):
        text = content(case).decode("utf-8", "replace").replace('"', "%22")
        answer = newsroom.publish(
            external_id=f"case-{number}",
            url=text[:2000],
            body=f'<p>A paragraph with <a href="{text}">a link</a> in it.</p>',
            images=[{"url": text[:2000]}],
        )
        assert answer.status_code in {200, 201, 400, 422}, case["id"]
    for article in newsroom.get("/v1/articles?limit=100").json()["articles"]:
        urls = [article["url"], *(image["url"] for image in article["images"])]
        assert all(url.startswith(("http://", "https://")) for url in urls if url)
