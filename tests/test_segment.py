"""How a body falls into blocks."""

import pytest

from service.cleaning.block import Shape
from service.cleaning.segment import is_html, segment
from tests import make


def texts(body: str, **says: object) -> list[str]:
    """The texts of the blocks."""
    return [block.text for block in segment(make.draft(body=body, **says)) if block.text]


@pytest.mark.parametrize(
    ("body", "html"),
    [
        pytest.param("<p>Rivers.</p>", True, id="a paragraph"),
        pytest.param("Rivers.<br>Ducks.", True, id="a line break"),
        pytest.param("Rivers <b>rose</b>.", True, id="bold"),
        pytest.param("If a < b and b > c, then a < c.", False, id="mathematics"),
        pytest.param("Rivers.\nDucks.", False, id="lines"),
        pytest.param(
            "&lt;p class=&quot;a&quot;&gt;Rivers.&lt;/p&gt;", True, id="escaped as a whole"
        ),
        pytest.param("He wrote &lt;p&gt; and &lt;/p&gt;.", False, id="about tags"),
        pytest.param("He wrote <no comment> on the form.", False, id="angle brackets"),
    ],
)
def test_html_is_told_from_text_by_its_tags(body: str, *, html: bool):
    assert is_html(make.draft(body=body)) is html


def test_what_the_payload_says_of_its_type_holds():
    assert texts("Use <b>bold</b>.", body_type="text/plain") == ["Use <b>bold</b>."]
    assert texts("Rivers\nrose.", body_type="text/html") == ["Rivers rose."]


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        pytest.param("<div>a<div>b</div>c</div>", ["a", "b", "c"], id="nested boxes"),
        pytest.param("<p>a<br>b<br><br>c</p>", ["a b", "c"], id="two breaks end a block"),
        pytest.param("<ul><li>a<li>b</ul>", ["a", "b"], id="items"),
        pytest.param("<dl><dt>a<dd>b</dl>", ["a", "b"], id="definitions"),
        pytest.param("<table><tr><td>a<td>b</table>", ["a b"], id="a row is a block"),
        pytest.param(
            "<table><tr><td><p>a</p><p>b</p></td></tr></table>", ["a", "b"], id="layout is none"
        ),
        pytest.param("<P>a<P>b", ["a", "b"], id="paragraphs left open"),
        pytest.param("a&nbsp;b&#160;\u3000c", ["a b c"], id="white space is folded"),
        pytest.param("<p hidden>a</p><p>b</p>", ["b"], id="hidden"),
        pytest.param("[caption id=1]<img src=x> a[/caption]b", ["a", "b"], id="shortcodes"),
        pytest.param("<p>[sic] a</p>", ["[sic] a"], id="brackets of the editor's"),
        pytest.param("<script>a</script><noscript>b</noscript>c", ["c"], id="what nobody sees"),
        pytest.param("<p>\u202e</p><p>a</p>", ["a"], id="a block of nothing"),
    ],
)
def test_markup_falls_into_the_blocks_that_a_reader_sees(body: str, blocks: list[str]):
    assert texts(body, body_type="text/html") == blocks


def test_a_line_of_text_is_a_block():
    assert texts("Rivers rose.\r\nDucks came.\n\nThe end.") == [
        "Rivers rose.",
        "Ducks came.",
        "The end.",
    ]


def test_hard_wrapped_lines_are_joined():
    wrapped = (
        "The river rose by two metres overnight and reached the\n"
        "steps of the town hall, where the mayor was reading.\n"
        "\n"
        "By noon it had gone down again, and the volunteers who\n"
        "had carried the archive upstairs carried it back.\n"
    )
    assert len(texts(wrapped)) == 2


def test_lists_of_short_lines_are_not_joined():
    assert (
        len(texts("Flour\nTwo eggs\nMilk\n\nStir well\nWait\nEat\n\nShare\nRest\nWash up")) == 9
    )


def test_a_picture_takes_its_lazy_address_before_its_placeholder():
    body = "<img src='data:image/gif;base64,R0' data-src='https://a.example/d.jpg'>"
    (block,) = segment(make.draft(body=body))
    assert block.shape is Shape.IMAGE
    assert block.picture is not None
    assert block.picture.url == "https://a.example/d.jpg"


def test_a_picture_without_an_address_takes_the_largest_of_its_set():
    body = "<img srcset='https://a.example/s.jpg 300w, https://a.example/l.jpg 900w'>"
    (block,) = segment(make.draft(body=body))
    assert block.picture is not None
    assert block.picture.url == "https://a.example/l.jpg"


@pytest.mark.parametrize(
    "wrapped",
    [
        "<![CDATA[<p>Rivers &amp; ducks.</p>]]>",
        "&lt;p class=&quot;a&quot;&gt;Rivers &amp;amp; ducks.&lt;/p&gt;",
    ],
)
def test_a_body_comes_out_of_what_a_feed_wrapped_it_in(wrapped: str):
    assert texts(wrapped) == ["Rivers & ducks."]
