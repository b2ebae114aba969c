"""RSS 2.0: what each element holds, and what no text may break."""

from datetime import UTC, datetime

import feedparser
import pytest
from inline_snapshot import external_file
from lxml import etree

from tests import make, newsstand
from tests.hostile import CHARACTERS

NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}


def feed(*articles, **head):
    return newsstand.feed("rss", *articles, **head)


def elements(path, **says):
    """The elements at `path` in the one item of a feed."""
    [item] = etree.fromstring(feed(make.article(**says))).findall("channel/item")
    return item.findall(path, NAMES)


def texts(path, **says):
    return [found.text for found in elements(path, **says)]


def attributes(path, **says):
    return [dict(found.attrib) for found in elements(path, **says)]


def test_a_feed_is_written_as_it_always_was():
    written = feed(newsstand.full_article(), make.article())
    assert written.decode() == external_file("feeds/rivers.xml", format=".txt")


def test_a_feed_without_articles_is_a_feed():
    parsed = feedparser.parse(feed())
    assert (parsed.bozo, parsed.version, parsed.entries) == (False, "rss20", [])


def test_the_head_says_only_what_is_known():
    parsed = etree.fromstring(feed(description="", language="und", updated=None))
    assert [child.tag for child in parsed.findall("channel/*")] == [
        "title",
        "link",
        "description",
        f"{{{NAMES['atom']}}}link",
    ]
    assert parsed.findtext("channel/description") == "World"


def test_a_feed_names_its_own_address_once():
    links = etree.fromstring(feed()).findall("channel/atom:link", NAMES)
    assert [link.get("href") for link in links] == ["https://copydesk.example/feeds/world.rss"]
    assert [link.get("rel") for link in links] == ["self"]


@pytest.mark.parametrize(
    ("language", "written"),
    [
        pytest.param("de-AT", "de-AT", id="a language and a country"),
        pytest.param("und", None, id="undetermined: no language"),
        pytest.param("english", None, id="a word: no tag"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_a_language_is_a_tag_or_absent(language, written):
    assert etree.fromstring(feed(language=language)).findtext("channel/language") == written


def test_the_guid_is_the_article_and_not_its_address():
    assert texts("guid", url="https://moved.example/") == [make.article().id]
    assert attributes("guid") == [{"isPermaLink": "false"}]


def test_dates_are_the_contents_and_in_gmt():
    says = {
        "published_at": datetime.fromisoformat("2026-11-22T10:05:00+02:00"),
        "modified_at": datetime(2026, 11, 23, 9, 5, 1, 999, tzinfo=UTC),
    }
    assert texts("pubDate", **says) == ["Sun, 22 Nov 2026 08:05:00 GMT"]
    assert texts("atom:updated", **says) == ["2026-11-23T09:05:01Z"]


def test_all_writers_stand_in_one_creator():
    writers = ({"name": "Ada Quill"}, {"name": "Bo Inkwell", "role": "Editor"})
    assert texts("dc:creator", authors=writers) == ["Ada Quill, Bo Inkwell"]
    assert texts("dc:creator", byline="Our correspondents") == ["Our correspondents"]
    assert texts("dc:creator") == []


def test_the_description_is_the_dek_or_the_first_paragraph():
    assert texts("description", dek="It rained.") == ["It rained."]
    assert texts("description", dek=None) == ["Rivers rose."]
    assert texts("description", dek=None, body=()) == []


def test_a_description_that_looks_like_markup_stays_text_in_html():
    said = "Use <script>, &copy; & 5 < 6"
    assert texts("description", dek=said) == ["Use &lt;script>, &amp;copy; & 5 < 6"]


def test_the_description_stands_before_the_body():
    items = etree.fromstring(feed(newsstand.full_article())).findall("channel/item/*")
    order = [etree.QName(child).localname for child in items]
    assert order.index("description") < order.index("encoded")


def test_the_section_and_the_tags_are_categories_once():
    assert texts("category", section="News", tags=("Rain", "News")) == ["News", "Rain"]


def test_a_picture_carries_its_caption_credit_and_rights_as_text():
    says = {"images": [make.image(caption="R&D <now>", rights={"holder": "Ada Quill"})]}
    assert texts("media:content/media:description", **says) == ["R&D <now>"]
    assert texts("media:content/media:credit", **says) == ["Ada Quill/Harbour Gazette"]
    assert texts("media:content/media:copyright", **says) == ["Ada Quill"]


def test_the_lead_picture_is_the_one_enclosure():
    lead, second = "https://a.example/lead.PNG?w=9", "https://a.example/second"
    says = {"images": [make.image(url=lead, width=640, height=480), make.image(url=second)]}
    assert attributes("enclosure", **says) == [
        {"url": lead, "length": "0", "type": "image/png"}
    ]
    assert attributes("media:content", **says) == [
        {"url": lead, "medium": "image", "type": "image/png", "width": "640", "height": "480"},
        {"url": second, "medium": "image", "type": "image/jpeg"},
    ]


def test_a_picture_without_an_address_is_no_media():
    assert texts("media:content", images=[make.image(url=None)]) == []
    assert texts("enclosure", images=[make.image(url=None)]) == []


@pytest.mark.parametrize(
    ("said", "written"),
    [
        pytest.param("https://a.example/x?b=1&c=2", ["https://a.example/x?b=1&c=2"], id="web"),
        pytest.param("https://é.example/ü b", ["https://xn--9ca.example/%C3%BC%20b"], id="IRI"),
        pytest.param("javascript:alert(1)", [], id="a script"),
        pytest.param("/rivers", [], id="relative"),
        pytest.param("https://[", [], id="broken"),
        pytest.param(None, [], id="none"),
    ],
)
def test_a_link_is_a_web_address_or_absent(said, written):
    assert texts("link", url=said) == written
    assert [
        found["url"] for found in attributes("enclosure", images=[{"url": said}])
    ] == written


@pytest.mark.parametrize(
    ("rights", "written"),
    [
        pytest.param({"holder": "HG"}, ["HG"], id="the holder"),
        pytest.param({"holder": "HG", "notice": "© HG"}, ["© HG"], id="the notice before it"),
        pytest.param({"holder": "HG", "usage_terms": "No."}, ["HG · No."], id="and the terms"),
        pytest.param({}, [], id="none"),
    ],
)
def test_rights_are_the_notice_and_the_terms(rights, written):
    assert texts("dc:rights", rights=rights) == written


@pytest.mark.parametrize(("sent", "read"), CHARACTERS)
def test_no_character_breaks_a_feed(sent, read):
    says = {"headline": sent, "body_html": sent, "section": sent, "images": [{"url": None}]}
    assert texts("title", **says) == [read]
    assert texts("content:encoded", **says) == [read]
    assert texts("category", **says) == [read]
    assert not feedparser.parse(feed(make.article(**says))).bozo
