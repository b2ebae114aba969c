"""A newsroom's own rules: whose articles they hold for, and how their faults and examples are told."""

import pytest

from service.cleaning import SourceRules, clean
from service.cleaning.rules import load, prose
from service.cli import serve
from service.model.errors import Invalid
from service.settings import Settings
from tests import make
from tests.backroom import SLUG, payload
from tests.proof import LEAD, page

HERON = '[newsletter]\nsays = ["the heron post"]\n'
LINE = "Fly with the Heron Post"


def cuts(rules: SourceRules, source: str | None, language: str = "en") -> bool:
    """Whether a source's rules cut the line."""
    draft = make.draft(body=page(LEAD, LINE), language=language)
    return any(each.text == LINE for each in clean(draft, rules=rules.of(source)).removed)


@pytest.mark.parametrize(
    ("path", "sources"),
    [
        pytest.param("gazette/en/own.toml", {"gazette"}, id="a source's"),
        pytest.param("gazette/any/own.toml", {"gazette"}, id="a source's, in any language"),
        pytest.param("any/en/own.toml", {"gazette", "phare", None}, id="any source's"),
        pytest.param("gazette/de/own.toml", set(), id="in another language"),
    ],
)
def test_rules_hold_for_the_source_and_the_language_of_their_folder(
    path: str, sources: set[str | None]
):
    rules = SourceRules({path: HERON})
    assert {each for each in ("gazette", "phare", None) if cuts(rules, each)} == sources


def test_what_holds_for_every_source_and_what_for_one_hold_together():
    rules = SourceRules(
        {"any/en/own.toml": HERON, "gazette/en/own.toml": '[share]\nsays = ["tell the gull"]'}
    )
    rule = {each.rule for found in rules.of("gazette").phrasebook.phrases for each in found}
    assert {"own/en/newsletter", "own/en/share"} <= rule
    assert cuts(rules, "gazette")
    assert cuts(rules, "phare")


def test_a_source_without_rules_of_its_own_has_ours_and_each_is_compiled_once():
    rules = SourceRules({"gazette/en/own.toml": HERON})
    assert rules.of("phare") is rules.of(None) is SourceRules().of("gazette") is load()
    assert rules.of("gazette") is rules.of("gazette")
    assert rules.of("gazette").version != load().version
    assert rules.sources == {"gazette"}


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        pytest.param("own.toml", "named SOURCE/LANGUAGE/NAME.toml", id="of no source"),
        pytest.param("en/own.toml", "named SOURCE/LANGUAGE/NAME.toml", id="of no language"),
        pytest.param("a/en/b/own.toml", "named SOURCE/LANGUAGE/NAME.toml", id="too deep"),
        pytest.param("The Gazette/en/own.toml", "named SOURCE", id="of no slug"),
        pytest.param("gazette/english/own.toml", "its code, such as en", id="of no code"),
    ],
)
def test_a_file_in_the_wrong_place_is_refused(path: str, fault: str):
    with pytest.raises(Invalid) as told:
        SourceRules({path: HERON})
    assert [(each.pointer, fault in each.detail) for each in told.value.faults] == [
        (f"/{path}", True)
    ]


def test_all_faults_of_all_files_are_told_with_their_places():
    files = {"gazette/en/a.toml": "[novella]", "gazette/en/b.toml": "[share]\nsay = []"}
    with pytest.raises(Invalid) as told:
        SourceRules(files)
    assert [fault.pointer for fault in told.value.faults] == [
        "/gazette/en/a.toml/novella",
        "/gazette/en/b.toml/share/say",
    ]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param("[newsleter]", "; newsletter was meant?", id="a table"),
        pytest.param("[share]\nsay = []", "; says was meant?", id="a key"),
        pytest.param("[share]\nzzz = []", "without", id="nothing near"),
    ],
)
def test_what_was_probably_meant_is_said(text: str, meant: str):
    with pytest.raises(Invalid) as told:
        SourceRules({"gazette/en/own.toml": text})
    assert told.value.faults[0].detail.endswith(meant)


def test_examples_are_tried_with_the_rules_of_their_source():
    good = f'{HERON}cut = ["{LINE}"]\nkeep = ["A heron stood by the post."]'
    bad = '[share]\ncut = ["Tell the gull"]\nkeep = ["Share this article"]'
    rules = SourceRules({"gazette/en/a.toml": good, "phare/en/b.toml": bad})
    first, last = rules.trials()
    assert (first.path, first.examples, first.wrong) == ("gazette/en/a.toml", 2, ())
    assert (last.path, last.examples) == ("phare/en/b.toml", 2)
    assert [said.split(":")[0:2] for said in last.wrong] == [
        ["share", " kept"],
        ["share", " cut as share by phrase/en/share"],
    ]


def test_an_example_of_an_unknown_language_stands_between_english():
    assert prose("en") == prose("xx") == prose("any")
    assert prose("de") != prose("en")


def test_the_intake_cleans_each_source_by_its_own_rules(room):
    room.desk = room.desk._replace(rules=SourceRules({f"{SLUG}/en/own.toml": HERON}))
    body = page(LEAD, LINE)
    receipt = room.send(payload(body=body, language="en"))
    assert receipt.removed == 1
    assert LINE not in room.article().body_text


def test_rules_of_a_source_that_is_not_there_are_mentioned_at_the_start(tmp_path, capsys):
    for source in ("gazete", "any"):
        folder = tmp_path / "rules" / source / "en"
        folder.mkdir(parents=True)
        (folder / "own.toml").write_text(HERON)
    url = f"sqlite:///{tmp_path}/served.db"
    serve.check(Settings(database_url=url, rules=tmp_path / "rules", _env_file=None))
    said = capsys.readouterr().err
    assert said == "copydesk: there are rules for gazete, but no such source.\n"
