"""The pieces that the OpenAPI document is put together from."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import TypeAdapter

from service.feeds import Format
from service.intake.native import Envelope
from service.model.draft import Draft
from service.web.problem_types import (
    HEADERS,
    INTERNAL_ERROR,
    MEDIA_TYPE,
    METHOD_NOT_ALLOWED,
    PROBLEMS,
    Problem,
)

Responses = dict[int | str, dict[str, Any]]

EXAMPLE: Final = {
    "external_id": "hg-4411",
    "title": "Ferry returns to Harbour Street",
    "byline": "By Ada Quill, Transport Reporter",
    "body": "<p>The ferry is back.</p><p>Read more about ferries</p>",
    "language": "en",
    "url": "https://harbour-gazette.example/ferry",
    "published_at": "2026-03-04T09:10:00Z",
}
_STRING: Final = {"schema": {"type": "string"}}
_VALIDATORS: Final = {
    "ETag": {"description": "Changes if and only if the body does.", **_STRING},
    "Last-Modified": {"description": "When what is shown last changed.", **_STRING},
    "Cache-Control": _STRING,
    "Vary": _STRING,
}


def problems(*statuses: int) -> Responses:
    """Document the problems that an operation may answer, by status."""
    kinds = [*PROBLEMS.values(), METHOD_NOT_ALLOWED, INTERNAL_ERROR]
    documented: Responses = {}
    for status in sorted({*statuses, 500}):
        told = [kind for kind in kinds if kind.status == status]
        documented[status] = {
            "description": " Or: ".join(kind.title + "." for kind in told),
            "model": Problem,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    return documented


def answers(described: Mapping[int, tuple[type[Any], str]]) -> Responses:
    """Document what an operation answers when all is well: by status, a model and a sentence."""
    return {
        status: {"model": model, "description": text}
        for status, (model, text) in described.items()
    }


def validated(model: type[Any]) -> Responses:
    """Document an answer that a client may validate: 200 with `model`, or 304."""
    return {
        200: {"model": model, "headers": _VALIDATORS},
        304: {"description": "You have it already.", "headers": _VALIDATORS},
    }


def feed_responses(formats: Mapping[str, Format]) -> Responses:
    """Document a feed: 200 in the media type of the address's ending, or 304."""
    content = {form.media_type.partition(";")[0]: _STRING for form in formats.values()}
    return {
        200: {"description": "The feed.", "content": content, "headers": _VALIDATORS},
        304: {"description": "You have it already.", "headers": _VALIDATORS},
    }


def schema(kind: Any) -> dict[str, Any]:
    """Return the JSON Schema of `kind`, as a document of its own."""
    return TypeAdapter(kind).json_schema(ref_template="#/components/schemas/{model}")


def _body(kind: Any, example: Any) -> dict[str, Any]:
    inline = schema(kind)
    inline.pop("$defs", None)
    content = {"schema": inline, "examples": {"article": {"value": example}}}
    return {"requestBody": {"required": True, "content": {"application/json": content}}}


def _header(name: str, description: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "header",
        "required": True,
        "description": description,
        **_STRING,
    }


INTAKE: Final = _body(
    Draft | Envelope,
    {"type": "article.published", "timestamp": "2026-03-04T09:10:00Z", "data": EXAMPLE},
) | {
    "parameters": [
        _header("webhook-id", "The event's id; the same again when it is sent again."),
        _header("webhook-timestamp", "When it was signed, in seconds since 1970."),
        _header(
            "webhook-signature", "`v1,` and the base64 of the HMAC-SHA256; several by spaces."
        ),
    ],
}
CLEAN: Final = _body(Draft | Envelope, EXAMPLE)
__all__ = ["CLEAN", "HEADERS", "INTAKE", "feed_responses", "problems", "schema", "validated"]
