"""The Dockerfile, read and carried out as far as that goes without a container engine.

Its build stage runs in a scratch folder that stands for `/`, by this machine's Python. Left to an engine: pulling the base
image (FROM), the ownership of `var` (COPY --chown) and the switch of user (USER).
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest

ROOT: Final = Path(__file__).parent.parent
HOME: Final = "/srv/copydesk"
NO_INDEX: Final = ("from versions: none", "error sending request")
"""What pip and uv say when they reach no package index."""


class Step(NamedTuple):
    word: str
    rest: str


def steps(text: str) -> list[Step]:
    """The instructions of a Dockerfile, comments dropped and continued lines joined."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\s*\\\n\s*", " ", "\n".join(lines))
    return [Step(*line.split(maxsplit=1)) for line in joined.splitlines() if line]


STEPS: Final = steps((ROOT / "Dockerfile").read_text())
SECOND_STAGE: Final = max(at for at, step in enumerate(STEPS) if step.word == "FROM")
BUILD: Final = STEPS[1:SECOND_STAGE]
IMAGE: Final = STEPS[SECOND_STAGE + 1 :]


def said(word: str) -> str:
    """What the image's one instruction of this name says."""
    (rest,) = (step.rest for step in IMAGE if step.word == word)
    return rest


def health_check() -> list[str]:
    command: list[str] = json.loads(said("HEALTHCHECK").partition(" CMD ")[2])
    return command


def variables(rest: str) -> dict[str, str]:
    return dict(pair.split("=", maxsplit=1) for pair in rest.split())


class Scratch:
    """A folder that stands for `/` while a stage is carried out."""

    def __init__(self, root: Path, env: dict[str, str]) -> None:
        self.root, self.env, self.folder = root, env, root

    def place(self, path: str) -> Path:
        return self.root / path[1:] if path.startswith("/") else self.folder / path

    def carry_out(self, step: Step) -> None:
        match step.word:
            case "ENV":
                self.env |= variables(step.rest)
            case "WORKDIR":
                self.folder = self.place(step.rest)
                self.folder.mkdir(parents=True)
            case "COPY":
                *sources, target = step.rest.split()
                for source in sources:
                    self.copy(ROOT / source, self.place(target))
            case "RUN":
                self.run("sh", "-euc", step.rest.replace(HOME, str(self.place(HOME))))
            case word:
                pytest.fail(f"the build stage says {word}, which this test cannot carry out")

    def copy(self, source: Path, target: Path) -> None:
        if source.is_dir():
            unwanted = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, target, ignore=unwanted, dirs_exist_ok=True)
        else:
            shutil.copy(source, target)

    def run(self, *command: str) -> str:
        done = subprocess.run(
            command, cwd=self.folder, env=self.env, capture_output=True, text=True, check=False
        )
        if done.returncode and any(words in done.stderr for words in NO_INDEX):
            pytest.skip("the build stage needs a package index, and none is within reach")
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout


def files(folder: Path) -> set[Path]:
    there = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path for path in there if "__pycache__" not in path.parts}


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Scratch:
    """The build stage, carried out; a fresh environment with pip stands for the base image's Python."""
    root = tmp_path_factory.mktemp("image")
    env = {name: value for name, value in os.environ.items() if "COPYDESK" not in name}
    scratch = Scratch(root, env | {"PATH": f"{root}/usr/bin:{env['PATH']}"})
    scratch.run(sys.executable, "-m", "venv", str(root / "usr"))
    for step in BUILD:
        scratch.carry_out(step)
    return scratch


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    return number


@pytest.fixture
def served(built: Scratch, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The image's own command, on a port of its own."""
    program, *words = json.loads(said("ENTRYPOINT")) + json.loads(said("CMD"))
    words = [str(port) if word == "8000" else word for word in words]
    program = built.place(f"{HOME}/.venv/bin") / program
    with subprocess.Popen([program, *words], cwd=built.folder, env=built.env) as process:
        yield process
        process.send_signal(signal.Signals[said("STOPSIGNAL")])
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            raise


def healthy(built: Scratch, port: int) -> bool:
    _, *words = [word.replace("8000", str(port)) for word in health_check()]
    python = built.place(f"{HOME}/.venv/bin/python")
    return subprocess.run([python, *words], capture_output=True, check=False).returncode == 0


def test_the_build_stage_gives_a_copydesk_that_runs(built):
    assert "Usage" in built.run(f"{built.place(HOME)}/.venv/bin/copydesk", "--help")


def test_what_was_built_holds_every_file_of_the_service(built):
    (installed,) = built.place(f"{HOME}/.venv/lib").glob("python*/site-packages/service")
    assert files(installed) == files(built.place(f"{HOME}/service"))


def test_what_was_built_holds_no_tool_of_ours(built):
    there = {path.name for path in built.place(f"{HOME}/.venv/bin").iterdir()}
    assert not there & {"pytest", "ruff", "mypy", "lint-imports"}


def test_the_image_is_healthy_when_it_answers_and_only_then(built, served, port):
    assert not healthy(built, port=1)
    patience = time.monotonic() + 20
    while not healthy(built, port) and time.monotonic() < patience:
        assert served.poll() is None, "it stopped by itself"
    assert healthy(built, port)


def test_it_serves_on_every_address_of_its_own_at_8000():
    command = " ".join(json.loads(said("ENTRYPOINT")) + json.loads(said("CMD")))
    assert command == "copydesk serve --host 0.0.0.0 --port 8000"
    assert said("EXPOSE") == "8000"


def test_it_runs_as_nobody_in_particular():
    user, group = said("USER").split(":")
    assert int(user) >= 1000
    assert int(group) >= 1000


def test_its_articles_are_in_a_volume_that_its_user_owns():
    owned = f"--from=build --chown={said('USER')} {HOME}/var {HOME}/var"
    assert owned in [step.rest for step in IMAGE if step.word == "COPY"]
    assert said("VOLUME") == f"{said('WORKDIR')}/var"


def test_the_environment_is_copied_to_where_it_was_made():
    copied = [step.rest.split()[-2:] for step in IMAGE if step.word == "COPY"]
    assert all(made == kept for made, kept in copied)


def test_every_base_has_a_version():
    bases = [step.rest.split()[0] for step in STEPS if step.word == "FROM"]
    assert all(re.search(r":\d", base) for base in bases), bases


def test_uv_is_the_one_of_the_makefile():
    pinned = re.search(r"^UV := (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert pinned
    assert any(step.rest.endswith(f" uv=={pinned[1]}") for step in BUILD)


def test_no_secret_is_written_into_it():
    names = [
        name for step in STEPS if step.word in {"ENV", "ARG"} for name in variables(step.rest)
    ]
    assert not [name for name in names if re.search("KEY|SECRET|TOKEN|PASSWORD", name)]


def test_only_what_it_copies_can_reach_it():
    ignored = (ROOT / ".dockerignore").read_text().split("\n")
    copied = {name for step in BUILD if step.word == "COPY" for name in step.rest.split()[:-1]}
    assert ignored[1] == "*"
    assert {line[1:] for line in ignored if line.startswith("!")} == copied
