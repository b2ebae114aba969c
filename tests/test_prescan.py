"""The doorstep: what is measured before a parser is let in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.cleaning import prescan
from service.model.errors import Invalid

TOKENS = (
    "<p>", "</p>", "<b>", "</b>", "<div>", "</div>", "<a href='x'>", "</a>", "<br/>", "<!-- a -->", "<!--",
    "-->", "<script>", "</script>", "<svg>", "</svg>", "<li>", "<P>", '"', "<", ">", "a", " b=1", "<i x=1 y>",
    "</i>", "<iframe></iframe>", "<title>", "</title>", "<x-y>", "</x-y>",
)  # fmt: skip


@given(st.lists(st.sampled_from(TOKENS), max_size=40).map("".join))
@settings(deadline=None, max_examples=300)
def test_what_is_let_in_at_a_glance_is_what_counting_lets_in(html: str):
    with pytest.MonkeyPatch.context() as smaller:
        smaller.setattr(prescan, "DEEPEST", 4)
        smaller.setattr(prescan, "MOST_TAGS", 20)
        smaller.setattr(prescan, "MOST_REOPENED", 10)
        if prescan._is_modest(html):  # noqa: SLF001 - the two readings are compared
            prescan._measure(html)  # noqa: SLF001


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<div>" * 200 + "</div>" * 200, id="deep, and in order"),
        pytest.param("<br>" * 30_000, id="many tags"),
        pytest.param(f"<p {'a=1 ' * 100}>", id="many attributes"),
        pytest.param(f"<p a='{'b' * 70_000}'>", id="a long tag"),
        pytest.param(
            "<p>"
            + "".join(f"<b id={n}>" for n in range(100))
            + "</p>"
            + "<p>x</p>" * 2_000
            + "</b>" * 100,
            id="formatting opened anew in every paragraph",
        ),
    ],
)
def test_regular_html_has_the_same_bounds(html: str):
    with pytest.raises(Invalid):
        prescan.measure(html)
