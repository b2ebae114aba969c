"""Everything that can go wrong and is somebody's to mend, as one tree; HTTP knows the statuses.

CopydeskError
 ├─ BadSignature    an event that its source did not sign, now, with these bytes
 ├─ Unreadable      not JSON, or JSON beyond the bounds
 ├─ Invalid         JSON of the wrong shape; `faults` say where
 ├─ NoSuchThing     no article, feed, source or partner by that name
 ├─ Withdrawn       an article that this reader had, and may show no longer
 ├─ CursorOutdated  a place in a log that is no longer the log
 ├─ AlreadyThere    a name that is taken
 ├─ NotAllowed      a key that is missing, wrong or not for this
 ├─ TooLarge        more bytes than we take
 ├─ WrongMediaType  a body in a type or a coding that we do not read
 ├─ TooSlow         a body that did not arrive in time
 └─ Unavailable     the store cannot answer now; trying again may help
"""

from service.model.value import Value


class Fault(Value):
    """One thing wrong with a document: where (RFC 6901 JSON Pointer) and what."""

    pointer: str
    detail: str


class CopydeskError(Exception):
    """The root; its text is fit to be shown and never repeats what was sent."""


class BadSignature(CopydeskError):
    """Unsigned, altered, too old, or of an unknown source: never said which."""


class Unreadable(CopydeskError):
    """Bytes that are not the JSON that we read."""


class Invalid(CopydeskError):
    """JSON of the wrong shape."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__(
            "; ".join(f"{fault.pointer or '/'}: {fault.detail}" for fault in faults)
        )


class NoSuchThing(CopydeskError):
    """Not here, or not this reader's to know of."""


class Withdrawn(CopydeskError):
    """The article has been taken back, by its source or by the operator."""

    def __init__(self, article: str, reason: str | None) -> None:
        self.article = article
        self.reason = reason
        super().__init__("This article has been withdrawn.")


class AlreadyThere(CopydeskError):
    """A name that is taken."""


class NotAllowed(CopydeskError):
    """A key that is missing, wrong, revoked, or not for this."""


class Unavailable(CopydeskError):
    """The store cannot do it now."""


class CursorOutdated(CopydeskError):
    """A cursor of another log epoch: the database was restored since."""


class TooLarge(CopydeskError):
    """More bytes than we take."""


class WrongMediaType(CopydeskError):
    """A body in a type or a coding that we do not read."""


class TooSlow(CopydeskError):
    """A body that did not arrive in time."""
