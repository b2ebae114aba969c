"""What may be shown of somebody's HTML."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.cleaning import markup
from service.cleaning.markup import enclose, seal, seal_block, stack
from service.cleaning.prescan import measure
from service.model.errors import Invalid
from tests.editor import sealed


@pytest.mark.parametrize(
    ("html", "safe"),
    [
        pytest.param("<b>a</b> & b", "<b>a</b> &amp; b", id="text is escaped"),
        pytest.param("<script>alert(1)</script>a", "a", id="no scripts"),
        pytest.param("<span onclick='x()'>a</span>", "a", id="no handlers"),
        pytest.param("<a href='javascript:x'>a</a>", "a", id="no script links"),
        pytest.param(
            "<a href='/x'>a</a>", '<a href="https://p.example/x">a</a>', id="absolute"
        ),
        pytest.param(
            "<a href='mailto:a@p.example'>a</a>",
            '<a href="mailto:a@p.example">a</a>',
            id="mail",
        ),
        pytest.param(
            "<a href='https://p.example/\u202ex'>a</a>", "a", id="no misleading links"
        ),
        pytest.param("<a href='data:text/html,x'>a</a>", "a", id="no data links"),
        pytest.param("<b> a </b>b", "<b>a</b> b", id="white space is folded"),
        pytest.param("<b></b>a<i> </i>", "a", id="no empty elements"),
        pytest.param(
            "<a name=x><b>a</b></a> <b>b</b>", "<b>a b</b>", id="no seams of dead links"
        ),
        pytest.param("a<br>b<br>", "a<br>b", id="line breaks between lines"),
        pytest.param("<p>a<p>b", "a b", id="blocks become spaces"),
        pytest.param("<b>a", "<b>a</b>", id="what is open is closed"),
        pytest.param("a\u0000b\u200bc", "abc", id="nothing invisible"),
        pytest.param("نویسنده\u200cها", "نویسنده\u200cها", id="joiners stay"),  # noqa: RUF001 - Persian is meant
        pytest.param(
            "<time datetime='2026'>a</time>", '<time datetime="2026">a</time>', id="times"
        ),
        pytest.param(
            "<style>p{}</style><svg><a>x</a></svg>y", "y", id="no styles, no drawings"
        ),
    ],
)
def test_only_what_is_allowed_is_written(html: str, safe: str):
    assert " ".join(sealed(html, "https://p.example/")) == safe


@pytest.mark.parametrize(
    ("html", "safe"),
    [
        pytest.param("a &amp; b &lt;c&gt;", "a &amp; b &lt;c&gt;", id="escaped text stands"),
        pytest.param("a & b", "a &amp; b", id="a bare ampersand"),
        pytest.param("a &nosuch; b", "a &amp;nosuch; b", id="an entity that is none"),
        pytest.param("a > b", "a &gt; b", id="a bare sign"),
        pytest.param("&#60;script&#62;", "&lt;script&gt;", id="a tag in numbers"),
        pytest.param("<b>a", "<b>a</b>", id="what is open is closed"),
        pytest.param("<p onclick=x>a</p>", "a", id="no blocks within a line"),
    ],
)
def test_what_is_sealed_is_safe_and_stays_as_it_is(html: str, safe: str):
    assert seal(html) == safe
    assert seal(seal(html)) == safe


def test_what_is_sealed_may_be_enclosed_and_stacked():
    items = enclose("ul", enclose("li", seal("<b>a")), enclose("li", seal("b & c")))
    whole = stack((items, enclose("p", seal("<script>d</script>"))))
    assert whole == "<ul><li><b>a</b></li><li>b &amp; c</li></ul>\n<p></p>"


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<div>" * 200, id="deep"),
        pytest.param("<b>x</x>" * 200, id="deep in disguise"),
        pytest.param("<br>" * 20_001, id="many tags"),
        pytest.param(f"<p title='{'x' * 70_000}'>", id="a long tag"),
        pytest.param(f"<p {'a=1 ' * 65}>", id="many attributes"),
        pytest.param("<b>" * 100 + "<p>" * 2_000, id="formatting opened anew in every block"),
        pytest.param("<svg><style>" + "<b>" * 200, id="a style that is none"),
    ],
)
def test_html_beyond_the_bounds_is_invalid(html: str):
    with pytest.raises(Invalid) as caught:
        measure(html)
    assert [fault.pointer for fault in caught.value.faults] == ["/body"]


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<p>x" * 5_000, id="paragraphs left open"),
        pytest.param("<ul>" + "<li>x" * 5_000 + "</ul>", id="items left open"),
        pytest.param("<table>" + "<tr><td>x" * 2_000, id="cells left open"),
        pytest.param("<!-- <div> -->" * 5_000, id="comments"),
        pytest.param("<script>'<div>'</script>" * 200, id="scripts"),
        pytest.param("a < b > c" * 5_000, id="no tags at all"),
    ],
)
def test_careless_html_is_within_the_bounds(html: str):
    measure(html)


def test_a_block_of_references_without_end_goes_without_its_markup():
    many = "&amp;" * 30_000
    assert sealed(f"<b>{many}</b> &lt;i&gt;") == [f"{many} &lt;i&gt;"]


PIECES = (
    "a", " & ", "&amp;", "&lt;", "&quot;", "\u00a0", "<b>", "</b>", "<em>", "</em>", "<i>a &amp; b</i>", "<br>",
    '<a href="https://p.example/a?b=c&amp;d#e">', '<a href="https://p.example/%2F~a">', "</a>",
    '<a href="https://xn--a.example/">', '<a href="https://1.2.3.4.5/">', '<a href="javascript:x">',
    '<a href="https://p.example">', "<script>", ">", "<", '"', "\r", "\0",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@settings(deadline=None, max_examples=500)
def test_what_is_sealed_at_a_glance_is_as_nh3_writes_it(html: str):
    assert seal(html) == markup._CLEAN_INLINE.clean(html)  # noqa: SLF001 - the two are compared


@given(
    st.sampled_from(
        ("https://p.example/a.jpg?b=c&amp;d", "https://xn--a/", "data:x", "/a.jpg")
    ),
    st.lists(st.sampled_from(PIECES), max_size=4).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=6).map("".join),
)
@settings(deadline=None, max_examples=300)
def test_a_figure_is_as_nh3_writes_it(address: str, alt: str, said: str):
    html = f'<figure><img src="{address}" alt="{alt}"><figcaption>{said}</figcaption></figure>'
    assert seal_block(html) == markup._CLEAN_BODY.clean(html)  # noqa: SLF001 - the two are compared
