"""Text as it was meant: mended where that is certain, and not a word rewritten."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from service.cleaning import clean
from service.cleaning.rules import load
from service.cleaning.segment import segment
from service.cleaning.tidying import restored, tidied
from service.cleaning.wording import fold
from tests import make


@pytest.mark.parametrize(
    ("received", "meant"),
    [
        pytest.param("a\u00a0b\t c", "a b c", id="white space"),
        pytest.param("Tom &amp; Jo", "Tom & Jo", id="an entity in a text"),
        pytest.param("Tom &amp;amp;amp; Jo", "Tom & Jo", id="encoded again and again"),
        pytest.param("the &ldquo;ducks&#8221;", "the “ducks”", id="signs"),
        pytest.param("a &lt;b&gt; c", "a &lt;b&gt; c", id="a tag may be meant"),
        pytest.param("Q&A; R&D", "Q&A; R&D", id="no entity"),
        pytest.param("cafÃ©", "café", id="an accent"),
        pytest.param("It\u00e2\u20ac\u2122s", "It\u2019s", id="an apostrophe"),
        pytest.param(
            "\u00e2\u20ac\u0153Ducks\u00e2\u20ac\u009d",
            "\u201cDucks\u201d",
            id="a byte that cp1252 lacks",
        ),
        pytest.param("\u00d0\u00a0\u00d0\u00b5\u00d0\u00ba\u00d0\u00b0", "Река", id="Cyrillic"),
        pytest.param(
            "\u00c3\u0192\u00c2\u00a9t\u00c3\u0192\u00c2\u00a9", "été", id="read wrongly twice"
        ),
        pytest.param("NÃO À CHUVA", "NÃO À CHUVA", id="Portuguese"),
        pytest.param("cafÃ© et thé", "cafÃ© et thé", id="not all of it decodes"),
        pytest.param("a\x00b\x07c\u200bd\x1fe", "abcde", id="nothing invisible"),
        pytest.param("a \u202eb", "a b", id="a direction that never ends"),
        pytest.param("a\u202c b\u2069", "a b", id="a direction that never began"),
        pytest.param("a \u2067ب\u2069 c", "a \u2067ب\u2069 c", id="a direction that ends"),
        pytest.param("\u200fא b", "\u200fא b", id="a mark that needs no end"),
    ],
)
def test_what_went_wrong_between_two_machines_is_undone(received: str, meant: str):
    assert tidied(received) == meant
    (block,) = segment(make.draft(body=received, body_type="text/plain"))
    assert block.text == meant


@pytest.mark.parametrize(
    ("html", "text", "written"),
    [
        pytest.param("<p>a &amp; b", "a & b", "a &amp; b", id="encoded once"),
        pytest.param("<p>a &amp;amp; b&amp;nbsp;c", "a & b c", "a &amp; b c", id="twice"),
        pytest.param(
            "<p><code>&amp;amp;</code>",
            "&amp;",
            "<code>&amp;amp;</code>",
            id="code says what it means",
        ),
        pytest.param(
            "<p>caf<b>Ã©</b>", "café", "caf<b>é</b>", id="mojibake in part of a block"
        ),
        pytest.param(
            "<p>caf<b>Ã©</b> thé", "cafÃ© thé", "caf<b>Ã©</b> thé", id="not all of it"
        ),
        pytest.param(
            "<p>\u202b<b>ب</b>\u202c c\u202c",
            "\u202bب\u202c c",
            "\u202b<b>ب</b>\u202c c",
            id="across tags",
        ),
        pytest.param("<p>e<b>\u0301</b>", "\u00e9", "e<b>\u0301</b>", id="an accent by itself"),
    ],
)
def test_markup_is_no_hindrance(html: str, text: str, written: str):
    (block,) = segment(make.draft(body=html, body_type="text/html"))
    assert (block.text, block.html) == (text, written)


@given(st.text())
@example("Â¡\x85")  # its last sign is a space to Unicode and no letter in the wrong code
@example("Â¡\x85Â¡")
def test_tidying_twice_changes_nothing(text: str):
    once = tidied(text)
    assert once == fold(once)
    assert tidied(once) == once or "&" in once  # what an entity leaves may be another's part


@given(st.text(alphabet=st.characters(max_codepoint=0x2FFF, exclude_categories=("Cs", "Cc"))))
def test_what_was_read_in_the_wrong_code_is_found_again(text: str):
    wrong = text.encode().decode("latin-1")
    if not text.isascii():
        assert restored(wrong) in {text, restored(text)}


@given(st.text(alphabet=st.characters(min_codepoint=0x370, max_codepoint=0x2000)))
def test_other_scripts_are_never_taken_for_it(text: str):
    assert restored(text) is None


def test_a_headline_is_mended_as_its_body_is():
    story = clean(
        make.draft(title="Tom &amp;amp; Jo at the cafÃ©", dek="It\u00e2\u20ac\u2122s wet"),
        rules=load(),
    ).story
    assert (story.headline, story.dek) == ("Tom & Jo at the café", "It\u2019s wet")
