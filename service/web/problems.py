"""Errors as RFC 9457 problem details: what happened and what to do, never what was sent."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from starlette.exceptions import HTTPException
from starlette.routing import Match

from service.intake.faults import faults_of
from service.model.errors import CopydeskError, Invalid, NoSuchThing, Unreadable, Withdrawn
from service.web.headers import HEADERS as SAFE
from service.web.problem_types import (
    HEADERS,
    INTERNAL_ERROR,
    MEDIA_TYPE,
    METHOD_NOT_ALLOWED,
    PROBLEMS,
    ProblemType,
)


class Problems:
    """Answers every error; knows the public URL, as a problem's type is an address."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url

    def install(self, app: FastAPI) -> None:
        """Have `app` answer its errors, and explain each at its own address."""
        for kind in (CopydeskError, RequestValidationError, HTTPException, Exception):
            app.add_exception_handler(kind, self._answer)
        read = ["GET", "HEAD"]
        app.add_api_route("/problems/{name}", explain, include_in_schema=False, methods=read)

    async def _answer(self, request: Request, error: Exception) -> Response:
        match error:
            case CopydeskError():
                return self._ours(error)
            case RequestValidationError():
                return self._ours(Invalid(faults_of(error.errors())))
            case HTTPException(status_code=HTTPStatus.METHOD_NOT_ALLOWED):
                allow = ", ".join(sorted(_methods(request)))
                return self._write(METHOD_NOT_ALLOWED, headers={"Allow": allow})
            case HTTPException(status_code=HTTPStatus.NOT_FOUND):
                return self._ours(NoSuchThing())
            case HTTPException():
                return self._ours(Unreadable("The request cannot be read."))
            case _:
                return self._write(INTERNAL_ERROR, headers=SAFE)  # outside of all middleware

    def _ours(self, error: CopydeskError) -> Response:
        kind = PROBLEMS[type(error)]
        more: dict[str, Any] = {}
        if isinstance(error, Invalid):
            more["errors"] = [fault.model_dump() for fault in error.faults]
        if isinstance(error, Withdrawn):
            more |= {"article": error.article, "reason": error.reason}
        if str(error) and not isinstance(error, Invalid):
            more["detail"] = str(error)
        return self._write(kind, more, headers=HEADERS.get(type(error)))

    def _write(
        self,
        kind: ProblemType,
        more: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        content = {
            "type": f"{self._base_url}/problems/{kind.name}",
            "title": kind.title,
            "status": kind.status.value,
            "detail": kind.help,
        }
        return JSONResponse(
            content | dict(more or {}),
            status_code=kind.status,
            media_type=MEDIA_TYPE,
            headers={"Cache-Control": "no-store", **(headers or {})},
        )


async def explain(name: str) -> PlainTextResponse:
    """Say what a problem is and what to do about it."""
    for kind in (*PROBLEMS.values(), METHOD_NOT_ALLOWED, INTERNAL_ERROR):
        if kind.name == name:
            text = f"{kind.title} ({kind.status.value})\n\n{kind.help}\n"
            return PlainTextResponse(text)
    raise NoSuchThing


def _methods(request: Request) -> set[str]:
    """Return every method that some route takes at this address."""
    methods: set[str] = set()
    for route in request.app.routes:
        match, _ = route.matches(request.scope)
        if match is not Match.NONE:
            methods |= getattr(route, "methods", None) or set()
    return methods
