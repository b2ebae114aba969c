"""What is wrong with a payload is told with where it is, and never repeated."""

import json
from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.intake.faults import MOST_FAULTS
from service.intake.native import parse, parse_draft
from service.model.errors import Invalid, Unreadable
from tests.native import HEADER, LEAST, MOST, STATED, envelope, event


def faults(says):
    with pytest.raises(Invalid) as refused:
        event(says)
    return [(fault.pointer, fault.detail) for fault in refused.value.faults]


# What is wrong, and where

A_DATE = "must be a date and time with a zone, as RFC 3339 writes it"
A_YEAR = "needs another value: a date between 1970 and 2199 is needed"
A_STRING = "must be a string"
AN_OBJECT = "must be an object"
A_LIST = "must be a list"
A_NUMBER = "must be a whole number"
A_FORM = "does not have the form that is asked for"
UNKNOWN = "is not a key that we know"
REQUIRED = "is required"


@pytest.mark.parametrize(
    ("key", "value", "fault"),
    [
        pytest.param(key, value, (pointer, detail), id=f"{key}: {what}")
        for key, value, pointer, detail, what in (
            ("external_id", "", "", "is shorter than 1 character", "empty"),
            ("external_id", "a" * 201, "", "is longer than 200 characters", "long"),
            ("external_id", 7, "", A_STRING, "a number"),
            ("external_id", None, "", A_STRING, "null"),
            ("body", None, "", A_STRING, "null"),
            ("body", ["a"], "", A_STRING, "a list"),
            ("body", "a" * 1_572_865, "", "is longer than 1572864 characters", "long"),
            (
                "body_type",
                "text/xml",
                "",
                "must be one of 'text/html' or 'text/plain'",
                "other",
            ),
            ("source", "Harbour Gazette", "", A_FORM, "no slug"),
            ("source", "a\n", "", A_FORM, "a newline"),
            ("title", 7, "", A_STRING, "a number"),
            ("title", True, "", A_STRING, "a boolean"),
            ("title", "a" * 501, "", "is longer than 500 characters", "long"),
            ("language", "english language", "", A_FORM, "no tag"),
            ("language", "en\n", "", A_FORM, "a newline"),
            ("language", "ﬁ", "", A_FORM, "not ASCII"),
            ("url", "a" * 2_049, "", "is longer than 2048 characters", "long"),
            ("tags", "water", "", A_LIST, "a string"),
            ("tags", {}, "", A_LIST, "an object"),
            ("tags", ["a", 7], "/1", A_STRING, "one is a number"),
            ("tags", ["a", ""], "/1", "is shorter than 1 character", "one is empty"),
            ("tags", ["a"] * 51, "", "holds more than 50", "many"),
            ("authors", {"name": "Ada"}, "", A_LIST, "an object"),
            ("authors", ["Ada"], "/0", AN_OBJECT, "one is a string"),
            ("authors", [{}], "/0/name", REQUIRED, "one has no name"),
            ("authors", [{"name": "Ada", "age": 7}], "/0/age", UNKNOWN, "an unknown key"),
            ("images", [{"width": "7"}], "/0/width", A_NUMBER, "a number in quotes"),
            ("images", [{"width": 7.0}], "/0/width", A_NUMBER, "a fraction"),
            ("images", [{"width": True}], "/0/width", A_NUMBER, "a boolean for a number"),
            ("images", [{}, {"width": 0}], "/1/width", "must be 1 or more", "no width"),
            ("images", [{"height": 10**9}], "/0/height", "must be 100000 or less", "high"),
            ("images", [{"syndication": 0}], "/0/syndication", "must be true or false", "0"),
            ("images", [{"rights": {"a": 1}}], "/0/rights/a", UNKNOWN, "deep inside"),
            ("images", [{}] * 101, "", "holds more than 100", "many"),
            ("rights", "mine", "", AN_OBJECT, "a string"),
            ("rights", {"holder": 7}, "/holder", A_STRING, "a number inside"),
            ("published_at", 1_772_625_600, "", A_DATE, "a number"),
            ("published_at", "1772625600", "", A_DATE, "a number in quotes"),
            ("published_at", "+1772625600.5", "", A_DATE, "a fraction in quotes"),
            ("published_at", "", "", A_DATE, "empty"),
            ("published_at", "2026-03-04", "", A_DATE, "a day"),
            ("published_at", "2026-03-04T12:00:00", "", A_DATE, "no zone"),
            ("published_at", "2026-03-04_12:00:00Z", "", A_DATE, "an underscore"),
            ("published_at", "Wed, 04 Mar 2026 12:00:00 GMT", "", A_DATE, "as e-mail has it"),
            ("published_at", "2026-02-30T12:00:00Z", "", A_DATE, "30 February"),
            ("published_at", "2026-03-04T24:00:00Z", "", A_DATE, "hour 24"),
            ("published_at", "2026-12-31T23:59:60Z", "", A_DATE, "a leap second"),
            ("published_at", "2026-03-04T12:00:00+25:00", "", A_DATE, "a zone of 25 hours"),
            ("published_at", " 2026-03-04T12:00:00Z", "", A_DATE, "a space before it"),
            ("published_at", "٢٠٢٦-03-04T12:00:00Z", "", A_DATE, "Arabic digits"),
            ("published_at", "1969-12-31T23:59:59Z", "", A_YEAR, "1969"),
            ("published_at", "2200-01-01T00:00:00Z", "", A_YEAR, "2200"),
            ("published_at", "0001-01-01T00:00:00+14:00", "", A_YEAR, "before the first year"),
            ("published_at", "9999-12-31T23:59:59-14:00", "", A_YEAR, "after the last year"),
            ("reason", "Why.", "", UNKNOWN, "not of an article"),
            ("price", 7, "", UNKNOWN, "an unknown key"),
        )
    ],
)
def test_a_fault_says_where_and_what(key, value, fault):
    pointer, detail = fault
    assert faults(LEAST | {key: value}) == [(f"/{key}{pointer}", detail)]
    wrapped = envelope("published", LEAST | {key: value})
    assert faults(wrapped) == [(f"/data/{key}{pointer}", detail)]


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        pytest.param({}, [("/external_id", REQUIRED), ("/body", REQUIRED)], id="nothing"),
        pytest.param([], [("", AN_OBJECT)], id="a list"),
        pytest.param("a", [("", AN_OBJECT)], id="a string"),
        pytest.param(None, [("", AN_OBJECT)], id="null"),
        pytest.param(envelope("published", []), [("/data", AN_OBJECT)], id="no data"),
        pytest.param(
            envelope("published", LEAST, timestamp=7), [("/timestamp", A_DATE)], id="a number"
        ),
        pytest.param(
            envelope("published", LEAST, id="a"), [("/id", UNKNOWN)], id="an unknown key"
        ),
        pytest.param(
            envelope("withdrawn", {}), [("/data/external_id", REQUIRED)], id="withdrawn: what?"
        ),
        pytest.param(
            envelope("withdrawn", {"external_id": "a", "reason": 7}),
            [("/data/reason", A_STRING)],
            id="a reason that is none",
        ),
        pytest.param(
            LEAST | {"not a word": 1}, [("", UNKNOWN)], id="a key that is not fit to be named"
        ),
    ],
)
def test_the_whole_may_be_wrong(says, expected):
    assert faults(says) == expected


