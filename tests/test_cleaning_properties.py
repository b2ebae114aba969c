"""The laws of cleaning, for all that anybody may send."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.cleaning import clean, wording
from service.cleaning.markup import seal_block
from service.cleaning.rules import load
from service.cleaning.segment import segment
from service.cleaning.wording import line
from service.model.article import ListBlock, Table
from service.model.cleaned import Cleaned
from service.model.draft import Draft
from service.model.errors import Invalid
from service.model.value import Html
from tests.editor import lines, sealed

TAGS = [
    "p",
    "div",
    "b",
    "i",
    "a",
    "span",
    "table",
    "tr",
    "td",
    "ul",
    "ol",
    "li",
    "figure",
    "figcaption",
    "img",
    "br",
    "hr",
    "pre",
    "h1",
    "h2",
    "blockquote",
    "script",
    "style",
    "svg",
    "math",
    "iframe",
    "noscript",
    "template",
    "form",
    "button",
    "dl",
    "dd",
    "aside",
    "footer",
    "time",
]
SAID = (
    "By Jane Doe",
    "Jane Doe is a reporter at the Gazette.",
    "Ducks. (JANE DOE/AFP)",
    "Photo: AP",
    "Read more:",
    "Sign up for our newsletter",
    "© 2026 The Paper",
    "About the author: Jo Ray writes.",
    "The river rose by two metres overnight and reached the steps of the town hall at noon.",
    '"Follow me," he said.',
    "&amp; &#x202e; \u200b",
    "[caption id=1]",
    "[/caption]",
)
ATTRIBUTES = (
    "",
    ' class="caption"',
    " class=byline",
    ' href="/x"',
    ' href="javascript:x"',
    ' src="https://a.example/d.jpg"',
    " hidden",
    " id=newsletter",
)


def tags() -> st.SearchStrategy[str]:
    """An opening or a closing tag."""
    opening = st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES))
    return opening | st.sampled_from([f"</{tag}>" for tag in TAGS])


def soups() -> st.SearchStrategy[str]:
    """HTML as a careless hand, or a malicious one, would write it."""
    piece = tags() | st.sampled_from(SAID) | st.text(max_size=20)
    return st.lists(piece, max_size=25).map("".join)


def texts() -> st.SearchStrategy[str]:
    """Lines of text, some of which mean something to us."""
    return st.lists(st.sampled_from(SAID) | st.text(max_size=60), max_size=15).map("\n".join)


def drafts() -> st.SearchStrategy[Draft]:
    """Drafts with and without the fields that beat guesses."""
    return st.builds(
        Draft,
        external_id=st.just("x"),
        body=st.one_of(soups(), texts()).map(lambda body: Html(body[:20_000])),
        body_type=st.sampled_from([None, "text/html", "text/plain"]),
        title=st.sampled_from([None, "Ducks", "Jane Doe"]),
        byline=st.sampled_from([None, "By Jane Doe", "12"]),
        url=st.sampled_from([None, "https://a.example/"]),
    )


def letters(*said: str | None) -> Counter[str]:
    """The characters that can be seen, each as often as it is."""
    return Counter("".join(line("".join(each or "" for each in said)).split()))


def shown(result: Cleaned) -> Counter[str]:
    """The characters that the article, its authors and its pictures show."""
    story = result.story
    said = [story.headline, story.dek, *lines(story)]
    for author in story.authors:
        said += [author.name, author.role, author.organisation, author.bio]
    for image in story.images:
        said += [image.caption, image.credit]
    return letters(*said)


def cleaned(draft: Draft) -> Cleaned | None:
    """The draft, cleaned; None where it is beyond the bounds."""
    try:
        return clean(draft, rules=load())
    except Invalid:
        return None


@given(drafts())
@settings(max_examples=150, deadline=None)
def test_kept_and_trimmed_and_removed_are_what_was_received(draft: Draft):
    result = cleaned(draft)
    if result is None:
        return
    assert "accounting" not in {doubt.rule for doubt in result.doubts}
    cuts = [(each.place, each.text) for each in result.removed]
    cuts += [(each.place, each.text) for each in result.trimmed]
    for block in segment(draft):
        cut = letters(*(text for place, text in cuts if place == block.place))
        assert letters(block.text) <= shown(result) + cut


@given(drafts())
@settings(max_examples=100, deadline=None)
def test_each_block_is_removed_once_at_most_and_where_it_stood(draft: Draft):
    result = cleaned(draft)
    if result is None:
        return
    places = [each.place for each in result.removed if each.place is not None]
    blocks = segment(draft)
    assert places == sorted(set(places))
    assert len(places) == len(result.removed)
    for place, each in zip(places, result.removed, strict=True):
        assert blocks[place].text in {"", each.text}


@given(st.lists(st.text().map(line)))
@settings(max_examples=100, deadline=None)
def test_texts_read_together_are_read_as_each_alone(texts: list[str]):
    low = list(map(wording.plain, texts))
    assert wording.together(wording.plain, texts) == low
    assert wording.apart(wording.letters, low) == tuple(map(wording.bare, texts))


@given(st.text())
@settings(max_examples=100, deadline=None)
def test_any_text_at_all_is_cleaned(text: str):
    for body_type in ("text/plain", "text/html", None):
        draft = Draft(external_id="x", body=Html(text), body_type=body_type)
        assert clean(draft, rules=load()).story.headline


@given(soups())
@settings(max_examples=150, deadline=None)
def test_sanitising_twice_changes_nothing(soup: str):
    try:
        once = sealed(soup, "https://a.example/")
    except Invalid:
        return
    assert [again(piece) for piece in once] == [[piece] for piece in once]


@given(drafts())
@settings(max_examples=80, deadline=None)
def test_what_is_shown_is_safe_already(draft: Draft):
    result = cleaned(draft)
    for piece in pieces(result) if result else ():
        assert again(piece) == ([piece] if piece else [])  # an empty cell says nothing


@given(drafts())
@settings(max_examples=80, deadline=None)
def test_a_body_that_is_sanitised_once_more_is_the_same(draft: Draft):
    result = cleaned(draft)
    if result is not None:
        assert seal_block(result.story.body_html) == result.story.body_html


def again(piece: str) -> list[str]:
    """What becomes of safe HTML sent back to us; a bracket in it is text, and no shortcode."""
    return sealed(piece.replace("[", "&#91;"), "https://b.example/")


def pieces(result: Cleaned) -> list[str]:
    """Each run of HTML in the body."""
    found: list[str] = []
    for block in result.story.body:
        if isinstance(block, ListBlock):
            found += [item.html for item in block.items]
        elif isinstance(block, Table):
            found += [cell.html for row in block.rows for cell in row]
        else:
            found.append(getattr(block, "html", ""))
    return found


PROSE = (
    "The river rose by two metres overnight and reached the steps of the town hall by noon.",
    "Nobody could say where the ducks had come from, but the baker, for one, was glad of them.",
    "The mayor, who had been reading the minutes of the last flood, put them on a higher shelf.",
    "Eleven volunteers carried the archive upstairs, and the twelfth carried down the piano.",
)
PROMPTS = (
    "Sign up for our free newsletter",
    "Follow us on Facebook and Instagram.",
    "ADVERTISEMENT",
    "Read more: The flood of 1911",
    "Download our app for flood warnings.",
)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_prompts_go_wherever_they_stand_and_no_sentence_with_them(data: Any):
    strewn = list(PROSE)
    for prompt in data.draw(st.lists(st.sampled_from(PROMPTS), unique=True)):
        strewn.insert(data.draw(st.integers(1, len(strewn))), prompt)
    body = "".join(f"<p>{paragraph}</p>" for paragraph in strewn)
    once = clean(Draft(external_id="x", title="Flood", body=Html(body)), rules=load())
    assert tuple(lines(once.story)) == PROSE
    again = Draft(external_id="x", title="Flood", body=Html(once.story.body_html))
    twice = clean(again, rules=load())
    assert (twice.story.body, twice.removed) == (once.story.body, ())


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("a" * 1_000_000, id="a megabyte on one line"),
        pytest.param("<" * 500_000, id="nothing but openings"),
        pytest.param('<a "' * 200_000, id="quotes never closed"),
        pytest.param("[caption" * 100_000 + "<p>", id="shortcodes never closed"),
        pytest.param("By Jane Doe\n" * 10_000, id="ten thousand bylines"),
        pytest.param("Ducks. (JANE DOE/AFP)\n" * 10_000, id="ten thousand captions"),
        pytest.param("<p><a href=/x>Ducks</a>" * 5_000, id="five thousand links"),
        pytest.param("<figure><img src=/d.jpg>" * 100, id="figures in figures"),
        pytest.param("e" + "\u0301" * 500_000, id="one letter, many accents"),
        pytest.param("<p>" + "&amp;" * 300_000, id="nothing but ampersands"),
    ],
)
def test_what_is_meant_to_be_slow_is_not(body: str):
    """Were any of it quadratic, this would not end."""
    come = cleaned(Draft(external_id="x", url="https://a.example/", body=Html(body)))
    assert come is None or "accounting" not in {doubt.rule for doubt in come.doubts}
