"""The doorstep of the parser: HTML is measured in one linear pass before a tree is built of it."""

import re
from collections import Counter
from typing import Final

from service.cleaning.signs import each
from service.model.errors import Fault, Invalid

DEEPEST: Final = 128
MOST_TAGS: Final = 20_000
LONGEST_TAG: Final = 65_536
MOST_ATTRIBUTES: Final = 64
MOST_REOPENED: Final = 100_000
"""A parser opens unclosed `<b>`s anew in every block: the product is what costs."""

VOID: Final = each("area base br col embed hr img input link meta param source track wbr")
_SELF_CLOSING: Final = each(
    "body caption colgroup dd dt head html li p tbody td tfoot th thead tr"
)
"""The next of its kind ends it, so that left open it does not nest."""
_FORMATTING: Final = each("a b big code em font i nobr s small strike strong tt u")
_FORMATTING_ENDS: Final = {f"/{name}" for name in _FORMATTING}
_RAW: Final = each("iframe noembed noframes script style textarea title xmp")
_TAG: Final = re.compile(
    r"<(?:!--|(/?)([a-zA-Z][^\s/>]{0,63})"
    r"((?:[^\"'<>]{0,200}[=\s](?:\"[^\"<>]{0,500}\"|'[^'<>]{0,500}'))*+[^\"'<>]{0,200}>)?)"
)
"""A comment's beginning, or a tag: whole, where it is as tags are, else its name alone."""
_REGULAR: Final = re.compile(
    r"<(?:(/?[a-z][a-z0-9:-]*+)"
    r"(?:\s++[^\s=<>\"'/]++(?:=(?:\"[^\"<>]*+\"|'[^'<>]*+'|[^\s\"'<>=`]++))?+){0,64}+\s*+/?>|!--[^<>]*+-->)"
)
"""A tag, or a comment, as a machine writes them: nobody reads it otherwise."""
_ANYHOW: Final = VOID | _SELF_CLOSING | {f"/{name}" for name in _SELF_CLOSING} | {""}
"""What neither nests nor ends anything; a comment has no name."""
_BEFORE_ATTRIBUTE: Final = "= \n\t/"
_STEP: Final = re.compile(r"=\s*([\"'])|>")
_COMMENT_END: Final = re.compile(r"--!?>")


class _Tally:
    """What is open, and how much has been seen."""

    def __init__(self) -> None:
        self.open: Counter[str] = Counter()
        self.depth = self.formatting = self.tags = self.reopened = 0

    def starts(self, name: str) -> None:
        self.tags += 1
        if name not in _FORMATTING:
            self.reopened += self.formatting
        if name not in VOID and name not in _SELF_CLOSING:
            self.open[name] += 1
            self.depth += 1
            self.formatting += name in _FORMATTING

    def ends(self, name: str) -> None:
        self.tags += 1
        if self.open.get(name, 0) > 0:
            self.open[name] -= 1
            self.depth -= 1
            self.formatting -= name in _FORMATTING

    @property
    def foreign(self) -> bool:
        return self.open["svg"] + self.open["math"] > 0

    def check(self) -> None:
        """Raise `Invalid` where that is too much."""
        if self.tags > MOST_TAGS:
            raise _beyond(f"there are more than {MOST_TAGS} tags")
        if self.depth > DEEPEST:
            raise _beyond(f"tags are open {DEEPEST} deep")
        if self.reopened > MOST_REOPENED:
            raise _beyond("too much is left open")


def measure(html: str) -> None:
    """Raise `Invalid` where `html` is deeper, longer or busier than an article can be."""
    if not _is_modest(html):
        _measure(html)


def _is_modest(html: str) -> bool:
    """Whether all of it is tags that end in the order in which they began, and not too much.

    Said of what most CMSs send, at a third of the cost of counting all that is open.
    """
    names = _REGULAR.findall(html)
    if len(names) != html.count("<") or len(names) > MOST_TAGS:
        return False
    if len(html) > LONGEST_TAG and max(map(len, html.split("<"))) > LONGEST_TAG:
        return False
    formatting = _most_formatting([name for name in names if name not in _ANYHOW])
    return formatting is not None and formatting * len(names) <= MOST_REOPENED


def _most_formatting(names: list[str]) -> int | None:
    """How many `<b>`s and the like are open at once; None where tags do not end in order."""
    ends = [""]
    formatting = most = 0
    left = iter(names)
    for name in left:
        if name[0] == "/":
            if ends.pop() != name:
                return None
            formatting -= name in _FORMATTING_ENDS
        elif name not in _RAW:
            ends.append(f"/{name}")
            if name in _FORMATTING:
                formatting += 1
                most = max(most, formatting)
            if len(ends) > DEEPEST:
                return None
        elif next(left, "") != f"/{name}":
            return None
    return most if len(ends) == 1 else None


def _measure(html: str) -> None:
    tally, at = _Tally(), 0
    while found := _TAG.search(html, at):
        closes, name, rest = found.groups()
        if not name:
            end = _COMMENT_END.search(html, found.start() + 2)
            at = end.end() if end else len(html)
            continue
        name = name.lower()
        if rest and (len(rest) <= MOST_ATTRIBUTES or _has_few_attributes(rest)):
            at = found.end()
        else:
            at = _end_of_tag(html, found.end(2))
        if at - found.start() > LONGEST_TAG:
            raise _beyond("a tag is longer than 64 kB")
        if closes:
            tally.ends(name)
        else:
            tally.starts(name)
            if name in _RAW and not tally.foreign:
                at = _end_of_raw(html, name, at)
        tally.check()


def _has_few_attributes(rest: str) -> bool:
    """Whether the rest of a tag, however long, cannot have too many attributes."""
    return sum(map(rest.count, _BEFORE_ATTRIBUTE)) <= MOST_ATTRIBUTES


def _end_of_tag(html: str, at: int) -> int:
    """Where a tag ends, step by step."""
    outside = 0
    while step := _STEP.search(html, at):
        outside += (
            len(html[at : step.start()].split()) if step.start() - at < LONGEST_TAG else 0
        )
        if outside > MOST_ATTRIBUTES:
            raise _beyond(f"a tag has more than {MOST_ATTRIBUTES} attributes")
        if not step[1]:
            return step.end()
        close = html.find(step[1], step.end())
        if close < 0:
            break
        at = close + 1
    return len(html)


def _end_of_raw(html: str, name: str, at: int) -> int:
    end = re.compile(f"</{name}", re.IGNORECASE).search(html, at)
    return end.start() if end else len(html)


def _beyond(detail: str) -> Invalid:
    return Invalid((Fault(pointer="/body", detail=detail),))
