"""JSON as we accept it: bounded, and free of traps."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.intake.strict_json import DEEPEST, MOST_VALUES, read
from service.model.errors import Unreadable

PLAIN = st.characters(exclude_categories=["Cs", "Cn"], exclude_characters="\0")
LEAVES = st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text(PLAIN, max_size=9)
DOCUMENTS = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(PLAIN, max_size=5), inner, max_size=4)
    ),
    max_leaves=20,
)


def nested(depth):
    return b"[" * depth + b"]" * depth


@given(DOCUMENTS)
def test_what_json_says_is_read_however_it_is_written(document):
    assert read(json.dumps(document).encode()) == document
    assert read(json.dumps(document, ensure_ascii=False, indent=1).encode()) == document


@given(st.binary())
def test_any_bytes_are_read_or_refused(body):
    try:
        read(body)
    except Unreadable as refused:
        error = refused
    else:
        return
    assert str(error).isprintable()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b" ", id="a space"),
        pytest.param(b"{", id="cut short"),
        pytest.param(b"{} {}", id="two documents"),
        pytest.param(b'{"a": 1,}', id="a comma too many"),
        pytest.param(b"{'a': 1}", id="single quotes"),
        pytest.param(b"{a: 1}", id="a bare key"),
        pytest.param(b"[1] // one", id="a comment"),
        pytest.param(b"NaN", id="NaN"),
        pytest.param(b'{"a": NaN}', id="NaN inside"),
        pytest.param(b"[Infinity]", id="infinity"),
        pytest.param(b"[-Infinity]", id="minus infinity"),
        pytest.param(b"[01]", id="a number that starts with 0"),
        pytest.param(b"[+1]", id="a number with a plus"),
        pytest.param(b"[0x1]", id="a hexadecimal number"),
        pytest.param(b"[1_000]", id="a number with an underscore"),
        pytest.param(b"[" + b"1" * 5_000 + b"]", id="a number of 5,000 digits"),
        pytest.param(b"[True]", id="Python"),
        pytest.param(b'["\x01"]', id="a bare control character"),
        pytest.param(b'["\n"]', id="a bare newline"),
        pytest.param(b'["\\q"]', id="an unknown escape"),
        pytest.param(b'["\\u00g0"]', id="a wrong escape"),
        pytest.param(b'["\\ud83d"]', id="the first half of a surrogate pair"),
        pytest.param(b'["\\ude00"]', id="the second half of a surrogate pair"),
        pytest.param(b'["\\ude00\\ud83d"]', id="the halves in the wrong order"),
        pytest.param(b'["\xed\xa0\xbd"]', id="a surrogate in UTF-8"),
        pytest.param(b'["\xff"]', id="no UTF-8"),
        pytest.param(b'["\xc0\xaf"]', id="overlong UTF-8"),
        pytest.param(b"\xef\xbb\xbf{}", id="a byte order mark"),
        pytest.param("{}".encode("utf-16"), id="UTF-16"),
        pytest.param(b"\0{}", id="a NUL before it"),
        pytest.param(b"{}\0", id="a NUL after it"),
    ],
)
def test_what_is_not_json_is_refused(body):
    with pytest.raises(Unreadable, match="The body is not JSON"):
        read(body)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\0", id="NUL"),
        pytest.param("\ufdd0", id="U+FDD0"),
        pytest.param("\ufdef", id="U+FDEF"),
        pytest.param("\ufffe", id="U+FFFE"),
        pytest.param("\uffff", id="U+FFFF"),
        pytest.param("\U0001fffe", id="U+1FFFE"),
        pytest.param("\U0010ffff", id="U+10FFFF"),
    ],
)
@pytest.mark.parametrize("escaped", [True, False], ids=["escaped", "as it is"])
@pytest.mark.parametrize(
    "place",
    [
        pytest.param(lambda text: text, id="the document"),
        pytest.param(lambda text: {"a": ["b", f"c{text}d"]}, id="a value inside"),
        pytest.param(lambda text: [{f"{text}": 1}], id="a key inside"),
    ],
)
def test_no_text_holds_what_no_text_may(text, escaped, place):
    body = json.dumps(place(text), ensure_ascii=escaped).encode()
    with pytest.raises(Unreadable):
        read(body)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\ufdcf", id="just before the noncharacters"),
        pytest.param("\ufdf0", id="just after them"),
        pytest.param("\ufffd", id="the replacement character"),
        pytest.param("\x01\x1f\x7f\x85", id="controls: cleaning drops them"),
        pytest.param("\ufeff", id="a byte order mark inside"),
        pytest.param("\u202e", id="bidi controls"),
        pytest.param("\ue000", id="private use"),
        pytest.param("😀", id="astral"),
    ],
)
def test_odd_characters_that_are_characters_are_read(text):
    assert read(json.dumps(text).encode()) == text
    assert read(json.dumps([text], ensure_ascii=False).encode()) == [text]


def test_a_document_may_be_so_deep_and_no_deeper():
    assert read(nested(DEEPEST))
    with pytest.raises(Unreadable, match="32 levels"):
        read(nested(DEEPEST + 1))
    with pytest.raises(Unreadable, match="32 levels"):
        read(b'{"a":' * DEEPEST + b"1" + b"}" * DEEPEST)


@pytest.mark.parametrize("depth", [200, 10_000, 1_000_000])
def test_a_very_deep_document_is_refused_and_nothing_falls(depth):
    with pytest.raises(Unreadable):
        read(nested(depth))
    with pytest.raises(Unreadable):
        read(b"[" * depth)


def test_a_document_may_be_so_wide_and_no_wider():
    assert len(read(json.dumps([0] * (MOST_VALUES - 1)).encode())) == MOST_VALUES - 1
    with pytest.raises(Unreadable, match="20,000 values"):
        read(json.dumps([0] * MOST_VALUES).encode())


def test_keys_count_as_values():
    half = MOST_VALUES // 2
    with pytest.raises(Unreadable, match="20,000 values"):
        read(json.dumps({str(number): 0 for number in range(half)}).encode())


def test_many_small_lists_are_counted_together():
    with pytest.raises(Unreadable, match="20,000 values"):
        read(json.dumps([[0] * 99] * 201).encode())


@given(st.integers(min_value=0))
def test_a_refusal_does_not_repeat_what_was_sent(place):
    body = json.dumps({"SENTINEL": ["SENTINEL", 987654321], "b": "SENTINEL"}).encode()
    place %= len(body)
    with pytest.raises(Unreadable) as told:
        read(body[:place] + b"\x01" + body[place:] + b"}")
    assert "SENTINEL" not in str(told.value)
    assert "987654321" not in str(told.value)
