"""Test data: whole, valid values of which a test names only what matters to it."""

from datetime import UTC, datetime
from typing import Any

from service.model.article import Article, Image, Paragraph, SourceRef, Status
from service.model.draft import Draft, Rights
from service.model.value import Html, SafeHtml

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def draft(**says: Any) -> Draft:
    """A draft of a short article on rivers."""
    return Draft.model_validate(
        {"external_id": "hg-1", "title": "Rivers rise", "body": Html("<p>Rivers rose.</p>")}
        | says
    )


def paragraph(text: str) -> Paragraph:
    """A paragraph of plain text (no markup characters in it)."""
    return Paragraph(text=text, html=SafeHtml(text))


def image(**says: Any) -> Image:
    """A picture with an address, a caption and a credit."""
    return Image.model_validate(
        {
            "url": "https://harbour-gazette.example/river.jpg",
            "caption": "The river on Tuesday.",
            "credit": "Ada Quill/Harbour Gazette",
        }
        | says
    )


def article(**says: Any) -> Article:
    """The first revision of a short article on rivers."""
    return Article.model_validate(
        {
            "id": "urn:uuid:00000000-0000-5000-8000-000000000001",
            "revision": 1,
            "status": Status.USABLE,
            "source": SourceRef(
                slug="harbour-gazette",
                name="Harbour Gazette",
                url="https://harbour-gazette.example/",
            ),
            "external_id": "hg-1",
            "url": "https://harbour-gazette.example/rivers",
            "headline": "Rivers rise",
            "dek": None,
            "byline": None,
            "authors": (),
            "body": (paragraph("Rivers rose."),),
            "body_html": "<p>Rivers rose.</p>",
            "body_text": "Rivers rose.",
            "word_count": 2,
            "images": (),
            "section": None,
            "tags": (),
            "language": "en",
            "published_at": NOON,
            "modified_at": NOON,
            "embargoed_until": None,
            "expires_at": None,
            "rights": Rights(),
        }
        | says
    )
