"""`copydesk clean` and `copydesk rules`, run as an editor and a writer of rules run them."""

import json

import pytest

from tests.newsroom import payload


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
