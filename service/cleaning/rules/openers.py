"""What may open a line, by its first letters: so few labels are compared with each of many lines."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

_FIRST: Final = 3


class Openers:
    """The labels of one list, the longest first. Never changed."""

    def __init__(self, said: Iterable[str]) -> None:
        by_letters = defaultdict[str, list[str]](list)
        for label in sorted(said, key=len, reverse=True):
            by_letters[label[:_FIRST]].append(label)
        short = sorted((each for each in by_letters if len(each) < _FIRST), key=len)
        for letters, labels in by_letters.items():
            labels += [
                each for each in reversed(short) if letters != each == letters[: len(each)]
            ]
        self._by_letters = {letters: tuple(labels) for letters, labels in by_letters.items()}

    def of(self, low: str) -> tuple[str, ...]:
        """Return those that could open a plain text; what it opens with, if with any, is among them."""
        known = self._by_letters
        return known.get(low[:3]) or known.get(low[:2]) or known.get(low[:1]) or ()


NO_OPENERS: Final = Openers(())
