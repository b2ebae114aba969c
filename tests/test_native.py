"""The native payload: what it may say, and which version it is."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from service.intake.native import parse_draft
from service.model.draft import Draft, DraftAuthor, DraftImage, Rights
from service.model.errors import Invalid
from service.model.event import Restoration, Upsert, Withdrawal
from tests.make import NOON
from tests.native import DATA, ENVELOPE, HEADER, LEAST, MOST, STATED, envelope, event

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
    read = parse_draft(json.dumps(LEAST | {"published_at": says}).encode()).published_at
    assert read == moment
    assert read
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
