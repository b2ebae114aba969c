"""The lines of a text as blocks: a paragraph each, but for what is certainly Markdown."""

import re
from collections.abc import Callable
from html import escape
from typing import Any, Final

from service.cleaning import addresses
from service.cleaning.block import Block, Frame, Picture, Run, Shape
from service.cleaning.segment import media
from service.cleaning.tidying import tidied
from service.cleaning.wording import ends_sentence, is_seen, visible

_HEADING: Final = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+([^\s#\d].*)")
_UNDERLINE: Final = re.compile(r"(?:={3,}|-{3,})\s*")
_DIVIDER: Final = re.compile(r"\s*([-*_=~#\u2013\u2014\u2022])(?:\s?\1){2,}\s*")
_BULLET: Final = re.compile(r"\s*([-*+\u2022\u2023\u25aa\u25cf\u25e6])\s+(\S.*)")
_NUMBER: Final = re.compile(r"\s*(\d{1,3})[.)]\s+(\S.*)")
_QUOTE: Final = re.compile(r"\s{0,3}>(?!\s*>)[ \t]?(.*)")
_FENCE: Final = re.compile(r"\s{0,3}(```|~~~)[\w+-]{0,20}\s*")
_IMAGE: Final = re.compile(r"\s*!\[([^\[\]]{0,500})\]\((https?://[^\s()<>]{1,2000})\)\s*")
_LINK: Final = re.compile(r"(?<!!)\[([^\[\]]{1,300})\]\((https?://[^\s()<>]{1,2000})\)")
_RULED: Final = re.compile(r"\s*\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)+\|?\s*")
_SHORT_TITLE, _LONG_TITLE = 4, 120
_LIKE: Final = 3
"""A line under a heading is about as long as the heading."""
_FEWEST: Final = 2
_QUOTED: Final = 60
_NO_FRAME: Final = Frame()
_SIGNS: Final = frozenset("-*+#>|!`~=_\u2013\u2014\u2022\u2023\u25aa\u25cf\u25e6")


def is_marked(line: str) -> bool:
    """Return whether a line begins as that of a list, a heading or a quotation may."""
    return bool(line) and (
        line[0] in "-*+#>|\u2022\u2023\u25aa\u25cf\u25e6" or _NUMBER.match(line) is not None
    )


def blocks(lines: list[str]) -> tuple[Block, ...]:
    """Return the blocks of lines; a blank one is empty."""
    return tuple(_Text(lines).read())


class _Text:
    """One text: its lines, whether it is Markdown throughout, and its blocks so far.

    Each reader takes the line to read from, and returns the one to go on with: the same where
    it is not of its kind. What it has looked at it also places, so no line is looked at twice.
    """

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.sure = any(
            ("](" in line and _LINK.search(line))
            or ("#" in line[:4] and _HEADING.fullmatch(line))
            or ("`" in line[:4] and _FENCE.fullmatch(line))
            for line in lines
        )
        self.groups = 0
        self.made: list[Block] = []

    def read(self) -> list[Block]:
        """Return all the blocks."""
        at, end = 0, len(self.lines)
        while at < end:
            line = self.lines[at]
            first = line.lstrip()[:1]
            after = at
            if first in _SIGNS or first.isdigit() or self._is_underlined(at):
                after = next((to for read in _READERS if (to := read(self, at)) > at), at)
            if after == at:
                self.add(Shape.PARAGRAPH, line)
                after = at + 1
            at = after
        return self.made

    def add(self, shape: Shape, raw: str, frame: Frame = _NO_FRAME, level: int = 0) -> None:
        """Set down a block, its links as links, unless nothing of it is seen."""
        text = tidied(raw)
        if not is_seen(text):
            return
        linked = 0
        html = escape(text, quote=False)
        if self.sure and "](" in text:
            text, html, linked = _linked(text)
        elif text.startswith("http") and (address := media.shown_alone(text)):
            self._show(Shape.EMBED, address=address)
            return
        self.made.append(Block(len(self.made), shape, text, html, frame, level, linked))

    def _show(self, shape: Shape, **says: Any) -> None:
        self.made.append(Block(len(self.made), shape, **says))

    def _is_underlined(self, at: int) -> bool:
        line, rule = self.lines[at].strip(), (*self.lines[at + 1 : at + 2], "")[0]
        return (
            _SHORT_TITLE <= len(line) <= _LONG_TITLE
            and _UNDERLINE.fullmatch(rule) is not None
            and abs(len(rule.strip()) - len(line)) <= _LIKE
        )

    def heading(self, at: int) -> int:
        """`# A heading`, or one that is underlined."""
        line = self.lines[at]
        if found := _HEADING.fullmatch(line):
            self.add(Shape.HEADING, found[2].rstrip("# \t"), level=len(found[1]))
            return at + 1
        if self._is_underlined(at):
            self.add(Shape.HEADING, line, level=1 if "=" in self.lines[at + 1] else 2)
            return at + 2
        return at

    def divider(self, at: int) -> int:
        """`***`."""
        if _DIVIDER.fullmatch(self.lines[at]):
            self._show(Shape.DIVIDER)
            return at + 1
        return at

    def picture(self, at: int) -> int:
        """`![what it shows](where it is)`."""
        found = _IMAGE.fullmatch(self.lines[at])
        url = addresses.web(found[2], None) if found else None
        if found is None or url is None:
            return at
        self._show(Shape.IMAGE, picture=Picture(url, tidied(found[1]) or None))
        return at + 1

    def code(self, at: int) -> int:
        """Lines between fences."""
        if not _FENCE.fullmatch(self.lines[at]):
            return at
        end = at + 1
        while end < len(self.lines) and not _FENCE.fullmatch(self.lines[end]):
            end += 1
        text = "\n".join(visible(line).rstrip() for line in self.lines[at + 1 : end]).strip(
            "\n"
        )
        if is_seen(text):
            self._show(Shape.CODE, text=text)
        return end + 1

    def table(self, at: int) -> int:
        """Cells between bars, the head underlined."""
        rule = (*self.lines[at + 1 : at + 2], "")[0]
        if "|" not in self.lines[at] or not _RULED.fullmatch(rule):
            return at
        self.groups += 1
        end = at
        while end < len(self.lines) and "|" in self.lines[end]:
            if end != at + 1:
                self._row(self.lines[end])
            end += 1
        return end

    def _row(self, line: str) -> None:
        said = [tidied(cell) for cell in line.strip().strip("|").split("|")]
        text = " ".join(filter(None, said))
        if is_seen(text):
            cells = tuple(Run(cell, escape(cell, quote=False)) for cell in said)
            self._show(Shape.ROW, text=text, frame=Frame(group=self.groups), cells=cells)

    def quotation(self, at: int) -> int:
        """Lines that begin with `>`; an arrow before a link is none."""
        lines, end = self._run(at, _QUOTE)
        said = " ".join(filter(None, (found[1] for found in lines)))
        if not lines or not (self.sure or (len(said) >= _QUOTED and ends_sentence(said))):
            return self._plain(at, end)
        self.add(Shape.QUOTE, said)
        return end

    def items(self, at: int) -> int:
        """A list: two bullets or more. Where speech may begin with a dash, none ends a sentence."""
        lines, end = self._run(at, _BULLET)
        spoken = any(found[1] == "-" and ends_sentence(found[2]) for found in lines)
        if len(lines) < _FEWEST or (spoken and not self.sure):
            return self._plain(at, end)
        return self._listed(lines, end, ordered=False)

    def numbers(self, at: int) -> int:
        """A list that counts from 1, in Markdown; elsewhere the number is part of what is said."""
        lines, end = self._run(at, _NUMBER)
        counts = [int(found[1]) for found in lines]
        if not self.sure or len(lines) < _FEWEST or counts[0] != 1:
            return self._plain(at, end)
        return self._listed(lines, end, ordered=True)

    def _run(self, at: int, pattern: re.Pattern[str]) -> tuple[list[re.Match[str]], int]:
        """The lines of one kind that follow each other, and where they end."""
        lines: list[re.Match[str]] = []
        end = at
        while end < len(self.lines) and (found := pattern.fullmatch(self.lines[end])):
            if _DIVIDER.fullmatch(self.lines[end]):
                break
            lines.append(found)
            end += 1
            while lines and end < len(self.lines) - 1 and not self.lines[end].strip():
                end += 1
        return lines, end

    def _plain(self, at: int, end: int) -> int:
        for line in self.lines[at:end]:
            self.add(Shape.PARAGRAPH, line)
        return end

    def _listed(self, lines: list[re.Match[str]], end: int, *, ordered: bool) -> int:
        self.groups += 1
        frame = Frame(ordered=ordered, group=self.groups)
        for found in lines:
            self.add(Shape.ITEM, found[2], frame)
        return end


_READERS: Final[tuple[Callable[[_Text, int], int], ...]] = (
    _Text.divider,
    _Text.heading,
    _Text.picture,
    _Text.code,
    _Text.table,
    _Text.quotation,
    _Text.items,
    _Text.numbers,
)


def _linked(text: str) -> tuple[str, str, int]:
    """A text as it is read, as HTML, and how many of its letters are links."""
    said, html, linked, at = [], [], 0, 0
    for found in _LINK.finditer(text):
        words, to = found[1].strip(), addresses.link(found[2], None)
        said += [text[at : found.start()], words]
        html.append(escape(text[at : found.start()], quote=False))
        shown = escape(words, quote=False)
        html.append(f'<a href="{escape(to)}">{shown}</a>' if to else shown)
        linked += len(words)
        at = found.end()
    said.append(text[at:])
    html.append(escape(text[at:], quote=False))
    return "".join(said), "".join(html), linked
