"""Cleaning as a whole: addresses, what is held, languages."""

import pytest

from service.model.draft import DraftAuthor
from tests.proof import LEAD, cleaned, page


def test_a_writers_addresses_are_of_the_web_or_none():
    stated = DraftAuthor(name="Ada Quill", url="javascript:alert(1)", image_url="/ada.jpg")
    (author,) = cleaned(page(LEAD), authors=(stated,), url="https://a.example/").story.authors
    assert (author.url, author.image_url) == (None, "https://a.example/ada.jpg")


def test_an_article_of_prompts_alone_is_held():
    result = cleaned(page("Sign up for our newsletter"), language="en")
    assert result.held is not None
    assert result.held.startswith("Cleaning left no text:")
    assert cleaned(page(LEAD)).held is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("העירייה החליטה להשאיר את הספסל", "he", id="Hebrew"),
        pytest.param("川が夜のうちに二メートル上がった。", "ja", id="Japanese"),
        pytest.param("강물이 밤새 이 미터나 불어났다.", "ko", id="Korean"),
        pytest.param("Το ποτάμι ανέβηκε δύο μέτρα.", "el", id="Greek"),  # noqa: RUF001 - Greek is meant
        pytest.param("แม่น้ำสูงขึ้นสองเมตร", "th", id="Thai"),
        pytest.param("La rivière est montée.", "und", id="a script of many languages"),
    ],
)
def test_a_language_is_told_by_its_script_only_where_that_decides(text: str, language: str):
    assert cleaned(page(text)).language == language
    assert cleaned(page(text), language="en-GB").language == "en-GB"
