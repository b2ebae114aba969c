"""What the markup around a block says: a frame for each element that says something."""

from functools import lru_cache
from typing import Final

from service.cleaning.block import Frame
from service.cleaning.segment.runs import Attributes
from service.cleaning.signs import each
from service.cleaning.wording import visible

_ASIDE: Final = each("aside nav footer form dialog")
_GROUPS: Final = each("ul ol table")
FRAMES: Final = _ASIDE | _GROUPS | {"figure"}
_MORE_IN_ORDER: Final = ("id", "role", "itemprop", "rel")
_MORE: Final = frozenset(_MORE_IN_ORDER)
"""What says something, beside a class."""
_MOST_MARKS: Final = 60
_MOST_WORDS: Final = 20
_LONGEST: Final = 80
_ROOT: Final = Frame()


class Around:
    """An element as what is in it sees it; its frame is made when a block asks for it."""

    __slots__ = ("attributes", "made", "outer", "tag")

    def __init__(self, tag: str, attributes: Attributes, outer: "Around | None") -> None:
        self.tag = tag
        self.attributes = attributes
        self.outer = outer
        self.made: Frame | None = None


class Frames:
    """The frames of one page; alike ones in one place are one."""

    def __init__(self) -> None:
        self._groups = 0
        self._known: dict[tuple[int, str, str], Frame] = {}
        self._own: list[Frame] = []

    def of(self, around: Around) -> Frame:
        """Return the frame of what is in an element."""
        if around.made is None:
            outer = self.of(around.outer) if around.outer is not None else _ROOT
            around.made = self._within(around.tag, around.attributes, outer)
        return around.made

    def _within(self, tag: str, attributes: Attributes, frame: Frame) -> Frame:
        said, style = attributes.get("class") or "", ""
        if len(attributes) > 1 or not said:
            said, style = _all_said(said, attributes)
        if tag:
            if "-" in tag:
                said = f"{tag} {said}"  # an element of a page's own is named for what it is
            if tag in FRAMES:
                return self._apart(tag, _marks(said, style), frame)
        if not style and not said:
            return frame
        key = id(frame), said, style
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = _marked(frame, _marks(said, style))
        return known

    def _apart(self, tag: str, marks: tuple[str, ...], frame: Frame) -> Frame:
        """Every list, table, figure and aside is one of its own."""
        self._groups += 1
        made = Frame(
            (frame.marks + marks)[-_MOST_MARKS:],
            frame.ordered if tag not in _GROUPS else tag == "ol",
            self._groups if tag in _GROUPS else frame.group,
            self._groups if tag == "figure" else frame.figure,
            frame.aside or tag in _ASIDE,
        )
        self._own.append(made)  # while it lives, its id is its own
        return made


def also(frame: Frame, said: str | None) -> Frame:
    """Return `frame` with the words of a class of its own."""
    return _marked(frame, _marks(said, "")) if said else frame


def squeezed(attributes: Attributes) -> str:
    """Return the style of an element, its white space aside."""
    style = attributes.get("style")
    return style.replace(" ", "").lower() if style else ""


def _marked(frame: Frame, marks: tuple[str, ...]) -> Frame:
    if not marks:
        return frame
    outer, ordered, group, figure, aside = frame
    return Frame((outer + marks)[-_MOST_MARKS:], ordered, group, figure, aside)


def _all_said(said: str, attributes: Attributes) -> tuple[str, str]:
    if not _MORE.isdisjoint(attributes):
        more = [attributes[name] or "" for name in _MORE_IN_ORDER if name in attributes]
        said = " ".join([said, *more])
    return said, squeezed(attributes)


def _marks(said: str, style: str) -> tuple[str, ...]:
    """The words of an element; a site's say the same in each of its articles."""
    return _said_often(said) if len(said) <= _LONGEST and not style else _said(said, style)


@lru_cache(maxsize=4_096)
def _said_often(said: str) -> tuple[str, ...]:
    return _said(said, "")


def _said(said: str, style: str) -> tuple[str, ...]:
    low = said.lower()
    words = low.split()
    if not (low.isascii() and (low.isprintable() or "".join(words).isprintable())):
        words = visible(low).split()
    if len(said) > _LONGEST:
        words = [word[:_LONGEST] for word in words[:_MOST_WORDS]]
    if style:
        words.append(f"style:{visible(style)}"[:_LONGEST])
    return tuple(words)
