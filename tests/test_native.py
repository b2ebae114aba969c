"""The native payload: what it may say, which version it is, and what is wrong with it and where."""

import json
from copy import deepcopy
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.intake.faults import MOST_FAULTS
from service.intake.native import parse, parse_draft
from service.model.draft import Draft, DraftAuthor, DraftImage, Rights
from service.model.errors import Invalid, Unreadable
from service.model.event import Restoration, Upsert, Withdrawal
from tests.make import NOON

HEADER, ENVELOPE, DATA = (NOON + timedelta(minutes=minute) for minute in (1, 2, 3))
LEAST = {"external_id": "hg-1", "body": "<p>Rivers rose.</p>"}
MOST = LEAST | {
    "source": "harbour-gazette",
    "body_type": "text/html",
    "title": "Rivers rise",
    "dek": "All of them.",
    "byline": "By Ada Quill",
    "section": "world",
    "language": "en-GB",
    "url": "https://h.example/rivers",
    "tags": ["water", "boats"],
    "authors": [
        {
            "name": "Ada Quill",
            "role": "Editor",
            "organisation": "Harbour Gazette",
            "bio": "Writes.",
            "url": "https://h.example/ada",
            "image_url": "https://h.example/ada.png",
        }
    ],
    "images": [
        {
            "url": "https://h.example/river.jpg",
            "caption": "The river.",
            "credit": "Bo Inkwell",
            "alt": "A river.",
            "width": 1200,
            "height": 800,
            "rights": {"holder": "Bo"},
            "syndication": False,
        }
    ],
    "published_at": "2026-03-04T12:00:00Z",
    "modified_at": "2026-03-04T13:30:00+01:00",
    "embargoed_until": "2026-03-04T12:00:00.5Z",
    "expires_at": "2027-03-04T12:00:00-05:00",
    "rights": {
        "holder": "Harbour Gazette",
        "notice": "© 2026",
        "usage_terms": "None.",
        "license": "https://h.example/license",
    },
}


def event(says, sent=HEADER):
    return parse(json.dumps(says).encode(), sent)


def envelope(kind, data, **says):
    return {"type": f"article.{kind}", "data": data} | says


def faults(says):
    with pytest.raises(Invalid) as refused:
        event(says)
    return [(fault.pointer, fault.detail) for fault in refused.value.faults]


# What may be said


def test_the_least_that_may_be_said():
    assert event(LEAST) == Upsert(version=HEADER, draft=Draft.model_validate(LEAST))


def test_the_most_that_may_be_said():
    draft = parse_draft(json.dumps(MOST).encode())
    assert draft.authors == (DraftAuthor.model_validate(MOST["authors"][0]),)
    assert draft.images == (DraftImage.model_validate(MOST["images"][0]),)
    assert draft.rights == Rights.model_validate(MOST["rights"])
    assert draft.tags == ("water", "boats")
    assert draft.modified_at == datetime(2026, 3, 4, 12, 30, tzinfo=UTC)
    assert draft.expires_at == datetime(2027, 3, 4, 17, 0, tzinfo=UTC)
    assert MOST.keys() == Draft.model_fields.keys()


def test_what_is_not_said_may_be_null():
    optional = MOST.keys() - LEAST.keys() - {"tags", "authors", "images", "rights"}
    assert event(LEAST | dict.fromkeys(optional)) == event(LEAST)


def test_an_external_id_is_taken_as_it_is():
    for name in (" hg-1 ", "HG-1", "été", "e\u0301te\u0301", "a/b?c#d", "😀" * 200):
        assert event(LEAST | {"external_id": name}).external_id == name


