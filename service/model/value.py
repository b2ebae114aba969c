"""What every noun here is: an immutable value, compared by content, strict about its fields."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Final, NewType

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, Field
from pydantic_core import PydanticKnownError

Html = NewType("Html", str)
"""Markup or text as a CMS wrote it: never shown to anyone."""

SafeHtml = NewType("SafeHtml", str)
"""Markup that `cleaning.markup` made: allow-listed and sanitised, fit to be shown."""


class Value(BaseModel, frozen=True, extra="forbid"):
    """Immutable, compared by content; an unknown field is an error."""


EARLIEST: Final = datetime(1970, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2200, 1, 1, tzinfo=UTC)

_RFC_3339: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?"
    r"(?:[Zz]|[+-][0-9]{2}:?[0-9]{2})?",
    re.ASCII,
)


def _read(said: Any) -> Any:
    """Read what RFC 3339 writes, and no more: pydantic takes "1772625600" for a date too."""
    if not isinstance(said, str):
        return said
    if not _RFC_3339.fullmatch(said):
        raise PydanticKnownError("datetime_type")
    try:
        return datetime.fromisoformat(said.upper())
    except ValueError:
        raise PydanticKnownError("datetime_type") from None


def _in_utc(moment: datetime) -> datetime:
    if not EARLIEST <= moment < LATEST:
        msg = "a date between 1970 and 2199 is needed"
        raise ValueError(msg)
    return moment.astimezone(UTC)


Moment = Annotated[AwareDatetime, BeforeValidator(_read), AfterValidator(_in_utc)]
"""A point in time, with a zone when read and in UTC ever after."""

Slug = Annotated[str, Field(pattern=r"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$")]
"""A name in addresses: a-z, 0-9 and hyphens, 64 at most; it never changes."""
