"""How often a promise is tried: a few times by `make test`, as often as it is worth by `make faults`."""

import os
from typing import Final

LONG: Final = os.environ.get("COPYDESK_FAULTS") == "long"


def trials(*, quick: int, long: int) -> int:
    """Return how often to try: `long` where COPYDESK_FAULTS=long says that there is time."""
    return long if LONG else quick
