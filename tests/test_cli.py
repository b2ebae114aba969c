"""The command line, run as an operator runs it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from service.model.keys import id_of
from service.settings import Settings
from tests.newsroom import payload

COPYDESK = Path(sys.executable).with_name("copydesk")
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def copydesk(tmp_path: Path) -> Run:
    """Run a command in an empty folder, on a database of its own."""
    clean = {name: value for name, value in os.environ.items() if "COPYDESK" not in name}

    def run(
        *words: str, stdin: str = "", **settings: str
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [COPYDESK, *words],
            input=stdin,
            env=clean | {"PYTHONDONTWRITEBYTECODE": ""} | settings,  # quicker the second time
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


def test_a_source_a_partner_and_a_feed_are_made_in_three_commands(copydesk, tmp_path):
    source = json.loads(
        copydesk(
            "source", "add", "gazette", "--name", "G", "--url", "https://g.example", "--json"
        ).stdout
    )
    partner = json.loads(
        copydesk(
            "partner", "add", "reader", "--name", "R", "--product", "everything", "--json"
        ).stdout
    )
    feed = json.loads(
        copydesk("feed", "add", "news", "--title", "N", "--public", "--json").stdout
    )

    assert source["slug"] == "gazette"
    assert source["secret"].startswith("whsec_")
    assert id_of(partner["key"]) == partner["key_id"]
    assert feed["urls"]["rss"] == "http://127.0.0.1:8000/feeds/news.rss"
    assert source["secret"] not in copydesk("source", "list", "--json").stdout
    database = (tmp_path / "var/copydesk.db").read_bytes()
    assert partner["key"].encode() not in database


def test_a_source_says_what_of_its_articles_is_held(copydesk):
    words = ("source", "add", "gazette", "--name", "G", "--url", "https://g.example")
    copydesk(*words, "--hold-at", "stop")
    assert "stop" in copydesk("source", "list").stdout
    for policy in ("look", "empty"):
        changed = json.loads(
            copydesk("source", "set", "gazette", "--hold-at", policy, "--json").stdout
        )
        (listed,) = json.loads(copydesk("source", "list", "--json").stdout)
        assert listed == changed
        assert listed["hold_at"] == policy


def test_keys_are_added_listed_and_ended(copydesk):
    copydesk("partner", "add", "reader", "--name", "R")
    added = json.loads(copydesk("key", "add", "reader", "--json").stdout)
    ended = json.loads(copydesk("key", "revoke", added["id"], "--json").stdout)
    listed = json.loads(copydesk("key", "list", "reader", "--json").stdout)

    assert ended["revoked_at"]
    assert [key["revoked_at"] is None for key in listed] == [True, False]
    assert "digest" not in listed[0]


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        pytest.param(
            ("key", "add", "nobody"), 1, "There is no partner nobody.", id="no partner"
        ),
        pytest.param(("key", "list", "nobody"), 1, "There is no partner nobody.", id="no keys"),
        pytest.param(
            ("source", "add", "n", "--name", "N", "--url", "javascript:alert(1)"),
            2,
            "url",
            id="no web site",
        ),
        pytest.param(
            ("source", "set", "nobody", "--hold-at", "look"),
            1,
            "There is no source nobody.",
            id="no source",
        ),
        pytest.param(
            ("source", "set", "n", "--hold-at", "x"), 2, "'look'", id="no such weight"
        ),
        pytest.param(("feed", "add", "x", "--title", ""), 2, "title", id="no title"),
        pytest.param(("key", "revoke", "00000000"), 1, "There is no key", id="no key"),
        pytest.param(
            ("feed", "add", "x", "--title", "X", "--product", "none"),
            1,
            "There is no product none.",
            id="no product",
        ),
        pytest.param(
            ("source", "add", "No Slug", "--name", "N", "--url", "https://n.example"),
            2,
            "use a-z, 0-9 and hyphens",
            id="no slug",
        ),
        pytest.param(
            (
                "source",
                "add",
                "n",
                "--name",
                "N",
                "--url",
                "https://n.example",
                "--format",
                "x",
            ),
            2,
            "known formats: native",
            id="no format",
        ),
        pytest.param(
            ("feed", "add", "x", "--title", "X", "--items", "0"),
            2,
            "greater than or equal to 1",
            id="no items",
        ),
        pytest.param(
            ("serve", "--workers", "2"), 2, "SQLite takes one process", id="two workers"
        ),
        pytest.param(("send", "none.json", "--source", "x"), 2, "none.json", id="no file"),
        pytest.param(("nonsense",), 2, "No such command", id="no command"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(copydesk, words, status, says):
    run = copydesk(*words)
    assert run.returncode == status
    assert says in run.stderr
    assert "Traceback" not in run.stderr


def test_a_name_that_is_taken_is_not_given_twice(copydesk):
    words = ("source", "add", "gazette", "--name", "G", "--url", "https://g.example")
    copydesk(*words)
    again = copydesk(*words)
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr == "copydesk: There is a source gazette already.\n"


def test_a_setting_that_is_wrong_is_named(copydesk):
    run = copydesk("source", "list", COPYDESK_DATABASE_URL="mysql://x")
    assert run.returncode == 2
    assert "COPYDESK_DATABASE_URL" in run.stderr


def test_a_folder_that_cannot_be_written_to_is_said_in_a_line(copydesk):
    run = copydesk("feed", "list", COPYDESK_DATABASE_URL="sqlite:////proc/none/copydesk.db")
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == "copydesk: The database's folder cannot be written to.\n"


def test_the_help_tells_every_setting(copydesk):
    told = copydesk("serve", "--help").stdout
    for name in Settings.model_fields:
        assert f"COPYDESK_{name.upper()}" in told


def test_clean_answers_each_line_in_order_and_says_which_it_cannot_read(copydesk):
    lines = [json.dumps(payload(title="One")), "nonsense", json.dumps(payload(title="Two"))]
    run = copydesk("clean", stdin="\n".join(lines))
    first, wrong, last = map(json.loads, run.stdout.splitlines())

    assert run.returncode == 1
    assert first["article"]["headline"] == "One"
    assert set(first) == {"article", "removed", "doubts"}
    assert wrong["error"]["title"] == "Unreadable"
    assert last["article"]["headline"] == "Two"


def test_clean_learns_what_a_source_repeats(copydesk):
    repeated = "<p>Brought to you by the tide tables of Quay Street since 1871</p>"
    stories = ("The ferry sank.", "The mayor resigned.", "The clock stopped.", "The gull won.")
    lines = "\n".join(
        json.dumps(
            payload(
                external_id=f"hg-{at}",
                source="gazette",
                title=story,
                body=f"<p>{story} Nobody on Quay Street had expected it, the council said.</p>{repeated}",
            )
        )
        for at, story in enumerate(stories)
    )
    run = copydesk("clean", "--learn", stdin=lines)
    assert run.returncode == 0
    for line in run.stdout.splitlines():
        assert "tide tables" not in json.loads(line)["article"]["body_text"]


def test_openapi_prints_what_is_committed(copydesk):
    committed = Path(__file__).parents[1] / "openapi/openapi.json"
    assert copydesk("openapi").stdout == committed.read_text()


# What cleaning does, for people


TEXT = """Ferry returns