@pytest.mark.parametrize(
    ("says", "moment"),
    [
        pytest.param("2026-03-04T12:00:00Z", NOON, id="UTC"),
        pytest.param("2026-03-04t12:00:00z", NOON, id="small letters"),
        pytest.param("2026-03-04 12:00:00Z", NOON, id="a space"),
        pytest.param("2026-03-04T12:00Z", NOON, id="no seconds"),
        pytest.param("2026-03-04T13:30:00+01:30", NOON, id="east"),
        pytest.param("2026-03-03T21:00:00-15:00", NOON, id="west, the day before"),
        pytest.param("2026-03-04T12:00:00-00:00", NOON, id="unknown zone"),
        pytest.param("2026-03-04T12:00:00+0000", NOON, id="no colon"),
        pytest.param(
            "2026-03-04T12:00:00.1234567Z",
            NOON + timedelta(microseconds=123_456),
            id="finer than a microsecond",
        ),
        pytest.param("1970-01-01T00:00:00Z", datetime(1970, 1, 1, tzinfo=UTC), id="the first"),
    ],
)
def test_a_date_is_read_and_is_utc_ever_after(says, moment):
    read = event(LEAST | {"published_at": says}).draft.published_at
    assert read == moment
    assert read.tzinfo is UTC


# The envelope


@pytest.mark.parametrize("kind", ["published", "updated"])
def test_an_article_may_come_in_an_envelope(kind):
    assert event(envelope(kind, LEAST)) == event(LEAST)
    assert parse_draft(json.dumps(envelope(kind, MOST)).encode()) == Draft.model_validate(MOST)


@pytest.mark.parametrize("kind", ["withdrawn", "restored"])
def test_a_notice_is_no_article(kind):
    with pytest.raises(Invalid) as refused:
        parse_draft(json.dumps(envelope(kind, LEAST)).encode())
    assert [fault.pointer for fault in refused.value.faults] == ["/type"]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({"external_id": "hg-1", "reason": "Why."}, id="the least"),
        pytest.param(MOST | {"reason": "Why."}, id="a whole article"),
    ],
)
def test_a_withdrawal_needs_no_body_and_may_have_a_reason(data):
    source = data.get("source")
    assert event(envelope("withdrawn", data)) == Withdrawal(
        version=HEADER, external_id="hg-1", source=source, reason="Why."
    )
    assert event(envelope("restored", data)) == Restoration(
        version=HEADER, external_id="hg-1", source=source
    )


STATED = {"timestamp": ENVELOPE.isoformat()}
MODIFIED = LEAST | {"modified_at": DATA.isoformat()}


@pytest.mark.parametrize(
    ("says", "version"),
    [
        pytest.param(LEAST, HEADER, id="bare: the header's"),
        pytest.param(MODIFIED, DATA, id="bare: the draft's own"),
        pytest.param(envelope("updated", LEAST), HEADER, id="envelope: the header's"),
        pytest.param(envelope("updated", LEAST, **STATED), ENVELOPE, id="envelope: its own"),
        pytest.param(
            envelope("updated", MODIFIED, **STATED), DATA, id="envelope: the draft's own first"
        ),
        pytest.param(envelope("updated", MODIFIED), DATA, id="envelope: the draft's own"),
        pytest.param(envelope("withdrawn", LEAST), HEADER, id="withdrawal: the header's"),
        pytest.param(
            envelope("withdrawn", LEAST, **STATED), ENVELOPE, id="withdrawal: its own"
        ),
        pytest.param(
            envelope("withdrawn", MODIFIED, **STATED),
            ENVELOPE,
            id="withdrawal: not the draft's",
        ),
        pytest.param(
            envelope("withdrawn", MODIFIED),
            HEADER,
            id="withdrawal: the header's, not the draft's",
        ),
        pytest.param(envelope("restored", MODIFIED), HEADER, id="restoration: the header's"),
        pytest.param(
            envelope("restored", MODIFIED, **STATED), ENVELOPE, id="restoration: its own"
        ),
        pytest.param(
            envelope("updated", LEAST, timestamp=None), HEADER, id="envelope: a null is nothing"
        ),
    ],
)
def test_the_version_of_an_event(says, version):
    assert event(says).version == version


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
            ("images", [{"width": 1e400}], "/0/width", A_NUMBER, "beyond all numbers"),
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
    assert parse(twice, HEADER).draft.body == "b"
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


@settings(max_examples=400, deadline=None)
@given(place=PLACES, value=SECRET_VALUES)
def test_a_refusal_never_repeats_a_value_that_was_sent(place, value):
    try:
        event(replaced(*place, value))
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
