"""Standard Webhooks: we and the reference library believe each other."""

import json
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook

from service.model.signature import Sealed, new_secret, sign, verify

SECRET, OLD = (new_secret(bytes([number]) * 32) for number in (1, 2))
IDS = st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True)
BYTES = st.binary(min_size=32, max_size=32)
MOMENTS = st.integers(1_000_000_000, 7_000_000_000).map(
    lambda second: datetime.fromtimestamp(second, UTC)
)


@given(body=st.text(max_size=50).map(str.encode), name=IDS, key=BYTES, at=MOMENTS)
def test_we_sign_as_the_reference_does(body, name, key, at):
    secret = new_secret(key)
    reference = Webhook(secret).sign(name, at, body.decode())
    assert sign(body, secret=secret, message_id=name, at=at)["webhook-signature"] == reference


@given(body=st.text(max_size=50).map(str.encode), name=IDS, key=BYTES, at=MOMENTS)
def test_we_believe_what_the_reference_signed(body, name, key, at):
    secret = new_secret(key)
    headers = {
        "webhook-id": name,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(name, at, body.decode()),
    }
    assert verify(body, headers, secrets=(secret,), now=at) == Sealed(message_id=name, at=at)


@given(says=st.dictionaries(st.text(max_size=9), st.text(max_size=9)), name=IDS, key=BYTES)
def test_the_reference_believes_what_we_signed(says, name, key):
    body, secret = json.dumps(says).encode(), new_secret(key)
    headers = sign(body, secret=secret, message_id=name, at=datetime.now(UTC))
    assert Webhook(secret).verify(body, headers) == says


def test_the_reference_believes_a_message_signed_with_the_new_key_and_the_old():
    now = datetime.now(UTC)
    new, old = (sign(b"{}", secret=secret, message_id="a", at=now) for secret in (SECRET, OLD))
    both = " ".join(headers["webhook-signature"] for headers in (new, old))
    for secret in (SECRET, OLD):
        assert Webhook(secret).verify(b"{}", new | {"webhook-signature": both}) == {}
