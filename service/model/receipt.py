"""What the sender of an event is told: what became of it, and what cleaning did."""

from typing import Final

from service.model.cleaned import Doubt, Weight
from service.model.standing import Outcome
from service.model.value import Value


class Receipt(Value):
    """The answer to one event. `revision` is 0 while only a withdrawal is known."""

    id: str
    revision: int
    change: Outcome
    removed: int = 0
    doubts: tuple[Doubt, ...] = ()


SAME_VERSION: Final = Doubt(
    rule="receipt/same-version",
    reason="Something else came under the same date before; what came last holds.",
    weight=Weight.NOTE,
)
WITHDRAWN: Final = Doubt(
    rule="receipt/withdrawn",
    reason="The article is withdrawn: this is kept, and shown once it is restored.",
    weight=Weight.NOTE,
)


def held_for(reason: str) -> Doubt:
    """Return the doubt that says why an article is not published."""
    return Doubt(rule="receipt/held", reason=reason, weight=Weight.STOP)
