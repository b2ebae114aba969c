"""The only maker of `SafeHtml`: our own writer of allow-listed inline HTML, then one pass of nh3."""

import re
from collections.abc import Callable, Iterable
from html import escape, unescape
from itertools import takewhile
from typing import Final, Literal, NamedTuple

import nh3
from selectolax.lexbor import LexborNode

from service.cleaning import addresses
from service.cleaning.block import Run
from service.cleaning.signs import each
from service.cleaning.wording import fold, is_seen, visible
from service.model.value import SafeHtml

INLINE: Final = each("a em strong b i sub sup code br s u small mark q abbr cite time")
UNSEEN: Final = each(
    "script style noscript template svg math head object canvas select textarea title"
)
_BLOCKS: Final = each(
    "p h1 h2 h3 h4 h5 h6 ul ol li blockquote table tbody tr td figure figcaption img pre hr"
)
Tag = Literal[
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "cite", "table", "tbody", "tr", "td"
]  # fmt: skip
_ATTRIBUTES: Final = {"a": {"href"}, "abbr": {"title"}, "time": {"datetime"}}
_IMG: Final = {"img": {"src", "alt", "width", "height"}}
_REFERENCE: Final = re.compile(r"&(?!(?:amp|lt|gt);)")
"""A reference that nh3 itself writes otherwise in text."""
_SCHEMES: Final = {"http", "https", "mailto", "tel"}
_TAG: Final = re.compile(r"<[^<>]*>")
MOST_REFERENCES: Final = 20_000
_CLEAN_INLINE: Final = nh3.Cleaner(
    tags=set(INLINE),
    attributes=_ATTRIBUTES,
    url_schemes=_SCHEMES,
    url_relative="deny",
    link_rel=None,
)
_CLEAN_BODY: Final = nh3.Cleaner(
    tags=set(INLINE | _BLOCKS),
    attributes=_ATTRIBUTES | _IMG,
    url_schemes=_SCHEMES,
    url_relative="deny",
    link_rel=None,
)


def seal(html: str) -> SafeHtml:
    """Return inline HTML of our writer's as safe; escaped text without any markup is, as it stands.

    A block with more references than an article has goes without its markup: nh3 takes ever
    longer over each.
    """
    if _is_escaped(html):
        return SafeHtml(html)
    if html.count("&") > MOST_REFERENCES:
        return SafeHtml(escape(unescape(_TAG.sub("", html)), quote=False))
    return SafeHtml(_CLEAN_INLINE.clean(html))


def _is_escaped(html: str) -> bool:
    """Whether it is text without any markup, escaped as nh3 itself would."""
    marked = "<" in html or ">" in html or "\0" in html or "\r" in html or "\xa0" in html
    return not marked and ("&" not in html or _REFERENCE.search(html) is None)


def seal_block(html: str) -> SafeHtml:
    """Return a block that is not made of sealed pieces alone, such as a figure, as safe."""
    return SafeHtml(_CLEAN_BODY.clean(html))


def enclose(tag: Tag, *sealed: SafeHtml) -> SafeHtml:
    """Return sealed pieces in an element without attributes: they stay safe."""
    return SafeHtml(f"<{tag}>{''.join(sealed)}</{tag}>")


def stack(sealed: Iterable[SafeHtml]) -> SafeHtml:
    """Return sealed blocks, a line each: they stay safe."""
    return SafeHtml("\n".join(sealed))


_NOWHERE: Final = ("", "")
"""A link that we do not follow: its words are a link's all the same."""
_LINKS: Final = frozenset({"a", _NOWHERE[0]})
_BOLD: Final = frozenset({"b", "strong"})


class Written(NamedTuple):
    """A finished run, how many of its letters are links, and whether all of them are bold."""

    text: str
    html: str
    linked: int
    bold: bool

    @property
    def run(self) -> Run:
        """Its text and HTML alone."""
        return Run(self.text, self.html)


