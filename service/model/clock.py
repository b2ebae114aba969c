"""What time it is, as far as is known: a moment, or two that it lies between."""

from typing import NamedTuple

from service.model.value import Moment


class Between(NamedTuple):
    """The time while a clock is in doubt: not before `earliest`, not after `latest`."""

    earliest: Moment
    latest: Moment


Time = Moment | Between
"""Whoever asks what may be seen is on the safe side with it: nothing opens before it is due by the
earliest, and nothing stays after it is over by the latest."""


def bounds(time: Time) -> Between:
    """Return the two moments between which `time` lies; of a moment, itself twice."""
    return time if isinstance(time, Between) else Between(time, time)
