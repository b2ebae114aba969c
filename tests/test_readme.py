"""The README and the docs: their examples run, and what they list is complete."""

import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from service.cleaning import rules
from service.intake.native import parse
from service.model.cleaned import Kind
from service.model.draft import Draft, DraftAuthor, DraftImage, Rights
from service.model.event import Upsert
from service.model.standing import Outcome
from service.model.value import Html
from service.pipeline import rehearse
from service.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
INTAKE = (ROOT / "docs/intake.md").read_text()


def example(language: str, text: str) -> str:
    """Return the first example in `language` in a page."""
    found = re.search(rf"```{language}\n(.*?)```", text, re.DOTALL)
    assert found
    return found[1]


def says(article: Any, example: Any) -> bool:
    """Whether all that `example` says, `article` says too."""
    if isinstance(example, dict):
        return all(says(article[key], value) for key, value in example.items())
    if isinstance(example, list):
        return len(article) == len(example) and all(map(says, article, example))
    return bool(article == example)


def test_the_article_before_becomes_the_article_after():
    draft = Draft(external_id="hg-1", body=Html(example("text", README)), language="en")
    article, _ = rehearse(draft, rules=rules.load(), now=datetime(2026, 3, 4, tzinfo=UTC))
    assert says(article.model_dump(mode="json"), json.loads(example("json", README)))


def test_the_commands_for_ones_own_newsroom_run(tmp_path):
    script = example("sh", README).replace(
        ".venv/bin/copydesk", f'"{sys.executable[:-6]}copydesk"'
    )
    run = subprocess.run(
        ["sh", "-ec", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert "whsec_" in run.stdout
    assert "cdk_live_" in run.stdout
    assert "http://127.0.0.1:8000/feeds/news.rss" in run.stdout


def test_the_commands_of_make_are_there():
    makefile = (ROOT / "Makefile").read_text()
    named = set(re.findall(r"\bmake ([a-z]+)", README))
    assert named == {"run", "test", "install"}
    assert all(f"\n{target}:" in makefile for target in named)


@pytest.mark.parametrize("page", sorted([ROOT / "README.md", *ROOT.glob("docs/**/*.md")]))
def test_every_link_leads_somewhere(page):
    for link in re.findall(r"\]\(([^)#]+)\)", page.read_text()):
        assert link.startswith("https://") or (page.parent / link).exists(), link


def test_the_example_event_is_one():
    event = parse(example("json", INTAKE).encode(), datetime(2026, 3, 4, tzinfo=UTC))
    assert isinstance(event, Upsert)


def test_every_key_of_a_payload_is_documented():
    for value in (Draft, DraftAuthor, DraftImage, Rights):
        for key in value.model_fields:
            assert f"`{key}`" in INTAKE, key


def test_every_outcome_is_documented():
    assert all(f"`{outcome}`" in INTAKE for outcome in Outcome)


def test_every_kind_of_removal_is_documented():
    page = (ROOT / "docs/cleaning.md").read_text()
    assert all(f"`{kind}`" in page for kind in Kind)


def test_every_setting_is_documented():
    page = (ROOT / "docs/settings.md").read_text()
    for name, field in Settings.model_fields.items():
        assert f"`COPYDESK_{name.upper()}`" in page
        if field.default is not None:
            assert f"`{field.default}`" in page
