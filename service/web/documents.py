"""The pieces that the OpenAPI document is put together from."""

from typing import Any, Final

from pydantic import BaseModel, TypeAdapter

from service.intake.native import Envelope
from service.model.draft import Draft
from service.model.errors import CopydeskError
from service.web import examples
from service.web.problem_types import INTERNAL_ERROR, MEDIA_TYPE, PROBLEMS

Responses = dict[int | str, dict[str, Any]]

SCHEMAS: Final = "#/components/schemas/{model}"
PAYLOAD: Final[TypeAdapter[Any]] = TypeAdapter(Draft | Envelope)
"""What a CMS may send."""

_STRING: Final = {"schema": {"type": "string"}}
_VALIDATORS: Final = {
    "ETag": {"description": "Changes if and only if the body does.", **_STRING},
    "Last-Modified": {"description": "When what is shown last changed.", **_STRING},
    "Cache-Control": _STRING,
    "Vary": _STRING,
}
_UNCHANGED: Final = {"description": "You have it already.", "headers": _VALIDATORS}


def answers(status: int, model: type[Any], text: str, example: Any) -> Responses:
    """Document what an operation answers when all is well."""
    content = {"application/json": {"example": example}}
    return {status: {"model": model, "description": text, "content": content}}


def validated(model: type[Any], text: str, example: Any) -> Responses:
    """Document an answer that a client may validate: 200, or 304."""
    answered = answers(200, model, text, example)
    answered[200]["headers"] = _VALIDATORS
    return answered | {304: _UNCHANGED}


def feeds(*media_types: str) -> Responses:
    """Document a feed: 200 in one of these media types, or 304."""
    content = {media_type.partition(";")[0]: _STRING for media_type in media_types}
    feed = {"description": "The feed.", "content": content, "headers": _VALIDATORS}
    return {200: feed, 304: _UNCHANGED}


def problems(*kinds: type[CopydeskError]) -> Responses:
    """Document the problems that an operation may answer."""
    documented: Responses = {}
    for kind in sorted(
        [*(PROBLEMS[one] for one in kinds), INTERNAL_ERROR], key=lambda k: k.status
    ):
        example = {
            "type": f"https://desk.example/problems/{kind.name}",
            "title": kind.title,
            "status": kind.status.value,
            "detail": kind.help,
        }
        schema = {"$ref": SCHEMAS.format(model="Problem")}
        content = {MEDIA_TYPE: {"schema": schema, "examples": {}}}
        one = documented.setdefault(kind.status.value, {"description": "", "content": content})
        one["description"] = f"{one['description']} {kind.title}.".strip()
        one["content"][MEDIA_TYPE]["examples"][kind.name] = {"value": example}
    return documented


def body(**sent: Any) -> dict[str, Any]:
    """Document the body that a CMS sends, by example."""
    schema = PAYLOAD.json_schema(ref_template=SCHEMAS)
    schema.pop("$defs")
    named = {name: {"value": value} for name, value in sent.items()}
    content = {"application/json": {"schema": schema, "examples": named}}
    return {"requestBody": {"required": True, "content": content}}


def posted(model: type[BaseModel], example: Any) -> dict[str, Any]:
    """Document the body that the operator sends."""
    content = {"application/json": {"schema": model.model_json_schema(), "example": example}}
    return {"requestBody": {"required": True, "content": content}}


def _header(name: str, description: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "header",
        "required": True,
        "description": description,
        **_STRING,
    }


INTAKE: Final = body(
    payload=examples.PAYLOAD, event=examples.EVENT, withdrawal=examples.WITHDRAWAL
) | {
    "parameters": [
        _header("webhook-id", "The event's id; the same again when it is sent again."),
        _header("webhook-timestamp", "When it was signed, in seconds since 1970."),
        _header(
            "webhook-signature", "`v1,` and the base64 of the HMAC-SHA256; several by spaces."
        ),
    ],
}
