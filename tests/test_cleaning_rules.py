"""The rules are data; these are the laws that the data keeps."""

import itertools
import tomllib
from importlib import resources
from typing import Any

import pytest

from service.cleaning import clean, ledger
from service.cleaning.examples import broken, examples
from service.cleaning.rules import Hit, Rules, compile_rules, load
from service.model.cleaned import Kind
from service.model.draft import DraftImage
from service.model.errors import Invalid
from tests import make

FOUND_BY_SHAPE = {"act", "price", "mail", "phone", "handle", "link", "number", "line"}
FIELDS = {"byline", "bio", "dek", "caption", "avatar"}


def shipped() -> dict[str, dict[str, Any]]:
    """The files as they are shipped, by folder and name."""
    root = resources.files("service.cleaning.rules")
    return {
        f"{folder.name}/{file.name}": tomllib.loads(file.read_text(encoding="utf-8"))
        for folder in root.iterdir()
        if folder.is_dir() and not folder.name.startswith("__")
        for file in folder.iterdir()
    }


SHIPPED = shipped()
PROSE = {
    path.partition("/")[0]: tables["language"]["prose"]
    for path, tables in SHIPPED.items()
    if "language" in tables
}
FAMILIES = ("prompts.toml", "notices.toml", "links.toml", "slots.toml", "recipes.toml")
WITH_EXAMPLES = sorted(path for path in SHIPPED if path.endswith(FAMILIES))


LEARNT = {"any/sequence.toml", "any/kinds.toml"}
"""Weights, and no phrases."""


def slots(rules: Rules) -> set[str]:
    """Everything that a phrase can stand for."""
    return {phrase.slot for phrases in rules.phrasebook.phrases for phrase in phrases}


def test_rules_are_compiled_once_and_say_which_they_are():
    assert load() is load()
    assert len(load().version) == 16
    assert clean(make.draft(), rules=load()).rules == load().version


def test_a_newsrooms_files_lie_on_top_of_ours_and_are_compiled_once():
    own = {"en/house.toml": '[newsletter]\nsays = ["the heron post"]\nwithout = ["sign me up"]'}
    line, ours = "Fly with the Heron Post", "Sign me up"
    rules = load(own)
    assert rules is load(dict(own))
    assert rules.version != load().version
    (removal,) = clean(
        make.draft(body=f"<p>{line}</p><p>{ours}</p>", language="en"), rules=rules
    ).removed
    assert (removal.text, removal.rule) == (line, "own/en/newsletter")
    kept = clean(make.draft(body=f"<p>{line}</p>", language="en"), rules=load()).story.body_text
    assert kept == line


@pytest.mark.parametrize(
    ("path", "text", "fault"),
    [
        pytest.param("en/a.toml", "[newsletter", "/en/a.toml: not TOML", id="not TOML"),
        pytest.param("a.toml", "", "named LANGUAGE/NAME.toml", id="of no language"),
        pytest.param("en/a.toml", "[novella]", "/novella: a table is a kind", id="no kind"),
        pytest.param("en/a.toml", "share = 1", "/share: this is a table", id="no table"),
        pytest.param("en/a.toml", "[share]\nsay = []", "/share/say: a kind has", id="no way"),
        pytest.param(
            "en/a.toml", "[share]\nsays = 1", "/share/says: this is a list", id="no list"
        ),
        pytest.param("en/a.toml", "[share]\nsays = ['^*']", "/says/0: this is", id="no word"),
    ],
)
def test_a_newsrooms_file_that_is_no_rules_says_where(path: str, text: str, fault: str):
    with pytest.raises(Invalid) as told:
        load({path: text})
    assert fault in str(told.value)


def test_other_data_are_another_version():
    files = shipped()
    assert compile_rules(files, "a" * 64).version != compile_rules(files, "b" * 64).version


def test_every_recipe_asks_for_what_some_phrase_or_shape_can_give():
    known = slots(load()) | FOUND_BY_SHAPE
    named = {
        slot for recipe in load().recipes for slot in recipe.says | recipe.looks | recipe.unless
    }
    assert named <= known