@pytest.mark.parametrize("kind", ["article.deleted", "", "ARTICLE.PUBLISHED", 7, None, []])
def test_a_type_is_one_of_four(kind):
    ((pointer, detail),) = faults({"type": kind, "data": LEAST})
    assert pointer == "/type"
    assert detail.startswith("must be one of 'article.published'")


def test_a_number_beyond_all_numbers_is_none():
    body = json.dumps(LEAST | {"images": [{"width": 1}]}).replace(
        '"width": 1', '"width": 1e999'
    )
    with pytest.raises(Invalid) as refused:
        parse(body.encode(), HEADER)
    assert [fault.pointer for fault in refused.value.faults] == ["/images/0/width"]


def test_no_more_faults_are_told_than_help():
    assert len(faults(LEAST | {"tags": [7] * 50})) == MOST_FAULTS


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b'{"external_id": "a", "body": NaN}', id="NaN"),
        pytest.param(b'{"external_id": "a", "body": "\\u0000"}', id="NUL"),
        pytest.param(b'{"external_id": "a", "body": "\\ud83d"}', id="half a surrogate pair"),
        pytest.param(b'{"a":' * 40 + b"1" + b"}" * 40, id="deep"),
        pytest.param(json.dumps({"tags": [0] * 20_000}).encode(), id="wide"),
        pytest.param(b"external_id=a&body=b", id="a form"),
        pytest.param(b"<article/>", id="XML"),
    ],
)
def test_what_is_not_json_that_we_read_is_unreadable(body):
    with pytest.raises(Unreadable):
        parse(body, HEADER)


