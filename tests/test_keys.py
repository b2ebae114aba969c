"""Partner keys: made of randomness, told apart from anything else, and kept as a digest."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.model.keys import ALPHABET, digest_of, id_of, matches, new_key

RANDOM = st.binary(min_size=38, max_size=38)
KEY = new_key(bytes(range(38)))


def test_a_key_is_made_as_it_always_was():
    assert KEY.text == "cdk_live_004iwreH_1QcDiGl0T3N0Z2kyMqBv8wT0m7ZJomRrsEYtUOsxzyX06Avsn"
    assert KEY.id == "004iwreH"


def test_a_key_has_its_id_its_secret_and_a_check_of_both():
    prefix, live, key_id, rest = KEY.text.split("_")
    assert (prefix, live, key_id, len(rest)) == ("cdk", "live", KEY.id, 43 + 6)
    assert KEY.text.isascii()


@given(RANDOM)
def test_a_key_is_known_by_its_id_and_matches_its_digest_alone(randomness):
    key = new_key(randomness)
    assert id_of(key.text) == key.id
    assert key.digest == hashlib.sha256(key.text.encode()).hexdigest() == digest_of(key.text)
    assert matches(key.text, key.digest)
    assert matches(key.text, KEY.digest) is (key == KEY)


@given(st.lists(RANDOM, unique=True))
def test_no_two_keys_are_the_same(several):
    assert len({new_key(randomness).text for randomness in several}) == len(several)


@given(RANDOM, st.integers(0, 65), st.sampled_from(ALPHABET))
def test_a_key_with_one_letter_wrong_is_no_key(randomness, place, letter):
    text = new_key(randomness).text
    wrong = text[:place] + letter + text[place + 1 :]
    assert (id_of(wrong) is None) is (wrong != text)
    assert matches(wrong, digest_of(text)) is (wrong == text)


@given(RANDOM, st.integers(0, 64))
def test_a_key_with_two_letters_exchanged_is_no_key(randomness, place):
    text = new_key(randomness).text
    wrong = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    assert (id_of(wrong) is None) is (wrong != text)


@given(RANDOM, st.integers(0, 65))
def test_a_key_that_was_cut_is_no_key(randomness, length):
    assert id_of(new_key(randomness).text[:length]) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(" " + KEY.text, id="a space before it"),
        pytest.param(KEY.text + "\n", id="a newline after it"),
        pytest.param(KEY.text.upper(), id="in capitals"),
        pytest.param(KEY.text.replace("live", "test"), id="of another kind"),
        pytest.param(KEY.text[:-1] + "é", id="not ASCII"),
        pytest.param(KEY.text[:-1] + "\u0661", id="an Arabic digit"),
        pytest.param("\udcff", id="bytes that are no text"),
        pytest.param("cdk_live_" * 10_000, id="very long"),
    ],
)
def test_what_is_no_key_has_no_id_and_matches_nothing(text):
    assert id_of(text) is None
    assert not matches(text, KEY.digest)


@given(st.text())
def test_any_text_may_be_asked_about(text):
    assert id_of(text) is None
    assert not matches(text, KEY.digest)


@pytest.mark.parametrize("size", [0, 32, 37, 39])
def test_a_key_is_made_of_38_bytes(size):
    with pytest.raises(ValueError, match="38 bytes"):
        new_key(bytes(size))


def test_a_digest_says_nothing_of_its_key():
    assert len(KEY.digest) == 64
    assert KEY.text not in KEY.digest
