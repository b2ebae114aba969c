"""How a plain text falls into blocks, and what of Markdown is certain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.cleaning.block import Block
from service.cleaning.segment.text import blocks

SURE = "See [the map](https://a.example/map)."


HEBREW = (
    "הנהר עלה במשך הלילה בשני מטרים והגיע אל מדרגות בית\n"
    "העירייה שבמרכז.\n\n"
    "עד הצהריים הוא ירד שוב והמתנדבים שנשאו את הארכיון אל\n"
    "הקומה העליונה חזרו."
)


def seen(text: str) -> list[str]:
    """Each block's shape and text."""
    return [
        f"{block.shape} {block.text or block.address or ''}".strip() for block in blocks(text)
    ]


@pytest.mark.parametrize(
    "end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\n\n", "\r\n\r\n", "\n \n"]
)
def test_lines_end_in_many_ways(end: str):
    assert seen(f"Rivers rose.{end}Ducks came.") == [
        "paragraph Rivers rose.",
        "paragraph Ducks came.",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            "The river rose by two metres overnight and reached the\nsteps of the town hall.\n\n"
            "By noon it had gone down again, and the volunteers who\nhad carried it carried it back.",
            ["The river rose by two metres overnight and reached the steps of the town hall.",
             "By noon it had gone down again, and the volunteers who had carried it carried it back."],
            id="blank lines part paragraphs",
        ),
        pytest.param(
            "   The river rose by two metres overnight and reached\nthe steps of the town hall.\n"
            "   By noon it had gone down again, and the volunteers\nwho had carried it carried it back.",
            ["The river rose by two metres overnight and reached the steps of the town hall.",
             "By noon it had gone down again, and the volunteers who had carried it carried it back."],
            id="indents part paragraphs",
        ),
        pytest.param(
            "川は一晩で二メートル上がり、市庁舎の階段に達した。\nボランティアは記録を上の階に運び、昼には水が引いた\nので戻した。\n\n"
            "市長は前回の洪水の議事録を読んでいて、それを高い棚\nに置いた。",
            ["川は一晩で二メートル上がり、市庁舎の階段に達した。ボランティアは記録を上の階に運び、昼には水が引いたので戻した。",
             "市長は前回の洪水の議事録を読んでいて、それを高い棚に置いた。"],
            id="a script without spaces",
        ),
        pytest.param(
            HEBREW,
            [" ".join(paragraph.split()) for paragraph in HEBREW.split("\n\n")],
            id="from right to left",
        ),
    ],
)  # fmt: skip
def test_wrapped_lines_are_joined_in_any_script(text: str, said: list[str]):
    assert [block.text for block in blocks(text)] == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("## The flood", ["heading The flood"], id="a heading"),
        pytest.param("The flood\n=========\nRain.", ["heading The flood", "paragraph Rain."], id="underlined"),
        pytest.param("a\n***\nb\n---\nc", ["paragraph a", "divider", "paragraph b", "divider", "paragraph c"], id="rules"),
        pytest.param("* flour\n* milk", ["item flour", "item milk"], id="bullets"),
        pytest.param("- Who goes?\n- I do.", ["paragraph - Who goes?", "paragraph - I do."], id="speech is no list"),
        pytest.param("• Lost: one duck", ["paragraph • Lost: one duck"], id="one bullet is no list"),
        pytest.param("1. Flour\n2. Milk", ["paragraph 1. Flour", "paragraph 2. Milk"], id="a number is said"),
        pytest.param(
            f"{SURE}\n1. Flour\n2. Milk", ["paragraph See the map.", "item Flour", "item Milk"], id="but in Markdown"
        ),
        pytest.param("> Read more", ["paragraph > Read more"], id="an arrow is no quotation"),
        pytest.param(
            "> The river rose by two metres\n> and nobody had seen it coming, she said.",
            ["quote The river rose by two metres and nobody had seen it coming, she said."],
            id="a quotation",
        ),
        pytest.param("#1 in the charts\n# 1 in all", ["paragraph #1 in the charts", "paragraph # 1 in all"], id="ranks"),
        pytest.param("```\na = 1\n```", ["code a = 1"], id="a program"),
        pytest.param("| a | b |\n|---|---|\n| c | d |", ["row a b", "row c d"], id="a table"),
        pytest.param("![Ducks](https://a.example/d.jpg)", ["image"], id="a picture"),
        pytest.param("https://vimeo.com/1", ["embed https://vimeo.com/1"], id="a video"),
        pytest.param("It was *very* wet_and_ cold", ["paragraph It was *very* wet_and_ cold"], id="emphasis stays"),
        pytest.param("Call [her] (today)", ["paragraph Call [her] (today)"], id="brackets stay"),
    ],
)  # fmt: skip
def test_markdown_is_read_where_it_is_certain(text: str, said: list[str]):
    assert seen(text) == said


def test_a_link_of_markdown_is_one():
    (block,) = blocks("See [the <map>](https://a.example/map?a=1&b=2).")
    assert block.text == "See the <map>."
    assert block.html == 'See <a href="https://a.example/map?a=1&amp;b=2">the &lt;map&gt;</a>.'
    assert block.linked == len("the <map>")


LINES = (
    "# a",
    "* b",
    "- c.",
    "1. d",
    "> e",
    "***",
    "```",
    "| f | g |",
    "|---|---|",
    "[h](https://a.example/)",
    "",
    "  i",
    "===",
    "j k",
)


@given(st.lists(st.sampled_from(LINES) | st.text(max_size=30), max_size=25).map("\n".join))
def test_no_letter_of_any_text_is_lost(text: str):
    made = blocks(text)
    assert [block.place for block in made] == list(range(len(made)))
    words = "".join(map(everything, made))
    text = text.replace("(https://a.example/)", "")
    assert all(words.count(letter) >= text.count(letter) for letter in "bcdefgijk")


def everything(block: Block) -> str:
    """All that a block says, be it an address."""
    picture = block.picture.alt or "" if block.picture else ""
    return f"{block.text}{block.address or ''}{picture}"