def test_every_kind_that_a_rule_can_give_has_its_reason():
    kinds = {slot.partition(".")[0] for slot in slots(load()) if "." in slot} - {"credit"}
    kinds |= {what for what, _ in load().marks.values()} - FIELDS
    assert kinds <= {*load().reasons}
    assert {*load().reasons} | {Kind.DUPLICATE, Kind.CREDIT_LINE, Kind.RIGHTS} == {*Kind}


@pytest.mark.parametrize("path", WITH_EXAMPLES)
def test_the_examples_of_a_file_hold(path: str):
    """Between two paragraphs of its language's prose; those of recipes, in English."""
    prose = PROSE.get(path.partition("/")[0], PROSE["en"])
    wrong = [broken(each, prose, load()) for each in examples(path, SHIPPED[path])]
    assert [each for each in wrong if each] == []


@pytest.mark.parametrize("path", WITH_EXAMPLES)
def test_everything_in_a_file_has_an_example_that_matches_and_one_that_does_not(path: str):
    tables = {name: each for name, each in SHIPPED[path].items() if name != "reasons"}
    rules = tables.pop("recipe", [])
    of = {*tables.get("slots", {}), *(each["kind"] for each in rules), *tables}
    said = list(examples(path, tables | {"recipe": rules}))
    for matches in (True, False):
        shown = {each.of for each in said if each.matches == matches}
        assert of - {"slots", "examples", "lists"} - shown == set()


@pytest.mark.parametrize("name", sorted(shipped()))
def test_no_phrase_is_written_twice_in_one_list(name: str):
    for table in shipped()[name].values():
        lists = table.values() if isinstance(table, dict) else ()
        for said in (each for each in lists if isinstance(each, list) and name not in LEARNT):
            assert len(said) == len(set(said)), set(_twice(said))


def test_texts_read_together_are_read_as_each_alone():
    texts = ("sign up for our", "newsletter", "", "© the paper. read more:", "σας")
    book = load().phrasebook
    alone = [hits for text in texts for hits in book.find((text,))]
    assert book.find(texts) == alone
    assert "newsletter.things" in {hit.phrase.slot for hit in alone[1]}


def test_an_article_is_read_in_its_language_in_english_and_in_what_all_languages_say():
    book = load().phrasebook
    assert book.of("de").languages.keys() == {"de", "en", "any"}
    assert book.of("de") is book.of("de")
    assert book.of("a language of nobody").languages.keys() == {"en", "any"}
    assert book.of("") is book


def test_a_whole_line_and_a_label_are_found_where_a_block_begins():
    book = load().phrasebook
    opens, arrow, within = book.find(
        ("read more: rivers", "» read more: rivers", "of rivers they read more: none.")
    )
    assert "related.labels" in {hit.phrase.slot for hit in opens}
    assert "related.labels" in {hit.phrase.slot for hit in arrow}
    assert "related.labels" not in {hit.phrase.slot for hit in within}


def test_the_words_of_credits_are_found_by_their_own_book_as_by_all():
    text = "ducks. photo: jane doe/afp"
    (hits,) = load().phrasebook.find((text,))
    of_credits = {_where(hit) for hit in hits if hit.phrase.slot.startswith("credit.")}
    assert of_credits
    (found,) = load().credits.find((text,))
    assert sorted(map(_where, found)) == sorted(of_credits)


def _where(hit: Hit) -> tuple[str, int, int]:
    return hit.phrase.slot, hit.start, hit.end


def _twice(said: list[str]) -> list[str]:
    return [one for one, other in itertools.pairwise(sorted(said)) if one == other]


def test_an_article_that_loses_count_is_kept_whole_but_for_the_rights(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(ledger, "balances", lambda *_: False)
    body = (
        "<p>Rivers rose.</p><img src='https://a.example/d.jpg'>"
        "<p>Sign up for our newsletter</p><p>© The Paper</p>"
    )
    house = DraftImage(url="https://a.example/d.jpg", syndication=False)
    result = clean(make.draft(body=body, images=(house,)), rules=load())
    assert result.story.body_text == "Rivers rose.\n\nSign up for our newsletter\n\n© The Paper"
    assert [doubt.rule for doubt in result.doubts] == ["accounting"]
    assert result.story.images == ()