class Writer:
    """Writes one run of inline HTML at a time, white space folded, tags balanced, none empty."""

    def __init__(self, base: str | None, withheld: frozenset[str] = frozenset()) -> None:
        self._base = base
        self._withheld = withheld
        self._wanted: list[tuple[str, str]] = []
        self._start()

    def _start(self) -> None:
        self._open: list[tuple[str, str]] = []
        self._text: list[str] = []
        self._html: list[str] = []
        self._gap = ""
        self._linked = self._bold = self._size = 0

    def open(self, node: LexborNode) -> bool:
        """Begin an allowed element; False (and nothing to close) for any other."""
        tag = node.tag or ""
        if tag not in INLINE or tag == "br":
            return False
        if tag == "a" and any(name in _LINKS for name, _ in self._wanted):
            return False
        said = _SAYS[tag](node.attributes, self._base) if tag in _SAYS else ""
        if said is None or (tag == "a" and self._leads_to_withheld(node)):
            self._wanted.append(_NOWHERE)
        else:
            self._wanted.append((tag, said))
        return True

    def _leads_to_withheld(self, node: LexborNode) -> bool:
        to = addresses.link(node.attributes.get("href"), self._base) if self._withheld else None
        return to is not None and addresses.key(to) in self._withheld

    def close(self) -> None:
        """End the element begun last."""
        self._wanted.pop()

    def line_break(self) -> None:
        """Begin a new line, if anything follows."""
        if self._size:
            self._gap = "<br>"

    def space(self) -> None:
        """Keep what follows apart from what came before."""
        if self._size and not self._gap:
            self._gap = " "

    def text(self, text: str) -> None:
        """Write `text`, its white space folded."""
        words = visible(text).split()
        if text[:1].isspace():
            self.space()
        if not words:
            return
        said = " ".join(words)
        self._reopen()
        self._text.append(said)
        self._html.append(escape(said, quote=False))
        self._size += len(said)
        if self._wanted:
            names = [name for name, _ in self._wanted]
            self._linked += len(said) * sum(map(_LINKS.__contains__, names))
            self._bold += 0 if _BOLD.isdisjoint(names) else len(said)
        if text[-1:].isspace():
            self.space()

    def _reopen(self) -> None:
        """Close what ends here, and open what begins: only now, when there are words in it."""
        wanted = [each for each in self._wanted if each is not _NOWHERE]
        shared = len(wanted) if wanted == self._open else _shared(wanted, self._open)
        if shared < len(self._open):
            self._html.extend(f"</{name}>" for name, _ in reversed(self._open[shared:]))
        if self._gap:
            self._html.append(self._gap)
            self._text.append(" ")
            self._gap = ""
        if shared < len(wanted):
            self._html.extend(f"<{name}{said}>" for name, said in wanted[shared:])
        self._open = wanted

    @property
    def empty(self) -> bool:
        """Whether nothing has been written since the last run was taken."""
        return not self._size

    def take(self) -> Written | None:
        """Return the run and begin another; None where there was no text."""
        if not self._size:
            self._gap = ""
            return None
        self._html.extend(f"</{name}>" for name, _ in reversed(self._open))
        text, html = "".join(self._text), "".join(self._html)
        if len(self._text) > 1 and not text.isascii():
            text = fold(text)  # an accent may have stood in another element than its letter
        written = Written(text, html, self._linked, self._bold == self._size)
        self._start()
        return written if is_seen(text) else None


def _shared(wanted: list[tuple[str, str]], opened: list[tuple[str, str]]) -> int:
    """How many of the elements wanted are open already, from the outermost."""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(wanted, opened, strict=False))
    return sum(1 for _ in pairs)


Attributes = dict[str, str | None]


def _href(attributes: Attributes, base: str | None) -> str | None:
    to = addresses.link(attributes.get("href"), base)
    return f' href="{escape(to)}"' if to else None


def _worth(name: str) -> Callable[[Attributes, str | None], str]:
    def say(attributes: Attributes, _: str | None) -> str:
        value = fold(attributes.get(name) or "")[:200]
        return f' {name}="{escape(value)}"' if value else ""

    return say


_SAYS: Final[dict[str, Callable[[Attributes, str | None], str | None]]] = {
    "a": _href,
    "abbr": _worth("title"),
    "time": _worth("datetime"),
}
"""What an element says of itself; None: not without it."""
