"""What the sender of an event is told: what became of it, and what cleaning did."""

from service.model.cleaned import Doubt
from service.model.standing import Outcome
from service.model.value import Value


class Receipt(Value):
    """The answer to one event. `revision` is 0 while only a withdrawal is known."""

    id: str
    revision: int
    change: Outcome
    removed: int = 0
    doubts: tuple[Doubt, ...] = ()
