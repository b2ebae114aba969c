"""The OpenAPI document: what is served, and what is committed, are the same bytes."""

import json
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.responses import Response

from service.model.article import Article
from service.model.errors import Fault
from service.web.documents import PAYLOAD, SCHEMAS
from service.web.problem_types import Problem

TITLE: Final = "Copydesk"
VERSION: Final = "1"
_ANY_STRING: Final = "HTTPValidationError"
"""FastAPI documents that a path may be refused for its type; ours are strings, and never are."""
_TAGS: Final = {
    "articles": "What partners read.",
    "feeds": "What subscribers read.",
    "intake": "Where a CMS sends.",
    "operator": "For whoever runs the service.",
    "health": "For whatever watches the service.",
}
_SCHEMES: Final = {
    "PartnerKey": {"type": "http", "scheme": "bearer", "description": "A partner's key."},
    "FeedPassword": {"type": "http", "scheme": "basic", "description": "The key as password."},
    "OperatorKey": {"type": "http", "scheme": "bearer", "description": "COPYDESK_ADMIN_KEY."},
    "WebhookSignature": {
        "type": "apiKey",
        "in": "header",
        "name": "webhook-signature",
        "description": "Standard Webhooks, HMAC-SHA256 (v1).",
    },
}
_SECURITY: Final[dict[str, list[dict[str, list[str]]]]] = {
    "articles": [{"PartnerKey": []}],
    "feeds": [{}, {"FeedPassword": []}, {"PartnerKey": []}],
    "intake": [{"WebhookSignature": []}],
    "operator": [{"OperatorKey": []}],
    "health": [{}],
}


def install(app: FastAPI) -> None:
    """Serve the document at /openapi.json, and the article's schema at /article.schema.json."""

    async def read_openapi() -> Response:
        return Response(as_text(document(app)), media_type="application/json")

    async def read_article_schema() -> Response:
        return Response(as_text(article_schema()), media_type="application/schema+json")

    read = ["GET", "HEAD"]
    app.add_api_route("/openapi.json", read_openapi, methods=read, include_in_schema=False)
    app.add_api_route(
        "/article.schema.json", read_article_schema, methods=read, include_in_schema=False
    )


def document(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of `app`."""
    if app.openapi_schema is None:
        made = get_openapi(
            title=TITLE,
            version=VERSION,
            summary="A newsroom's articles, clean.",
            routes=app.routes,
            tags=[{"name": name, "description": text} for name, text in _TAGS.items()],
        )
        made["components"]["schemas"] = _schemas(made["components"]["schemas"])
        made["components"]["securitySchemes"] = _SCHEMES
        for operation in (one for path in made["paths"].values() for one in path.values()):
            operation["security"] = _SECURITY[operation["tags"][0]]
            if _ANY_STRING in json.dumps(operation["responses"].get("422", {})):
                del operation["responses"]["422"]
        app.openapi_schema = made
    return app.openapi_schema


def _schemas(found: dict[str, Any]) -> dict[str, Any]:
    """Return the schemas of what is answered, with those of what is sent and of problems."""
    sent = PAYLOAD.json_schema(ref_template=SCHEMAS)["$defs"]
    known = found | sent | {"Problem": Problem.model_json_schema(ref_template=SCHEMAS)}
    known["Problem"].pop("$defs")
    known["Fault"] = Fault.model_json_schema()
    unused = {_ANY_STRING, "ValidationError"}
    return {name: schema for name, schema in sorted(known.items()) if name not in unused}


def article_schema() -> dict[str, Any]:
    """Return the canonical article's JSON Schema (2020-12)."""
    schema = Article.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def as_text(document: dict[str, Any]) -> str:
    """Return a document as it is committed and served."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
