"""Answers that can be validated: ETag, Last-Modified, 304 and HEAD (RFC 9110, sections 8.8, 13)."""

import re
from collections.abc import Mapping
from datetime import UTC, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from typing import Final

from fastapi import Request, Response

from service.model.clock import Time, bounds
from service.model.value import Moment
from service.web.pages import Page

_TAG: Final = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')
_SECOND: Final = timedelta(seconds=1)


def answer(request: Request, page: Page, *, now: Time, headers: Mapping[str, str]) -> Response:
    """Return `page`, or its headers alone where the asker has it already or wants no more."""
    validators = {"ETag": page.etag, "Vary": "Authorization", **headers}
    changed_at = (
        last_modified(page.changed_at, bounds(now).earliest) if page.changed_at else None
    )
    if changed_at:
        validators["Last-Modified"] = format_datetime(changed_at, usegmt=True)
    if _has_it(request, page.etag, changed_at):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=validators)
    validators["Content-Length"] = str(len(page.body))
    body = b"" if request.method == "HEAD" else page.body
    return Response(body, media_type=page.media_type, headers=validators)


def last_modified(changed_at: Moment, now: Moment) -> Moment:
    """Return `changed_at` in whole seconds, rounded up once that second is over.

    Rounded down for ever, a change later in the same second would never be told to a client
    that had asked between the two.
    """
    floor = changed_at.replace(microsecond=0)
    rounded_up = floor + _SECOND if changed_at > floor else floor
    return rounded_up if rounded_up <= now else floor


def _has_it(request: Request, tag: str, changed_at: Moment | None) -> bool:
    asked = ", ".join(request.headers.getlist("if-none-match"))
    if asked:
        return asked.strip() == "*" or tag in _TAG.findall(asked)
    since = _http_date(request.headers.get("if-modified-since"))
    return bool(since and changed_at and changed_at <= since)


def _http_date(text: str | None) -> Moment | None:
    try:
        moment = parsedate_to_datetime(text) if text else None
    except (ValueError, OverflowError):
        return None
    if moment and moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)  # RFC 9110's obsolete forms name no zone: it is GMT
    return moment
