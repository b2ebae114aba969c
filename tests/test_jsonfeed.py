"""JSON Feed 1.1: what each key holds, and what every reader requires."""

import json
from datetime import UTC, datetime

import pytest
from inline_snapshot import external_file

from tests import make, newsstand
from tests.hostile import CHARACTERS

KEYS = {
    "id": str,
    "url": str,
    "title": str,
    "summary": str,
    "content_html": str,
    "content_text": str,
    "image": str,
    "date_published": str,
    "date_modified": str,
    "authors": list,
    "tags": list,
    "language": str,
    "attachments": list,
    "_copydesk": dict,
}
REQUIRED = {"id", "content_html", "date_published", "date_modified"}


def feed(*articles, **head):
    return json.loads(newsstand.feed("json", *articles, **head))


def item(**says):
    return feed(make.article(**says))["items"][0]


def test_a_feed_is_written_as_it_always_was():
    written = newsstand.feed("json", newsstand.full_article(), make.article())
    pretty = json.dumps(json.loads(written), ensure_ascii=False, indent=2) + "\n"
    assert pretty == external_file("feeds/rivers.json", format=".txt")


def test_the_head_is_what_the_standard_asks_for():
    assert feed() == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "World",
        "home_page_url": "https://copydesk.example/feeds/world",
        "feed_url": "https://copydesk.example/feeds/world.json",
        "description": "News of the world.",
        "language": "en",
        "items": [],
    }


def test_an_undetermined_language_is_not_said():
    assert "language" not in feed(language="und")
    assert "language" not in item(language="und")


@pytest.mark.parametrize(
    "article",
    [
        pytest.param(make.article(), id="that says little"),
        pytest.param(newsstand.full_article(), id="that says everything"),
        pytest.param(make.article(body_html="", body_text=""), id="without words"),
    ],
)
def test_an_item_has_the_keys_of_the_standard_and_no_other(article):
    read = feed(article)["items"][0]
    assert REQUIRED <= read.keys() <= KEYS.keys()
    assert {key: type(value) for key, value in read.items()} == {key: KEYS[key] for key in read}
    assert all(author.keys() <= {"name", "url", "avatar"} for author in read.get("authors", ()))
    assert all(part.keys() == {"url", "mime_type"} for part in read.get("attachments", ()))


def test_everything_that_can_be_said_is_said():
    assert feed(newsstand.full_article())["items"][0].keys() == KEYS.keys()


def test_no_key_holds_a_dot_and_only_the_extension_begins_with_an_underscore():
    keys: list[str] = []

    def note(pairs):
        keys.extend(key for key, _ in pairs)
        return dict(pairs)

    written = newsstand.feed("json", newsstand.full_article())
    json.loads(written, object_pairs_hook=note)
    assert not [key for key in keys if "." in key]
    assert [key for key in keys if key.startswith("_")] == ["_copydesk"]


def test_dates_are_rfc_3339_in_utc():
    read = item(
        published_at=datetime.fromisoformat("2026-11-22T10:05:00+02:00"),
        modified_at=datetime(2026, 11, 23, 9, 5, 1, 999, tzinfo=UTC),
    )
    assert read["date_published"] == "2026-11-22T08:05:00Z"
    assert read["date_modified"] == "2026-11-23T09:05:01Z"


def test_writers_are_named_one_by_one():
    writers = ({"name": "Ada Quill", "url": "https://a.example/ada"}, {"name": "Bo Inkwell"})
    assert item(authors=writers)["authors"] == [
        {"name": "Ada Quill", "url": "https://a.example/ada"},
        {"name": "Bo Inkwell"},
    ]
    assert item(byline="Our correspondents")["authors"] == [{"name": "Our correspondents"}]
    assert "authors" not in item()


def test_the_section_and_the_tags_are_tags_once():
    assert item(section="News", tags=("Rain", "News"))["tags"] == ["News", "Rain"]


def test_pictures_with_an_address_are_attached_and_the_first_leads():
    pictures = [make.image(url=None), make.image(url="https://a.example/b.webp")]
    read = item(images=pictures)
    assert read["image"] == "https://a.example/b.webp"
    assert read["attachments"] == [
        {"url": "https://a.example/b.webp", "mime_type": "image/webp"}
    ]


def test_captions_credits_and_rights_are_in_the_extension():
    said = item(
        images=[make.image(url=None, alt="A river.", rights={"holder": "Ada Quill"})],
        rights={"holder": "HG", "license": "https://a.example/licence"},
    )["_copydesk"]
    assert said == {
        "revision": 1,
        "source": {"name": "Harbour Gazette", "url": "https://harbour-gazette.example/"},
        "images": [
            {
                "caption": "The river on Tuesday.",
                "credit": "Ada Quill/Harbour Gazette",
                "alt": "A river.",
                "rights": {"holder": "Ada Quill"},
            }
        ],
        "rights": {"holder": "HG", "license": "https://a.example/licence"},
    }


@pytest.mark.parametrize(("sent", "read"), CHARACTERS)
def test_no_character_breaks_a_feed(sent, read):
    said = item(headline=sent, body_html=sent, dek=sent, tags=(sent,))
    assert (said["title"], said["content_html"], said["summary"]) == (read, read, read)
    assert said["tags"] == [read]
