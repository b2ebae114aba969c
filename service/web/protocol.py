"""HTTP/1.1 as uvicorn speaks it, with bounds on what comes before a body: its bytes, its seconds.

A head that is too long, too slow or not HTTP ends the connection before it costs anything.
"""

import asyncio
import json
from http import HTTPStatus
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from service.web.problem_types import MEDIA_TYPE

MOST_HEAD: Final = 64 * 2**10
"""Bytes of a request's line and headers."""
MOST_HEADERS: Final = 100
PATIENCE: Final = 10.0
"""Seconds that a client has to send them."""

_PROBLEM: Final = json.dumps(
    {
        "type": "about:blank",
        "title": HTTPStatus.BAD_REQUEST.phrase,
        "status": HTTPStatus.BAD_REQUEST.value,
        "detail": "This is not an HTTP request that can be read.",
    }
).encode()
_REFUSAL: Final = b"\r\n".join(
    [
        b"HTTP/1.1 400 Bad Request",
        b"content-type: " + MEDIA_TYPE.encode(),
        b"content-length: " + str(len(_PROBLEM)).encode(),
        b"cache-control: no-store",
        b"connection: close",
        b"",
        _PROBLEM,
    ]
)


class Bounded(HttpToolsProtocol):
    """uvicorn's protocol; it waits for a head only so long, and reads only so much of one."""

    _deadline: asyncio.TimerHandle | None = None
    _head = 0

    def connection_made(self, transport: Any) -> None:
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Read on; where this is still the head, count it."""
        super().data_received(data)
        self._head += len(data)
        if self._deadline and self._head > MOST_HEAD and not self.transport.is_closing():
            self.send_400_response("")

    def on_message_begin(self) -> None:
        """Begin to wait for the rest of a head."""
        super().on_message_begin()
        self._wait()

    def on_headers_complete(self) -> None:
        """Stop waiting; refuse a head that came in one piece and is too long all the same."""
        self._stop_waiting()
        size = sum(len(name) + len(value) for name, value in self.headers)
        if size > MOST_HEAD or len(self.headers) > MOST_HEADERS:
            msg = "too long a head"
            raise ValueError(msg)  # the parser makes it an error, and uvicorn a 400
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Refuse what cannot be read, as a problem detail; never say what it was."""
        _ = msg
        self._stop_waiting()
        self.transport.write(_REFUSAL)
        self.transport.close()

    def _wait(self) -> None:
        self._stop_waiting()
        self._head = 0
        self._deadline = self.loop.call_later(PATIENCE, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._deadline:
            self._deadline.cancel()
            self._deadline = None
