"""Articles from a file: native payloads, one or one a line, or the body of one as HTML or text."""

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import PurePath
from typing import Any, BinaryIO, Final

from pydantic import ValidationError

from service.intake import native
from service.intake.faults import invalid
from service.model.draft import Draft
from service.model.errors import CopydeskError

Line = Draft | CopydeskError
"""An article, or why it could not be read."""

_BODIES: Final = {
    ".html": "text/html",
    ".htm": "text/html",
    ".txt": "text/plain",
    ".md": "text/plain",
}
"""What a file is the body of, by its ending."""
_LINES: Final = frozenset({".jsonl", ".ndjson"})
_STDIN: Final = "-"
_LONGEST_NAME: Final = 200


def read_lines(lines: Iterable[bytes]) -> Iterator[Line]:
    """Yield the article of each line."""
    return map(_payload, lines)


def read(file: BinaryIO) -> Iterator[Line]:
    """Yield the articles of a file, by its ending; of one without, or of JSON, by its beginning."""
    name = PurePath(getattr(file, "name", _STDIN))
    ending = name.suffix.lower()
    if ending in _BODIES:
        yield _body(file.read(), name.stem, _BODIES[ending])
        return
    first = file.readline()
    if ending in _LINES or _is_json(first):
        yield from read_lines(chain([first], file))
        return
    whole = first + file.read()
    if ending == ".json" or whole.lstrip()[:1] == b"{":
        yield _payload(whole)
    else:
        yield _body(whole, name.stem, None)


def _payload(said: bytes) -> Line:
    try:
        return native.parse_draft(said)
    except CopydeskError as error:
        return error


def _is_json(line: bytes) -> bool:
    """Whether a line is a document by itself: so the file is one a line."""
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _body(said: bytes, name: str, body_type: str | None) -> Line:
    fields: dict[str, Any] = {
        "external_id": name.strip("<>")[:_LONGEST_NAME] or _STDIN,
        "body": said.decode("utf-8-sig", errors="replace"),
        "body_type": body_type,
    }
    try:
        return Draft.model_validate(fields)
    except ValidationError as error:
        return invalid(error)
