"""`make run`: the service with a sample newsroom, loaded through the intake as a CMS would.

Its keys are kept in `var/sample.env`. Run again, it finds all in place and changes nothing.
"""

import os
import secrets
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx

from service import accounts
from service.feeds import addresses
from service.intake.native import parse_draft
from service.model.access import EVERYTHING, Feed, Partner, Source
from service.model.keys import id_of
from service.model.signature import SECRET_BYTES, sign
from service.settings import Settings
from service.store import Store

HERE = Path(__file__).parent
KEYS = Path("var/sample.env")
COPYDESK = Path(sys.executable).with_name("copydesk")
PATIENCE = 30
"""Seconds that the service may take to start."""

SOURCES = (
    Source(
        slug="harbour-gazette",
        name="Harbour Gazette",
        url="https://harbour-gazette.example/",
        secrets=(),
    ),
    Source(
        slug="le-phare", name="Le Phare du Matin", url="https://le-phare.example/", secrets=()
    ),
)
PARTNER = "morning-reader"
FEED = "morning"


def main() -> int:
    """Set up, serve, load, say what to try, and go on serving."""
    os.chdir(HERE.parents[1])
    kept = _kept_keys()
    os.environ |= {
        "COPYDESK_ADMIN_KEY": kept.get("COPYDESK_ADMIN_KEY") or secrets.token_urlsafe(24)
    }
    settings = Settings()
    sources, partner_key = _newsroom(settings, kept.get("PARTNER_KEY", ""))
    _keep({"COPYDESK_ADMIN_KEY": os.environ["COPYDESK_ADMIN_KEY"], "PARTNER_KEY": partner_key})
    base = f"http://{settings.host}:{settings.port}"
    with _service(base) as serving:
        if serving is None:
            return 1
        article = _load(base, sources)
        _say_what_to_try(settings.base_url, partner_key, article)
        serving.wait()
    return 0


def _kept_keys() -> dict[str, str]:
    if not KEYS.exists():
        return {}
    return dict(line.split("=", 1) for line in KEYS.read_text().splitlines() if "=" in line)


def _keep(kept: dict[str, str]) -> None:
    KEYS.touch(mode=0o600, exist_ok=True)
    KEYS.write_text("".join(f"{name}={value}\n" for name, value in kept.items()))


def _newsroom(settings: Settings, partner_key: str) -> tuple[tuple[Source, ...], str]:
    """Add what is missing; return the sources with their secrets, and the partner's key."""
    store, now = Store(settings.database_url), datetime.now(UTC)
    with store.transaction() as tx:
        for source in SOURCES:
            if not tx.sources.find(source.slug):
                accounts.add_source(
                    tx, source, randomness=secrets.token_bytes(SECRET_BYTES), now=now
                )
        everything = tx.partners.product(EVERYTHING)
        randomness = secrets.token_bytes(accounts.KEY_BYTES)
        if not tx.partners.find(PARTNER):
            partner = Partner(slug=PARTNER, name="The Morning Reader", products=(everything,))
            welcome = accounts.add_partner(tx, partner, randomness=randomness, now=now)
            partner_key = welcome.key.text
        elif not tx.partners.key(id_of(partner_key) or ""):
            partner_key = accounts.add_key(tx, PARTNER, randomness=randomness, now=now).text
        if not tx.feeds.find(FEED):
            feed = Feed(name=FEED, title="The morning's news", product=everything, public=True)
            accounts.add_feed(tx, feed, now=now)
        sources = tx.sources.all()
    store.close()
    return sources, partner_key


@contextmanager
def _service(base: str) -> Iterator[subprocess.Popen[bytes] | None]:
    """Start the service, wait until it is ready, and stop it at the end."""
    if _answers(base):
        print(
            f"Something answers at {base} already: stop it, or set COPYDESK_PORT to another port."
        )
        yield None
        return
    serving = subprocess.Popen([COPYDESK, "serve"])
    signal.signal(signal.SIGTERM, lambda *_: serving.terminate())
    try:
        until = time.monotonic() + PATIENCE
        while not _answers(base) and serving.poll() is None and time.monotonic() < until:
            time.sleep(0.1)
        yield serving if _answers(base) else None
    except KeyboardInterrupt:
        serving.send_signal(signal.SIGINT)  # as Ctrl-C does in a terminal
    finally:
        serving.terminate()
        serving.wait()


def _answers(base: str) -> bool:
    try:
        return httpx.get(f"{base}/health/ready", timeout=2).is_success
    except httpx.HTTPError:
        return False


def _load(base: str, sources: tuple[Source, ...]) -> str:
    """Send every sample article, signed, and return the address of the last."""
    by_slug = {source.slug: source for source in sources}
    address = ""
    for file in sorted(HERE.glob("*.json")):
        body = file.read_bytes()
        source = by_slug[parse_draft(body).source or ""]
        headers = sign(
            body,
            secret=source.secrets[0],
            message_id=f"sample-{file.stem}",
            at=datetime.now(UTC),
        )
        answer = httpx.post(
            f"{base}/v1/intake/{source.slug}",
            content=body,
            headers=headers | {"content-type": "application/json"},
            timeout=60,
        )
        answer.raise_for_status()
        address = answer.json()["links"]["self"]
    return address


def _say_what_to_try(base: str, partner_key: str, article: str) -> None:
    bearer = shlex.quote(f"Authorization: Bearer {partner_key}")
    sample = HERE.relative_to(HERE.parents[1]) / "01-harbour-ferry.json"
    print(
        f"""
Copydesk serves a sample newsroom. Try:

  the articles   curl -s -H {bearer} '{base}/v1/articles?limit=3'
  one article    curl -s -H {bearer} {article}
  the RSS feed   curl -s {addresses(FEED, base)["rss"]}
  send one       .venv/bin/copydesk send {sample} --source harbour-gazette --to {base}

The keys are in {KEYS}. Stop with Ctrl-C; run again, and everything is still here.
""",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
