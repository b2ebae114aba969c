"""What is wrong with a document, in our own words: pydantic's would repeat what was sent."""

import re
from collections.abc import Sequence
from typing import Any, Final

from pydantic import ValidationError

from service.model.errors import Fault, Invalid

MOST_FAULTS: Final = 20

_HARMLESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}", re.ASCII)
_DATE: Final = "must be a date and time with a zone, as RFC 3339 writes it"
_SAYS: Final = {
    "missing": "is required",
    "extra_forbidden": "is not a key that we know",
    "string_type": "must be a string",
    "string_pattern_mismatch": "does not have the form that is asked for",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "tuple_type": "must be a list",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "timezone_aware": _DATE,
    "datetime_type": _DATE,
    "datetime_parsing": _DATE,
    "datetime_from_date_parsing": _DATE,
    "union_tag_not_found": "needs a type",
}
_SAYS_WITH: Final = {
    "string_too_long": "is longer than {max_length} characters",
    "string_too_short": "is shorter than {min_length} character",
    "too_long": "holds more than {max_length}",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "literal_error": "must be one of {expected}",
    "union_tag_invalid": "must be one of {expected_tags}",
    "value_error": "needs another value: {error}",
}


def invalid(error: ValidationError, *, skip: int = 0) -> Invalid:
    """Return `error` as faults; `skip` is how many steps of each place are not the sender's."""
    return Invalid(faults_of(error.errors(include_url=False, include_input=False), skip=skip))


def faults_of(details: Sequence[Any], *, skip: int = 0) -> tuple[Fault, ...]:
    """Return pydantic's error details in our words."""
    return tuple(
        Fault(pointer=_pointer(_steps(detail, skip)), detail=_detail(detail))
        for detail in details[:MOST_FAULTS]
    )


def _steps(detail: Any, skip: int) -> tuple[int | str, ...]:
    """Where a fault is; where a type is unknown or absent, pydantic names its owner alone."""
    tag = detail.get("ctx", {}).get("discriminator")
    place = detail["loc"][skip:]
    return (*place, tag.strip("'")) if tag else place


def _pointer(steps: tuple[int | str, ...]) -> str:
    """RFC 6901. A key that a sender made up is named only where it is an innocent word."""
    safe = [str(step) for step in steps if isinstance(step, int) or _HARMLESS.fullmatch(step)]
    return "".join(f"/{step}" for step in safe)


def _detail(detail: Any) -> str:
    kind = detail["type"]
    if kind in _SAYS_WITH:
        return _SAYS_WITH[kind].format_map(detail["ctx"])
    return _SAYS.get(kind, "is not valid")
