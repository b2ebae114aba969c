"""How the pages of one system or another fall into blocks."""

import pytest

from service.cleaning.block import Block, Shape
from service.cleaning.segment import segment
from tests import make

LONG = "The river rose by two metres overnight, and the mayor, who had read of the last flood, went to see it."


def blocks(body: str, **says: object) -> list[Block]:
    """The blocks of some HTML."""
    return list(segment(make.draft(body=body, body_type="text/html", **says)))


def seen(body: str) -> list[str]:
    """Each block's shape and text, or address."""
    return [
        f"{block.shape} {block.text or block.address or (block.picture and block.picture.url) or ''}".strip()
        for block in blocks(body)
    ]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        pytest.param(
            "Rivers <b>rose</b>.\n\nDucks <i>came</i>.\n<h2>Later</h2>\nBread.",
            ["paragraph Rivers rose.", "paragraph Ducks came.", "heading Later", "paragraph Bread."],
            id="WordPress keeps paragraphs as blank lines",
        ),
        pytest.param(
            "<p>a\n\nb</p>", ["paragraph a b"], id="where there are paragraphs they are no more than space"
        ),
        pytest.param(
            '<!-- wp:embed {"url":"x"} --><figure class="wp-block-embed"><div>\nhttps://youtu.be/abc\n</div></figure>',
            ["embed https://youtu.be/abc"],
            id="the address of a video, alone",
        ),
        pytest.param(
            "<p>https://a.example/story</p>", ["paragraph https://a.example/story"], id="the address of a page"
        ),
        pytest.param(
            "<p>[dropcap]T[/dropcap]he river [sic] [su_note color='red']rose[/su_note].</p>[ad_1 slot=\"2\"]",
            ["paragraph The river [sic] rose."],
            id="shortcodes",
        ),
        pytest.param(
            "<amp-img src='https://a.example/d.jpg'></amp-img><amp-youtube data-videoid='x1'></amp-youtube>"
            "<amp-ad>Buy</amp-ad>",
            ["image https://a.example/d.jpg", "embed https://www.youtube.com/watch?v=x1"],
            id="AMP",
        ),
        pytest.param(
            "<div><button>Share</button><button>Save</button> <span>12</span></div>",
            ["paragraph Share", "paragraph Save 12"],
            id="buttons, and a button's count",
        ),
        pytest.param(
            "<p>The <gl-term>weir</gl-term> broke.</p><x-card>a</x-card><x-card>b</x-card>",
            ["paragraph The weir broke.", "paragraph a", "paragraph b"],
            id="elements of a page's own",
        ),
        pytest.param(
            f"<div>{LONG}<br>{LONG}<br>Jo</div>",
            [f"paragraph {LONG}", f"paragraph {LONG} Jo"],
            id="paragraphs parted by one break, and a line that is none",
        ),
        pytest.param("<p>Roses,<br>violets.</p>", ["paragraph Roses, violets."], id="a poem's lines"),
        pytest.param(
            "<blockquote><p>Ducks.</p><footer>Jo Ray</footer></blockquote>",
            ["quote Ducks.", "quote Jo Ray"],
            id="who said it",
        ),
        pytest.param("<a href=/x><h3>Ducks</h3></a>", ["heading Ducks"], id="a heading in a link"),
        pytest.param(
            "<details><summary>Why?</summary>Rain.</details>", ["paragraph Why?", "paragraph Rain."], id="details"
        ),
        pytest.param("<pre><code>a = 1;</code></pre>", ["code a = 1;"], id="a program"),
        pytest.param(
            f"<pre>{LONG}\n{LONG}\n\n{LONG} It fell again.\n</pre>",
            [f"paragraph {LONG}", f"paragraph {LONG}", f"paragraph {LONG} It fell again."],
            id="an agency's dispatch",
        ),
        pytest.param(
            "<svg><path d=x /><path d=y /></svg><p>a", ["paragraph a"], id="drawings"
        ),
        pytest.param(
            f"<p>a<img src='data:image/png;base64,{'A' * 90_000}'></p>", ["paragraph a", "image"], id="a picture in full"
        ),
    ],
)  # fmt: skip
def test_what_a_system_writes_is_read_as_it_is_meant(body: str, said: list[str]):
    assert seen(body) == said


