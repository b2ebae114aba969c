"""What is hostile costs no memory: however much of it comes, the process grows no further."""

import json
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from service.model.signature import sign
from tests.databases import on_a_file
from tests.faults.served import ask
from tests.faults.trials import trials
from tests.newsroom import SOURCE, payload

ROUNDS = trials(quick=3, long=100)
MOST = 16
"""MiB that it may grow by, once it has seen everything a few times."""


def article(body, **says):
    return json.dumps(payload(body=body, **says)).encode()


HOSTILE = {
    "nothing": b"",
    "no JSON": b"\xff" * 100_000,
    "brackets": b"[" * 100_000,
    "too much": b" " * (2 * 2**20 + 1),
    "half a pair": b'{"external_id": "a", "body": "\\ud83d"}',
    "a long id": article("", external_id="x" * 1_000_000),
    "deep": article("<div>" * 20_000),
    "attributes": article(f"<p {'a=b ' * 20_000}>"),
    "entities": article("&lt;" * 50_000),
    "one line": article("x" * 200_000),
}


def size(process):
    """How large a process is, in MiB."""
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    (resident,) = (line.split()[1] for line in lines if line.startswith("VmRSS:"))
    return int(resident) / 1024


def send(served, body, name):
    """Send this, signed as the source would; return the status."""
    signature = sign(body, secret=served.secret, message_id=name, at=datetime.now(UTC))
    headers = signature | {"content-type": "application/json"}
    with closing(served.connect()) as once:
        try:
            return ask(once, "POST", f"/v1/intake/{SOURCE}", headers, body).status
        except ConnectionError:
            return 413  # it hung up before it had heard all that was too much


@on_a_file
def test_a_hostile_mix_does_not_make_the_process_grow(served, report):
    served.start()
    statuses: set[int] = set()
    sizes = []
    for turn in range(3 + ROUNDS):
        sent = enumerate(HOSTILE.values())
        statuses |= {send(served, body, f"{turn}-{number}") for number, body in sent}
        sizes.append(size(served.life))
    grown = sizes[-1] - sizes[2]
    report(
        "a hostile mix does not make it grow",
        ROUNDS * len(HOSTILE),
        f"{sizes[2]:.0f} MiB, and {grown:+.1f} MiB after it all (at most {MOST})",
    )
    assert max(statuses) < 500
    assert grown <= MOST
