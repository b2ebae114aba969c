"""Native payloads to test with: the least and the most that one may say, bare and wrapped."""

import json
from datetime import datetime, timedelta
from typing import Any

from service.intake.native import parse
from service.model.event import Event
from tests.make import NOON

HEADER, ENVELOPE, DATA = (NOON + timedelta(minutes=minute) for minute in (1, 2, 3))
LEAST: dict[str, Any] = {"external_id": "hg-1", "body": "<p>Rivers rose.</p>"}
MOST: dict[str, Any] = LEAST | {
    "source": "harbour-gazette",
    "body_type": "text/html",
    "title": "Rivers rise",
    "dek": "All of them.",
    "byline": "By Ada Quill",
    "section": "world",
    "language": "en-GB",
    "url": "https://h.example/rivers",
    "tags": ["water", "boats"],
    "authors": [
        {
            "name": "Ada Quill",
            "role": "Editor",
            "organisation": "Harbour Gazette",
            "bio": "Writes.",
            "url": "https://h.example/ada",
            "image_url": "https://h.example/ada.png",
        }
    ],
    "images": [
        {
            "url": "https://h.example/river.jpg",
            "caption": "The river.",
            "credit": "Bo Inkwell",
            "alt": "A river.",
            "width": 1200,
            "height": 800,
            "rights": {"holder": "Bo"},
            "syndication": False,
        }
    ],
    "published_at": "2026-03-04T12:00:00Z",
    "modified_at": "2026-03-04T13:30:00+01:00",
    "embargoed_until": "2026-03-04T12:00:00.5Z",
    "expires_at": "2027-03-04T12:00:00-05:00",
    "rights": {
        "holder": "Harbour Gazette",
        "notice": "© 2026",
        "usage_terms": "None.",
        "license": "https://h.example/license",
    },
}


STATED = {"timestamp": ENVELOPE.isoformat()}


def event(says: Any, sent: datetime = HEADER) -> Event:
    """The event that a document is."""
    return parse(json.dumps(says).encode(), sent)


def envelope(kind: str, data: Any, **says: Any) -> dict[str, Any]:
    """A document in the standard envelope."""
    return {"type": f"article.{kind}", "data": data} | says
