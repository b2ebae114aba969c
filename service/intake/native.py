"""Our own payload: bare, or in the Standard Webhooks envelope `{type, timestamp, data}`.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from typing import Annotated, Final, Literal

from pydantic import Field, TypeAdapter, ValidationError

from service.intake import strict_json
from service.intake.faults import invalid
from service.model.draft import Draft, Note
from service.model.errors import Fault, Invalid
from service.model.event import Event, Restoration, Upsert, Withdrawal
from service.model.value import Html, Moment, Value


class Notice(Draft):
    """What a withdrawal or a restoration says: any of a draft's keys, but the body is not needed."""

    body: Annotated[Html, Field(max_length=1_572_864)] = Html("")
    reason: Note | None = None


class Published(Value):
    """`article.published` and `article.updated` are the same to us: the article, as it is now."""

    type: Literal["article.published", "article.updated"]
    timestamp: Moment | None = None
    data: Draft


class Withdrawn(Value):
    """The article is taken back."""

    type: Literal["article.withdrawn"]
    timestamp: Moment | None = None
    data: Notice


class Restored(Value):
    """The article stands again."""

    type: Literal["article.restored"]
    timestamp: Moment | None = None
    data: Notice


Envelope = Annotated[Published | Withdrawn | Restored, Field(discriminator="type")]

_ENVELOPE: Final[TypeAdapter[Published | Withdrawn | Restored]] = TypeAdapter(Envelope)
_DRAFT: Final = TypeAdapter(Draft)


def parse(body: bytes, sent: Moment) -> Event:
    """Return the event in `body`; Unreadable or Invalid where there is none."""
    envelope = _read(body)
    if isinstance(envelope, Draft):
        return Upsert(version=envelope.modified_at or sent, draft=envelope)
    at, data = envelope.timestamp or sent, envelope.data
    match envelope:
        case Published():
            return Upsert(version=data.modified_at or at, draft=envelope.data)
        case Withdrawn():
            reason = envelope.data.reason
            return Withdrawal(
                version=at, external_id=data.external_id, source=data.source, reason=reason
            )
        case Restored():
            return Restoration(version=at, external_id=data.external_id, source=data.source)


def parse_draft(body: bytes) -> Draft:
    """Return the article in `body`, bare or in its envelope."""
    envelope = _read(body)
    if isinstance(envelope, Draft):
        return envelope
    if isinstance(envelope, Published):
        return envelope.data
    raise Invalid((Fault(pointer="/type", detail="must be an article, not a notice of one"),))


def _read(body: bytes) -> Draft | Published | Withdrawn | Restored:
    document = strict_json.read(body)
    if not isinstance(document, dict):
        raise Invalid((Fault(pointer="", detail="must be an object"),))
    wrapped = "data" in document and "type" in document
    try:
        if wrapped:
            return _ENVELOPE.validate_json(body, strict=True)
        return _DRAFT.validate_json(body, strict=True)
    except ValidationError as error:
        raise invalid(error, skip=1 if wrapped else 0) from None