The ferry is back at Harbour Street after eleven years, the council said.

Sign up for our newsletter
"""
CUT = "- Sign up for our newsletter\n    newsletter (phrase/en/newsletter)\n"


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        pytest.param("a.txt", TEXT, id="a text"),
        pytest.param("a.html", f"<p>{TEXT}</p>".replace("\n\n", "</p><p>"), id="a page"),
        pytest.param(
            "a.json", json.dumps({"external_id": "a", "body": TEXT}, indent=1), id="JSON"
        ),
        pytest.param("a", json.dumps({"external_id": "a", "body": TEXT}), id="a line of JSON"),
        pytest.param("b", TEXT, id="a text without an ending"),
    ],
)
def test_an_article_in_a_file_is_shown_before_and_after(copydesk, tmp_path, name, holds):
    (tmp_path / name).write_text(holds)
    run = copydesk("clean", "--diff", name)
    assert (run.returncode, run.stderr) == (0, "")
    assert CUT in run.stdout
    assert json.loads(copydesk("clean", name).stdout)["removed"][0]["kind"] == "newsletter"


def test_an_article_on_standard_input_is_explained_and_its_pipe_has_no_colours(copydesk):
    for words in (("--explain",), ("--explain", "-")):
        run = copydesk("clean", *words, stdin=TEXT)
        assert "phrase/en/newsletter, 0.96" in run.stdout
        assert "\x1b" not in run.stdout


def test_of_several_articles_those_that_can_be_read_are_shown(copydesk, tmp_path):
    lines = (json.dumps(payload(title="One")), "nonsense", json.dumps(payload(title="Two")))
    (tmp_path / "articles.ndjson").write_text("\n".join(lines))
    run = copydesk("clean", "--explain", "articles.ndjson")
    assert run.returncode == 1
    assert [run.stdout.count(f"{title}\n") for title in ("One", "Two")] == [1, 1]
    assert run.stderr.startswith("copydesk: article 2: The body is not JSON")


def test_one_way_of_showing_is_chosen(copydesk):
    run = copydesk("clean", "--explain", "--diff", stdin=TEXT)
    assert (run.returncode, "one of the two" in run.stderr) == (2, True)


# A newsroom's own rules


@pytest.fixture
def rules(tmp_path):
    """A folder with one rule file, and how to write another."""

    def write(text: str, path: str = "gazette/en/own.toml") -> None:
        file = tmp_path / "rules" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    write('[newsletter]\nsays = ["the heron post"]\ncut = ["Fly with the Heron Post"]\n')
    return write


def test_a_newsrooms_own_rules_clean_its_own_articles(copydesk, rules):
    stdin = "\n".join(
        json.dumps(
            payload(source=source, body="<p>Rivers rose.</p><p>Fly with the Heron Post</p>")
        )
        for source in ("gazette", "phare")
    )
    for run in (
        copydesk("clean", "--rules", "rules", stdin=stdin),
        copydesk("clean", stdin=stdin, COPYDESK_RULES="rules"),
    ):
        gazette, phare = map(json.loads, run.stdout.splitlines())
        assert [each["rule"] for each in gazette["removed"]] == ["own/en/newsletter"]
        assert phare["removed"] == []
    text = copydesk(
        "clean",
        "--diff",
        "--rules",
        "rules",
        "--source",
        "gazette",
        stdin="One\n\nRivers rose.\n\nFly with the Heron Post",
    )
    assert "- Fly with the Heron Post" in text.stdout


def test_rules_are_checked_with_their_examples(copydesk, rules):
    run = copydesk("rules", "check", "rules")
    assert (run.returncode, run.stdout) == (0, "1 file, 1 example, 0 wrong.\n")
    rules('[share]\nkeep = ["Share this article"]', "any/en/keep.toml")
    rules('[poll]\nsays = ["does the gull win"]', "gazette/en/poll.toml")
    run = copydesk("rules", "check", COPYDESK_RULES="rules")
    assert run.returncode == 1
    assert run.stdout == (
        "any/en/keep.toml: share: cut as share by phrase/en/share: Share this article\n"
        "gazette/en/poll.toml: it has no examples; add lines to `cut` and to `keep`.\n"
        "3 files, 2 examples, 1 wrong.\n"
    )


@pytest.mark.parametrize("words", [("rules", "check", "rules"), ("serve",), ("clean",)])
def test_a_rule_that_is_wrong_is_said_with_its_file_and_its_key(copydesk, rules, words):
    rules("[share]\nsay = []")
    run = copydesk(*words, COPYDESK_RULES="rules")
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.startswith("copydesk: gazette/en/own.toml, [share] say: ")
    assert run.stderr.count("\n") == 1


def test_a_folder_of_rules_that_is_not_there_is_said(copydesk):
    run = copydesk("rules", "check", "nowhere")
    assert (run.returncode, "COPYDESK_RULES is not right" in run.stderr) == (2, True)
    assert copydesk("rules", "check").returncode == 2
