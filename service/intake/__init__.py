"""A CMS's bytes in, an event out. A new CMS is one file here and one line below."""

from collections.abc import Callable, Mapping
from typing import Final

from service.intake import native
from service.model.event import Event
from service.model.value import Moment

Parser = Callable[[bytes, Moment], Event]
"""Takes the body and when it was sent; raises Unreadable or Invalid."""

PARSERS: Final[Mapping[str, Parser]] = {
    "native": native.parse,
}
