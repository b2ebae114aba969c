"""Standard Webhooks signatures: what is not signed so gets in nowhere."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.model.errors import BadSignature
from service.model.signature import TOLERANCE, Sealed, key_of, new_secret, sign, verify
from tests.make import NOON

SECRET, OLD, WRONG = (new_secret(bytes([number]) * 32) for number in (1, 2, 3))
BODY = '{"external_id": "hg-1", "body": "Été"}'.encode()
BYTES = st.binary(min_size=32, max_size=32)


def signed(**more):
    """The headers of a good message, but for what is said."""
    headers = sign(BODY, secret=SECRET, message_id="msg_1", at=NOON)
    return headers | {f"webhook-{name}": value for name, value in more.items()}


def is_believed(headers, body=BODY, *, secrets=(SECRET, OLD), now=NOON):
    try:
        verify(body, headers, secrets=secrets, now=now)
    except BadSignature:
        return False
    return True


def test_a_verified_message_says_its_id_and_when_it_was_signed():
    assert verify(BODY, signed(), secrets=(SECRET,), now=NOON) == Sealed(
        message_id="msg_1", at=NOON
    )


# The matrix

GOOD = signed()["webhook-signature"]
BY_OLD = sign(BODY, secret=OLD, message_id="msg_1", at=NOON)["webhook-signature"]
BY_WRONG = sign(BODY, secret=WRONG, message_id="msg_1", at=NOON)["webhook-signature"]


@pytest.mark.parametrize(
    ("given", "believed"),
    [
        pytest.param(GOOD, True, id="good"),
        pytest.param("", False, id="empty"),
        pytest.param(" ", False, id="a space"),
        pytest.param("v1,", False, id="no signature"),
        pytest.param(BY_WRONG, False, id="by a wrong key"),
        pytest.param(BY_OLD, True, id="by the old key, while it lives"),
        pytest.param(GOOD[:-1], False, id="cut by a character"),
        pytest.param(GOOD[:20], False, id="cut in the middle"),
        pytest.param(GOOD.rstrip("="), False, id="without its padding"),
        pytest.param(f"{GOOD}=", False, id="with more padding"),
        pytest.param(GOOD.swapcase(), False, id="in the other case"),
        pytest.param(GOOD.removeprefix("v1,"), False, id="without a version"),
        pytest.param(GOOD.replace("v1,", "v1a,"), False, id="of another version"),
        pytest.param(GOOD.replace("v1,", "v2,"), False, id="of a version to come"),
        pytest.param(GOOD.replace("v1,", "V1,"), False, id="of version V1"),
        pytest.param(GOOD.replace("v1,", "v1="), False, id="with an equals sign"),
        pytest.param(f"v1a,x v2,y {GOOD}", True, id="several, of which one is good"),
        pytest.param(f"{BY_WRONG} {BY_OLD} {GOOD}", True, id="several keys'"),
        pytest.param(f"{BY_WRONG} {BY_WRONG}", False, id="several, all wrong"),
        pytest.param(" ".join([BY_WRONG] * 4 + [GOOD]), True, id="the fifth"),
        pytest.param(" ".join([BY_WRONG] * 5 + [GOOD]), False, id="the sixth: not looked at"),
        pytest.param(f"{GOOD},{GOOD}", False, id="joined by a comma"),
        pytest.param(f"{GOOD}, {GOOD}", True, id="two headers, joined as HTTP does"),
        pytest.param(f"{GOOD}\t", False, id="with a tab"),
        pytest.param(f"{GOOD} ", True, id="with a space after it"),
        pytest.param(f"{GOOD}é", False, id="with a letter that is not ASCII"),
        pytest.param("é" * 99, False, id="not ASCII at all"),
        pytest.param("\udcff\udc80", False, id="bytes that are no text"),
        pytest.param("v1," + "A" * 100_000, False, id="very long"),
    ],
)
def test_the_signature(given, believed):
    assert is_believed(signed(signature=given)) is believed


@pytest.mark.parametrize(
    ("seconds", "believed"),
    [
        pytest.param(0, True, id="now"),
        pytest.param(-299, True, id="299 s ago"),
        pytest.param(-300, True, id="300 s ago"),
        pytest.param(-301, False, id="301 s ago"),
        pytest.param(299, True, id="299 s ahead"),
        pytest.param(300, True, id="300 s ahead"),
        pytest.param(301, False, id="301 s ahead"),
    ],
)
def test_the_age_of_a_signature(seconds, believed):
    at = NOON + timedelta(seconds=seconds)
    headers = sign(BODY, secret=SECRET, message_id="msg_1", at=at)
    assert is_believed(headers) is believed


def test_the_age_is_counted_exactly():
    tick = timedelta(microseconds=1)
    assert is_believed(signed(), now=NOON + TOLERANCE)
    assert not is_believed(signed(), now=NOON + TOLERANCE + tick)
    assert not is_believed(signed(), now=NOON - TOLERANCE - tick)


def honest(message_id, timestamp, secret=SECRET):
    """Headers with a right signature, whatever else is wrong with them."""
    said = b".".join((message_id.encode("utf-8", "replace"), timestamp.encode(), BODY))
    digest = base64.b64encode(hmac.digest(key_of(secret), said, hashlib.sha256)).decode()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": f"v1,{digest}",
    }


SECOND = str(int(NOON.timestamp()))


@pytest.mark.parametrize(
    ("timestamp", "believed"),
    [
        pytest.param(SECOND, True, id="seconds"),
        pytest.param("", False, id="empty"),
        pytest.param("nan", False, id="nan"),
        pytest.param("inf", False, id="inf"),
        pytest.param(f"{SECOND[0]}_{SECOND[1:]}", False, id="1_7…"),
        pytest.param(f"{SECOND[0]}_{SECOND[2:]}", False, id="an underscore within ten"),
        pytest.param(f"{SECOND}.0", False, id="a point"),
        pytest.param(f"{SECOND[:-3]}e3", False, id="an exponent"),
        pytest.param(f"+{SECOND}", False, id="a plus"),
        pytest.param(f"-{SECOND}", False, id="a minus"),
        pytest.param(f"0{SECOND}", False, id="a zero before it"),
        pytest.param(f" {SECOND}", False, id="a space before it"),
        pytest.param(f"{SECOND} ", False, id="a space after it"),
        pytest.param(f"{SECOND}\n", False, id="a newline after it"),
        pytest.param(f"{SECOND}, {SECOND}", False, id="two headers"),
        pytest.param(f"{SECOND}000", False, id="milliseconds"),
        pytest.param("1" * 5_000, False, id="5,000 digits"),
        pytest.param("9999999999", False, id="the year 2286"),
        pytest.param(
            SECOND.translate({48 + n: 0x660 + n for n in range(10)}), False, id="Arabic digits"
        ),
        pytest.param("2026-03-04T12:00:00Z", False, id="a date"),
        pytest.param("0x69a81b40", False, id="hexadecimal"),
    ],
)
def test_the_timestamp(timestamp, believed):
    assert is_believed(honest("msg_1", timestamp)) is believed


@pytest.mark.parametrize(
    ("message_id", "believed"),
    [
        pytest.param("msg_1", True, id="as ours"),
        pytest.param("2b9f-Az_0", True, id="letters, digits, hyphen, underscore"),
        pytest.param("a" * 64, True, id="64 characters"),
        pytest.param("a" * 65, False, id="65 characters"),
        pytest.param("", False, id="empty"),
        pytest.param("msg.1", False, id="a dot, which could move into the timestamp"),
        pytest.param("msg 1", False, id="a space"),
        pytest.param("msg_1\n", False, id="a newline"),
        pytest.param("msg_1, msg_1", False, id="two headers"),
        pytest.param("mség_1", False, id="not ASCII"),
        pytest.param("\udcff", False, id="bytes that are no text"),
    ],
)
def test_the_message_id(message_id, believed):
    assert is_believed(honest(message_id, SECOND)) is believed


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_no_header_may_be_missing(name):
    headers = signed()
    del headers[name]
    assert not is_believed(headers)


def test_a_body_written_anew_is_another_body():
    rewritten = json.dumps(json.loads(BODY), ensure_ascii=False, separators=(",", ":")).encode()
    assert json.loads(rewritten) == json.loads(BODY)
    assert not is_believed(signed(), rewritten)


def test_an_old_key_is_good_until_it_is_taken_away():
    headers = signed(signature=BY_OLD)
    assert is_believed(headers, secrets=(SECRET, OLD))
    assert not is_believed(headers, secrets=(SECRET,))


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        pytest.param({}, BODY, id="unsigned"),
        pytest.param(signed(signature=BY_WRONG), BODY, id="wrongly signed"),
        pytest.param(signed(), b"", id="altered"),
        pytest.param(honest("msg_1", "1700000000"), BODY, id="too old"),
    ],
)
def test_no_refusal_says_why(headers, body):
    with pytest.raises(BadSignature) as told:
        verify(body, headers, secrets=(SECRET,), now=NOON)
    assert told.value.args == ()


def test_nobody_signs_for_a_source_without_keys():
    assert not is_believed(signed(), secrets=())


def test_a_body_that_is_no_text_can_be_signed():
    body = bytes(range(256))
    headers = sign(body, secret=SECRET, message_id="msg_1", at=NOON)
    assert is_believed(headers, body)


# Laws


@settings(max_examples=400)
@given(
    part=st.sampled_from(["body", "webhook-id", "webhook-timestamp", "webhook-signature"]),
    place=st.integers(min_value=0),
    bit=st.integers(0, 7),
)
def test_a_bit_that_is_turned_anywhere_is_noticed(part, place, bit):
    parts = {"body": BODY} | {name: value.encode() for name, value in signed().items()}
    altered = bytearray(parts[part])
    altered[place % len(altered)] ^= 1 << bit
    parts[part] = bytes(altered)
    body = parts.pop("body")
    headers = {name: value.decode("latin-1") for name, value in parts.items()}
    assert not is_believed(headers, body)


@given(
    headers=st.dictionaries(
        st.sampled_from(["webhook-id", "webhook-timestamp", "webhook-signature"]), st.text()
    ),
    body=st.binary(),
)
def test_nonsense_is_refused_and_never_fails_otherwise(headers, body):
    assert not is_believed(headers, body)


# Secrets


@given(BYTES)
def test_a_secret_stands_for_the_bytes_that_it_was_made_of(key):
    assert key_of(new_secret(key)) == key


@pytest.mark.parametrize("size", [0, 24, 31, 33])
def test_a_secret_is_made_of_32_bytes(size):
    with pytest.raises(ValueError, match="32 bytes"):
        new_secret(bytes(size))


@pytest.mark.parametrize(
    "secret",
    [
        pytest.param("", id="empty"),
        pytest.param("whsec_", id="a prefix"),
        pytest.param("AQEBAQ==", id="no prefix"),
        pytest.param("whsec_AQEBAQ", id="no padding"),
        pytest.param("whsec_é", id="not ASCII"),
        pytest.param("whsec_AQ EB", id="a space"),
    ],
)
def test_what_is_no_secret_stands_for_nothing_and_is_not_repeated(secret):
    with pytest.raises(ValueError, match="padded base64") as told:
        key_of(secret)
    assert "AQ" not in str(told.value)
