"""The command line, run as an operator runs it."""

import json
from pathlib import Path

import pytest

from service.model.keys import id_of
from service.settings import Settings


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


def test_openapi_prints_what_is_committed(copydesk):
    committed = Path(__file__).parents[1] / "openapi/openapi.json"
    assert copydesk("openapi").stdout == committed.read_text()