def test_of_a_key_that_stands_twice_what_is_checked_is_what_is_taken():
    twice = b'{"external_id": "a", "body": "\\u0000", "body": "b"}'
    assert parse_draft(twice).body == "b"
    with pytest.raises(Unreadable):
        parse(b'{"external_id": "a", "body": "b", "body": "\\u0000"}', HEADER)


# Laws

SENTINEL = "Zauberwort"
SECRET_VALUES = st.sampled_from(
    [
        SENTINEL,
        f"{SENTINEL} \x1b<script>",
        SENTINEL * 200,
        SENTINEL * 200_000,
        [SENTINEL],
        {"name": SENTINEL},
        {"type": SENTINEL, "data": SENTINEL},
        {SENTINEL + " ?": SENTINEL},
        [[[SENTINEL]]],
        31_415_926_535,
        3141592.6535,
        [31_415_926_535],
        -31_415_926_535,
    ]
)


def places(document, path=()):
    """The way to every value of a document, and to a new key of each of its objects."""
    yield path
    if isinstance(document, dict):
        for key, value in document.items():
            yield from places(value, (*path, key))
        yield (*path, "more")
    elif isinstance(document, list):
        for index, value in enumerate(document):
            yield from places(value, (*path, index))


def replaced(document, path, value):
    if not path:
        return value
    document = deepcopy(document)
    inner = document
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return document


WHOLE = (
    MOST,
    envelope("published", MOST, **STATED),
    envelope("withdrawn", MOST | {"reason": "a"}),
)
PLACES = st.sampled_from([(whole, path) for whole in WHOLE for path in places(whole)])


@settings(max_examples=250, deadline=None)
@given(place=PLACES, value=SECRET_VALUES)
def test_a_refusal_never_repeats_a_value_that_was_sent(place, value):
    try:
        event(replaced(place[0], place[1], value))
    except (Invalid, Unreadable) as refused:
        told = f"{refused} {getattr(refused, 'faults', '')!r}"
    else:
        return
    assert SENTINEL not in told
    assert "314159" not in told.replace(".", "").replace(",", "").replace("_", "")


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*MOST]), inner, max_size=3)
    ),
    max_leaves=9,
)


@settings(max_examples=200, deadline=None)
@given(place=PLACES, value=JSON)
def test_whatever_is_said_is_an_event_or_refused_with_where_it_is_wrong(place, value):
    whole, path = place
    try:
        read = event(replaced(whole, path, value))
    except Unreadable:
        return
    except Invalid as refused:
        pointers = [fault.pointer for fault in refused.faults]
    else:
        assert read.external_id
        return
    assert pointers
    assert all(pointer.startswith("/") or not pointer for pointer in pointers)


@given(st.binary(max_size=200))
def test_whatever_bytes_come_nothing_falls(body):
    with pytest.raises((Invalid, Unreadable)):
        parse(body, HEADER)
