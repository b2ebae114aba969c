"""The raw bytes of a request: bounded in size and time, of a type and coding that we read."""

import asyncio
from typing import Annotated, Final

from fastapi import Depends, Request
from starlette.requests import ClientDisconnect

from service.model.errors import Invalid, TooLarge, TooSlow, Unreadable, WrongMediaType

MOST_BYTES: Final = 2 * 2**20
MOST_SECONDS: Final = 30


async def _raw_body(request: Request) -> bytes:
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise WrongMediaType
    declared = request.headers.get("content-length", "0")
    if declared.isascii() and declared.isdigit() and int(declared[:20]) > MOST_BYTES:
        raise TooLarge
    body = bytearray()
    try:
        async with asyncio.timeout(MOST_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MOST_BYTES:
                    raise TooLarge
    except TimeoutError:
        raise TooSlow from None
    except ClientDisconnect:
        msg = "The body ended too early."
        raise Unreadable(msg) from None
    return bytes(body)


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
