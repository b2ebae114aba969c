"""One small article, as it is sent and as it is served: the examples of the OpenAPI document."""

from typing import Any, Final

PAYLOAD: Final[dict[str, Any]] = {
    "external_id": "hg-4411",
    "title": "Ferry returns to Harbour Street",
    "byline": "By Ada Quill, Transport Reporter",
    "body": "<p>The ferry is <em>back</em>.</p><p>Read more about ferries</p>",
    "url": "https://harbour-gazette.example/ferry",
    "section": "Transport",
    "tags": ["ferries"],
    "language": "en",
    "published_at": "2026-03-04T09:10:00Z",
    "modified_at": "2026-03-04T09:10:00Z",
}
EVENT: Final = {
    "type": "article.published",
    "timestamp": "2026-03-04T09:10:00Z",
    "data": PAYLOAD,
}
WITHDRAWAL: Final = {
    "type": "article.withdrawn",
    "timestamp": "2026-03-04T11:30:00Z",
    "data": {"external_id": "hg-4411", "reason": "It was another ferry."},
}
ARTICLE: Final[dict[str, Any]] = {
    "id": "urn:uuid:1f4e5c4f-9d9f-5f0f-8b38-6a4c9d0a7c11",
    "revision": 1,
    "status": "usable",
    "source": {
        "slug": "harbour-gazette",
        "name": "Harbour Gazette",
        "url": "https://harbour-gazette.example/",
    },
    "external_id": "hg-4411",
    "url": "https://harbour-gazette.example/ferry",
    "headline": "Ferry returns to Harbour Street",
    "dek": None,
    "byline": "Ada Quill, Transport Reporter",
    "authors": [
        {
            "id": "urn:uuid:0d6dbe2b-6c0e-5a38-9a0a-0a8d1c9a2b7e",
            "name": "Ada Quill",
            "role": "Transport Reporter",
            "organisation": None,
            "bio": None,
            "url": None,
            "image_url": None,
        }
    ],
    "body": [
        {
            "text": "The ferry is back.",
            "html": "The ferry is <em>back</em>.",
            "type": "paragraph",
        }
    ],
    "body_html": "<p>The ferry is <em>back</em>.</p>",
    "body_text": "The ferry is back.",
    "word_count": 4,
    "images": [],
    "section": "Transport",
    "tags": ["ferries"],
    "language": "en",
    "published_at": "2026-03-04T09:10:00Z",
    "modified_at": "2026-03-04T09:10:00Z",
    "embargoed_until": None,
    "expires_at": None,
    "rights": {"holder": None, "notice": None, "usage_terms": None, "license": None},
}
REMOVAL: Final = {
    "text": "Read more about ferries",
    "kind": "related",
    "rule": "en/related",
    "reason": "It leads to other articles.",
    "place": 1,
}
DOUBT: Final = {
    "rule": "headline/two",
    "reason": "The headline is “Ferry returns to Harbour Street”; “The harbour wakes” could be it "
    "too.",
    "weight": "look",
    "place": 0,
}
RECEIPT: Final = {
    "id": ARTICLE["id"],
    "revision": 1,
    "change": "new",
    "removed": 1,
    "doubts": [],
    "links": {"self": f"https://desk.example/v1/articles/{ARTICLE['id']}"},
}
REASON: Final = {"reason": "It was another ferry."}
TAKEN_BACK: Final = RECEIPT | {"revision": 2, "change": "withdrawn", "removed": 0}
RESTORED: Final = TAKEN_BACK | {"revision": 3, "change": "restored"}
EXPLAINED: Final = {
    "allowed": False,
    "reasons": ["Product sport covers only the sections Sport, Tennis; this is in Transport."],
    "reader": "daily-sport",
    "article": ARTICLE["id"],
    "looked_at": {
        "source": "harbour-gazette",
        "section": "Transport",
        "tags": ["ferries"],
        "authors": ["Ada Quill"],
        "language": "en",
        "status": "usable",
        "published_at": "2026-03-04T09:10:00Z",
        "embargoed_until": None,
        "expires_at": None,
    },
    "products": [
        {
            "slug": "sport",
            "name": "Sport",
            "sources": [],
            "sections": ["Sport", "Tennis"],
            "tags": [],
            "authors": [],
            "languages": [],
        }
    ],
    "now": "2026-03-04T12:00:00Z",
}
ARTICLES: Final = {"articles": [ARTICLE]}
REHEARSED: Final = {"article": ARTICLE, "removed": [REMOVAL], "doubts": [DOUBT]}
