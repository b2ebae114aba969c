"""An answer waits for the disk: the kernel's own account of a hundred events, one after another."""

import re
import shutil
import subprocess
from contextlib import closing, contextmanager

import pytest

from service.store import sqlite
from tests.databases import on_a_file
from tests.faults.trials import trials
from tests.newsroom import payload

EVENTS = trials(quick=20, long=100)
CALLS = "fdatasync,fsync,read,recvfrom,write,writev,sendto,sendmsg"
ASKED = re.compile(r'"POST /v1/intake/')
ANSWERED = re.compile(r'"HTTP/1\.1 20[01] ')
SYNC = re.compile(r"^\d+ +f(?:data)?sync\(\d+<[^>]*-wal>")
RESUMED = re.compile(r"^\d+ +<\.\.\. f(?:data)?sync resumed>\) += 0$")


def trusting():
    """As SQLite would commit if it trusted the machine never to stop."""
    sqlite.PRAGMAS["synchronous"] = "NORMAL"
    vars(sqlite)["CHECKPOINT_PAGES"] = 100_000  # a checkpoint waits for the disk all the same


def in_earnest():
    """As it is."""


@contextmanager
def traced(process, file):
    """What the kernel is asked to do goes into `file`, call by call."""
    if not shutil.which("strace"):
        pytest.skip("there is no strace")
    options = ["-f", "-y", "-s", "32", "-e", f"trace={CALLS}", "-o", file]
    command = ["strace", *options, "-p", str(process.pid)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as strace:
        assert strace.stderr
        said = strace.stderr.readline()
        if "attached" not in said:
            pytest.skip(f"no process can be traced here: {said.strip()}")
        try:
            yield
        finally:
            strace.terminate()


def synced(trace):
    """For each answer in a trace: whether the log had reached the disk since it was asked for."""
    answers, under_way, done = [], set(), False
    for line in trace.splitlines():
        pid = line.partition(" ")[0]
        if ASKED.search(line):
            done = False
        elif ANSWERED.search(line):
            answers.append(done)
        elif SYNC.match(line):
            done = done or line.endswith("= 0")
            under_way |= {pid} if line.endswith("<unfinished ...>") else set()
        elif RESUMED.match(line) and pid in under_way:
            under_way.remove(pid)
            done = True
    return answers


@on_a_file
@pytest.mark.parametrize(
    ("life", "waited"),
    [
        pytest.param(in_earnest, EVENTS, id="every answer waits"),
        pytest.param(trusting, 0, id="the control: with synchronous=NORMAL none does"),
    ],
)
def test_an_answer_waits_for_the_disk(served, tmp_path, report, life, waited):
    served.start(life)
    served.send(payload(), "first")  # it begins the file of the log anew, and waits for that
    trace = tmp_path / "trace"
    with traced(served.life, trace), closing(served.connect()) as connection:
        for number in range(EVENTS):
            served.send(payload(external_id=f"hg-{number}"), f"msg_{number}", connection)
    answers = synced(trace.read_text())
    told = "with synchronous=NORMAL, the control" if life is trusting else "as it is"
    report(
        f"an answer waits for the disk (fdatasync seen by strace): {told}",
        EVENTS,
        f"{sum(answers)} of {len(answers)} waited; {waited} should",
    )
    assert (len(answers), sum(answers)) == (EVENTS, waited)
