"""Every feed format is a format that subscribers are told of: docs/feeds.md."""

import json
from pathlib import Path

import pytest
from lxml import etree

from service.feeds import FORMATS
from tests import newsstand

DOCS = (Path(__file__).parents[1] / "docs" / "feeds.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_has_an_address_in_the_docs(ending):
    [line] = [line for line in DOCS.splitlines() if f"| `/feeds/world.{ending}` |" in line]
    assert f"`{FORMATS[ending].media_type}`" in line


@pytest.mark.parametrize("ending", FORMATS)
def test_a_feed_is_its_head_and_its_items_joined(ending):
    items = [FORMATS[ending].render_item(newsstand.full_article())] * 2
    written = FORMATS[ending].render(newsstand.channel(), items)
    assert written.count(items[0].strip()) == 2


def test_every_element_of_an_item_is_in_the_docs():
    parsed = etree.fromstring(newsstand.feed("rss", newsstand.full_article()))
    for child in parsed.findall("channel/item//*"):
        name = ":".join(filter(None, (child.prefix, etree.QName(child).localname)))
        assert f"`{name}`" in DOCS


def test_every_key_of_an_item_is_in_the_docs():
    [item] = json.loads(newsstand.feed("json", newsstand.full_article()))["items"]
    extension = item.pop("_copydesk")
    for key in (*item, *(f"_copydesk.{key}" for key in extension)):
        assert f"`{key}`" in DOCS
