"""Every kind of problem (RFC 9457): its name, its status, and what to do about it."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final, NamedTuple

from pydantic import BaseModel

from service.model import errors
from service.model.errors import CopydeskError, Fault

MEDIA_TYPE: Final = "application/problem+json"


class Problem(BaseModel):
    """A problem detail (RFC 9457). `errors` say where a document is wrong (RFC 6901)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault] = []
    article: str | None = None
    reason: str | None = None


class ProblemType(NamedTuple):
    """One kind of problem; its name ends the address of its page."""

    name: str
    status: HTTPStatus
    help: str

    @property
    def title(self) -> str:
        """The name, for people."""
        return self.name.replace("-", " ").capitalize()


PROBLEMS: Final[Mapping[type[CopydeskError], ProblemType]] = {
    errors.BadSignature: ProblemType(
        "bad-signature",
        HTTPStatus.UNAUTHORIZED,
        "The event is not signed by this source, or not now, or not as it was sent. Sign the raw "
        "bytes with the source's secret, as Standard Webhooks says, and check the sender's clock.",
    ),
    errors.Unreadable: ProblemType(
        "unreadable", HTTPStatus.BAD_REQUEST, "Send one JSON object, in UTF-8."
    ),
    errors.Invalid: ProblemType(
        "invalid",
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "The request has another shape than the one documented; `errors` says where.",
    ),
    errors.NoSuchThing: ProblemType(
        "not-found", HTTPStatus.NOT_FOUND, "There is nothing here for you. Check the address."
    ),
    errors.Withdrawn: ProblemType(
        "withdrawn",
        HTTPStatus.GONE,
        "The article has been withdrawn: remove your copies of it.",
    ),
    errors.CursorOutdated: ProblemType(
        "cursor-outdated",
        HTTPStatus.GONE,
        "The cursor is from before the data was restored: start again without one.",
    ),
    errors.AlreadyThere: ProblemType(
        "already-there", HTTPStatus.CONFLICT, "Choose another name: this one is taken."
    ),
    errors.NotAllowed: ProblemType(
        "not-allowed",
        HTTPStatus.UNAUTHORIZED,
        "Send a live key: `Authorization: Bearer …`, or for a feed HTTP Basic with the key as "
        "the password.",
    ),
    errors.TooLarge: ProblemType(
        "too-large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Send a body of at most 2 MiB."
    ),
    errors.WrongMediaType: ProblemType(
        "wrong-media-type",
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "Send application/json, in UTF-8, without a Content-Encoding.",
    ),
    errors.TooSlow: ProblemType(
        "too-slow",
        HTTPStatus.REQUEST_TIMEOUT,
        "The body did not arrive in time: send it again.",
    ),
    errors.Unavailable: ProblemType(
        "unavailable",
        HTTPStatus.SERVICE_UNAVAILABLE,
        "The service cannot do this now: try again in a few seconds.",
    ),
}

HEADERS: Final[Mapping[type[CopydeskError], Mapping[str, str]]] = {
    errors.NotAllowed: {"WWW-Authenticate": 'Bearer realm="copydesk", Basic realm="copydesk"'},
    errors.BadSignature: {"WWW-Authenticate": 'Webhook realm="copydesk"'},
    errors.WrongMediaType: {"Accept-Encoding": "identity", "Accept": "application/json"},
    errors.Unavailable: {"Retry-After": "5"},
    errors.TooLarge: {"Connection": "close"},  # the rest of the body is not read
    errors.TooSlow: {"Connection": "close"},
}
METHOD_NOT_ALLOWED: Final = ProblemType(
    "method-not-allowed",
    HTTPStatus.METHOD_NOT_ALLOWED,
    "This address does not take that method; Allow says which it takes.",
)
INTERNAL_ERROR: Final = ProblemType(
    "internal-error",
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "Something is broken here, and it has been noted. Nothing was stored.",
)