@pytest.mark.parametrize(
    ("body", "said"),
    [
        pytest.param(
            "<table><tr><th>Team<th>Points<tr><td><img src=/f.png>Home<td>3</table>",
            ["row Team Points", "row Home 3", "image"],
            id="data, and the flag in it",
        ),
        pytest.param(
            "<table role=presentation><tr><td>a<td>b</table>", ["paragraph a", "paragraph b"], id="said to be layout"
        ),
        pytest.param(
            "<table><tr><td><h2>a</h2><td>b</table>", ["heading a", "paragraph b"], id="a page in a table"
        ),
        pytest.param(
            "<table><tr><td><table><tr><td>a<td>1</table><td>b</table>",
            ["row a 1", "paragraph b"],
            id="data in a layout",
        ),
        pytest.param(f"<table><tr><td>a<td>{LONG * 3}</table>", ["paragraph a", f"paragraph {LONG * 3}"], id="columns"),
    ],
)  # fmt: skip
def test_tables_of_data_are_rows_and_those_of_layout_are_none(body: str, said: list[str]):
    assert seen(body) == said


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>b</p>",
        "<div style='display: none'><p>b</p></div>",
        "<span style='visibility:hidden'>b</span>",
        "<a href=/x><span class='sr-only'>opens elsewhere</span></a>",
        "<noscript>b</noscript>",
        "<video src=javascript:x>b</video>",
        "<iframe src='https://t.example/' width=1 height=1></iframe>",
        "<template><p>b</p></template>",
        "<!-- <p>b</p> -->",
    ],
)
def test_what_no_reader_sees_is_not_received(hidden: str):
    assert [(block.shape, block.text) for block in blocks(f"<p>a{hidden}")] == [
        (Shape.PARAGRAPH, "a")
    ]


@pytest.mark.parametrize(
    ("body", "urls"),
    [
        pytest.param(
            "<img src=data:, class=lazy><noscript><img src=https://a.example/d.jpg></noscript>",
            ["https://a.example/d.jpg"],
            id="the place of one",
        ),
        pytest.param(
            "<img src=https://a.example/blank.gif> <noscript><img src=https://a.example/d.jpg></noscript>",
            ["https://a.example/d.jpg"],
            id="beside its copy",
        ),
        pytest.param(
            "<p>Ducks.</p><noscript><img src=https://a.example/d.jpg></noscript>",
            ["https://a.example/d.jpg"],
            id="its only place",
        ),
        pytest.param(
            "<figure><img src=https://a.example/1.jpg></figure><p></p>"
            "<noscript><img src=https://a.example/2.jpg></noscript>",
            ["https://a.example/1.jpg", "https://a.example/2.jpg"],
            id="another",
        ),
        pytest.param("<noscript><img src=https://t.example/ width=1></noscript>", [], id="counting readers"),
    ],
)  # fmt: skip
def test_a_picture_for_readers_without_scripts_is_shown_once(body: str, urls: list[str]):
    assert [block.picture.url for block in blocks(body) if block.picture] == urls


def test_the_marks_of_a_run_that_is_all_of_a_block_are_the_blocks():
    (whole, part) = blocks(
        "<p><span class=credit>AP</span></p><p>Ducks <span class=x>AP</span></p>"
    )
    assert whole.frame.marks == ("credit",)
    assert part.frame.marks == ()


def test_an_element_of_a_pages_own_is_a_mark():
    (block,) = blocks("<ad-slot class=top>Buy</ad-slot>")
    assert block.frame.marks == ("ad-slot", "top")
