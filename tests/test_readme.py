"""The README and the docs: their examples run, and what they list is complete."""

import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from service.cleaning import SourceRules, clean, rules
from service.intake.native import parse
from service.model.cleaned import Kind, Weight
from service.model.draft import Draft, DraftAuthor, DraftImage, Rights
from service.model.errors import Invalid
from service.model.event import Upsert
from service.model.standing import Outcome
from service.model.value import Html
from service.rehearsal import rehearse
from service.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
INTAKE = (ROOT / "docs/intake.md").read_text()
CLEANING = (ROOT / "docs/cleaning.md").read_text()
COPYDESK = f'"{sys.executable[:-6]}copydesk"'


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
    script = example("sh", README).replace(".venv/bin/copydesk", COPYDESK)
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
    assert named == {"run", "test", "faults", "install"}
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
    assert all(f"`{kind}`" in CLEANING for kind in Kind)


def test_every_doubt_and_every_weight_is_documented():
    raised = [ROOT / "service" / name for name in ("cleaning/doubts.py", "model/receipt.py")]
    rules = [each for page in raised for each in re.findall(r'rule="(.+?)"', page.read_text())]
    assert len(rules) > 10
    assert all(f"| `{rule}`" in CLEANING or f", `{rule}`" in CLEANING for rule in rules)
    assert all(f"`{weight}`" in CLEANING for weight in Weight)


def test_every_key_of_a_rule_file_is_documented():
    with pytest.raises(Invalid) as told:
        SourceRules({"gazette/en/own.toml": "[share]\n0 = []"})
    known = re.findall(r"\b[a-z]+\b", told.value.faults[0].detail.removeprefix("a kind has"))
    assert len(known) > 5
    assert all(f"`{key}`" in CLEANING for key in known)


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    """A folder with the article and the rule file of the page on cleaning."""
    rules = tmp_path / "rules/harbour-gazette/en/house.toml"
    assert rules.relative_to(tmp_path).as_posix() in CLEANING
    rules.parent.mkdir(parents=True)
    rules.write_text(example("toml", CLEANING))
    (tmp_path / "article.txt").write_text(example("text", CLEANING))
    return tmp_path


def test_a_rule_of_ones_own_does_what_the_page_on_cleaning_says(newsroom):
    script = example("sh", CLEANING).replace(".venv/bin/copydesk", COPYDESK)
    run = subprocess.run(
        ["sh", "-ec", script], cwd=newsroom, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == example("console", CLEANING)


def test_the_removal_on_the_page_on_cleaning_is_the_one_that_is_made():
    files = {"harbour-gazette/en/house.toml": example("toml", CLEANING)}
    draft = Draft(external_id="x", body=Html(example("text", CLEANING)), language="en")
    rules = SourceRules(files).of("harbour-gazette")
    (removal,) = clean(draft, rules=rules).removed
    assert removal.model_dump(mode="json") == json.loads(example("json", CLEANING))


def test_every_setting_is_documented():
    page = (ROOT / "docs/settings.md").read_text()
    for name, field in Settings.model_fields.items():
        assert f"`COPYDESK_{name.upper()}`" in page
        if field.default is not None:
            assert f"`{field.default}`" in page
