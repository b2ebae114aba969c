"""The raw bytes of a request: bounded in size and time, of a type and coding that we read."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Final

from fastapi import Depends, Request
from starlette.requests import ClientDisconnect

from service.model.errors import (
    Invalid,
    TooLarge,
    TooSlow,
    Unavailable,
    Unreadable,
    WrongMediaType,
)
from service.web.house import TheHouse

MOST_BYTES: Final = 2 * 2**20
MOST_TOGETHER: Final = 64 * 2**20
"""What the bodies of all requests under way may hold; beyond that a CMS is asked to come back."""
MOST_SECONDS: Final = 30


async def _raw_body(request: Request, house: TheHouse) -> AsyncIterator[bytes]:
    """Yield the body; while the request lasts, it counts towards what bodies may hold together."""
    body = bytearray()
    try:
        await _read(request, house, body)
        yield bytes(body)
    finally:
        house.bodies -= len(body)


async def _read(request: Request, house: TheHouse, body: bytearray) -> None:
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise WrongMediaType
    declared = request.headers.get("content-length", "0")
    if declared.isascii() and declared.isdigit() and int(declared[:20]) > MOST_BYTES:
        raise TooLarge
    try:
        async with asyncio.timeout(MOST_SECONDS):
            async for chunk in request.stream():
                body += chunk
                house.bodies += len(chunk)
                if len(body) > MOST_BYTES:
                    raise TooLarge
                if house.bodies > MOST_TOGETHER:
                    raise Unavailable
    except TimeoutError:
        raise TooSlow from None
    except ClientDisconnect:
        msg = "The body ended too early."
        raise Unreadable(msg) from None


def check_json(request: Request) -> None:
    """Raise WrongMediaType unless the body is said to be JSON, or nothing is said."""
    media_type, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    charset = parameters.strip().removeprefix("charset=").strip('"')
    if media_type.strip() not in {"", "application/json"} or charset not in {"", "utf-8"}:
        raise WrongMediaType


BODY_PROBLEMS: Final = (Unreadable, TooSlow, TooLarge, WrongMediaType, Invalid)
"""What can be wrong with a body."""
RawBody = Annotated[bytes, Depends(_raw_body)]
"""The bytes as received: a signature covers these, not the JSON parsed from them."""
