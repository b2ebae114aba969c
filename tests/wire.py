"""A wire to PostgreSQL: it can lose notices, as a pooler does, and be cut when a commit is answered."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

NOTICE, DONE = b"A", b"C"
"""Messages of the server: https://www.postgresql.org/docs/current/protocol-message-formats.html"""


class Wire:
    """All that is said to the server at `url` goes through here when it is said to `self.url`."""

    def __init__(self, url: str, *, loses_notices: bool = False) -> None:
        parts = urlsplit(url)
        self._server = (str(parts.hostname), parts.port)
        self._door = socket.create_server(("127.0.0.1", 0))
        host = f"{parts.username}@127.0.0.1:{self._door.getsockname()[1]}"
        self.url = f"postgresql://{host}{parts.path}?sslmode=disable"
        self.loses_notices = loses_notices
        self.cuts_commit = False
        """Whether the next answer to a commit of rows is lost, and its connection with it."""
        self._start(self._open)

    def close(self) -> None:
        """Let nobody in any more."""
        self._door.close()

    def _start(self, work, *given) -> None:
        threading.Thread(target=self._quietly, args=(work, *given), daemon=True).start()

    @staticmethod
    def _quietly(work, *given) -> None:
        with suppress(OSError):
            work(*given)

    def _open(self) -> None:
        while True:
            client, _ = self._door.accept()
            server = socket.create_connection(self._server)
            self._start(self._ask, client, server)
            self._start(self._answer, server, client)

    @staticmethod
    def _ask(client: socket.socket, server: socket.socket) -> None:
        with client, server:
            while said := client.recv(65_536):
                server.sendall(said)

    def _answer(self, server: socket.socket, client: socket.socket) -> None:
        inserted = False
        with client, server, server.makefile("rb") as stream:
            while head := stream.read(5):
                kind, length = struct.unpack("!cI", head)
                said = stream.read(length - 4)
                if kind == DONE and said == b"COMMIT\0" and inserted and self.cuts_commit:
                    self.cuts_commit = False
                    client.shutdown(socket.SHUT_RDWR)
                    return
                if kind == DONE:
                    inserted = said.startswith(b"INSERT") or (
                        inserted and b"COMMIT" not in said
                    )
                if kind != NOTICE or not self.loses_notices:
                    client.sendall(head + said)


@contextmanager
def wire_to(url: str, *, loses_notices: bool = False) -> Iterator[Wire]:
    """A wire, for as long as it is needed."""
    wire = Wire(url, loses_notices=loses_notices)
    try:
        yield wire
    finally:
        wire.close()
