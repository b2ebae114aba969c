"""What a CMS can tell us about an article, once read: it is there, it is gone, it is back."""

import hashlib
from typing import Annotated

from pydantic import Field

from service.model.draft import Draft
from service.model.value import Moment, Value


class Upsert(Value):
    """The article, as it is now. `version` orders the events of one article."""

    version: Moment
    draft: Draft

    @property
    def external_id(self) -> str:
        """The source's own name for the article."""
        return self.draft.external_id

    @property
    def source(self) -> str | None:
        """The source that the draft says it is from, if it says."""
        return self.draft.source

    @property
    def digest(self) -> str:
        """SHA-256 of what the draft says: equal digests, equal drafts."""
        said = self.draft.model_dump_json(exclude={"source"})
        return hashlib.sha256(said.encode()).hexdigest()


class Withdrawal(Value):
    """The source takes the article back (a "kill"); `reason` is shown to those who had it."""

    version: Moment
    external_id: str
    source: str | None = None
    reason: str | None = None


class Reason(Value):
    """Why the operator takes an article back: shown to the partners who had it."""

    reason: Annotated[str, Field(max_length=5_000, pattern=r"\S")]


class Restoration(Value):
    """The source stands by the article again."""

    version: Moment
    external_id: str
    source: str | None = None


Event = Upsert | Withdrawal | Restoration
