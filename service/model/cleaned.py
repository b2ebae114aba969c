"""What cleaning did: the story that it kept, and a ledger of every word that it did not."""

from enum import StrEnum

from service.model.article import Story
from service.model.value import Value


class Kind(StrEnum):
    """What a removed block was."""

    SUBSCRIBE = "subscribe"
    NEWSLETTER = "newsletter"
    NOTIFICATION = "notification"
    RELATED = "related"
    SHARE = "share"
    FOLLOW = "follow"
    CONTACT = "contact"
    COMMENT = "comment"
    APP = "app"
    ADVERTISEMENT = "advertisement"
    COOKIE = "cookie"
    COPYRIGHT = "copyright"
    LOGIN = "login"
    PAYWALL = "paywall"
    EVENT = "event"
    DONATION = "donation"
    POLL = "poll"
    NAVIGATION = "navigation"
    TAG = "tag"
    DUPLICATE = "duplicate"
    CREDIT_LINE = "credit-line"
    PRINT = "print"
    AUDIO_PLAYER = "audio-player"
    TRANSLATION = "translation"
    TIMESTAMP = "timestamp"
    RIGHTS = "rights"
    OTHER = "other"


class Weight(StrEnum):
    """How much a doubt weighs, in rising order."""

    NOTE = "note"
    """Worth knowing; nobody need do anything."""
    LOOK = "look"
    """Worth a look at what was cut or kept."""
    STOP = "stop"
    """To be read before it goes out: something is probably wrong."""

    @property
    def rank(self) -> int:
        """Its place on the scale: the more it weighs, the higher."""
        return tuple(Weight).index(self)


class Removal(Value):
    """A block that was cut: its words, what it was, the rule that said so and why.

    `place` counts the blocks of the body from 0, as they were received; None: it was stated beside
    the body, as a picture that is kept in house may be.
    """

    text: str
    kind: Kind
    rule: str
    reason: str
    place: int | None


class Trim(Value):
    """Words cut from within a block that was kept: a label, brackets, a byline's "By"."""

    text: str
    rule: str
    place: int


class Doubt(Value):
    """Something that an editor should look at; `place` as in `Removal`, if it has one."""

    rule: str
    reason: str
    weight: Weight = Weight.LOOK
    place: int | None = None


class Cleaned(Value):
    """A draft, cleaned. `held` says why it should not be published; None when it may be."""

    story: Story
    language: str
    removed: tuple[Removal, ...] = ()
    trimmed: tuple[Trim, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    held: str | None = None
    rules: str
    """Which version of the rules did this."""
