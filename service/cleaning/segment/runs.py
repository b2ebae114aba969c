"""A run of inline HTML: the words of one block, white space folded, tags balanced, none empty."""

from collections.abc import Callable
from html import escape
from itertools import pairwise
from typing import Final, NamedTuple
from unicodedata import normalize

from service.cleaning.tidying import decoded, paired, restored, tidy
from service.cleaning.wording import ends_sentence, is_seen, line

Attributes = dict[str, str | None]


class Path(NamedTuple):
    """The inline elements around a text, outermost first."""

    tags: tuple[tuple[str, str], ...] = ()
    """Their names, and what they say of themselves."""
    links: bool = False
    """In a link, be it one that we do not follow."""
    bold: bool = False
    opening: str = ""
    closing: str = ""


Piece = tuple[str, Path]
"""A text as it stands in the tree, and the way to it."""
PLAIN: Final = Path()
_LINE: Final = Path((("br", ""),))
BREAK: Final[Piece] = ("\n", _LINE)
_PARAGRAPH: Final = 90
"""Lines of verse and of addresses are shorter."""


Written = tuple[str, str, int, bool]
"""A finished run as text and as HTML, how many of its letters are links, and whether all are bold."""


def within(path: Path, tag: str, attributes: Attributes, to: str | None = None) -> Path:
    """Return the way into an allowed element; `to` is where it leads, if it is a link."""
    tags, links, bold, opening, closing = path
    if tag == "a":
        if links:
            return path
        if not to:
            return Path(tags, links=True, bold=bold, opening=opening, closing=closing)
        links = True
        said = f' href="{escape(to)}"'
    else:
        said = _SAYS[tag](attributes) if attributes and tag in _SAYS else ""
        bold = bold or tag in _BOLD
    step = (tag, said)
    return Path((*tags, step), links, bold, f"{opening}<{tag}{said}>", f"</{tag}>{closing}")


def mended(run: list[Piece]) -> list[Piece]:
    """Return a run without the entities that were encoded twice; code means what it says."""
    return [
        (raw, path) if "<code>" in path.opening else (decoded(raw) or " ", path)
        for raw, path in run
    ]


def lines(run: list[Piece]) -> list[list[Piece]]:
    """Return a run in parts, where its single line breaks part paragraphs and not a poem's lines."""
    parts: list[list[Piece]] = [[]]
    for piece in run:
        if piece is BREAK:
            parts.append([])
        else:
            parts[-1].append(piece)
    said = ["".join([raw for raw, _ in part]).strip() for part in parts]
    joined = [parts[0]]
    for (before, after), part in zip(pairwise(said), parts[1:], strict=True):
        if min(len(before), len(after)) >= _PARAGRAPH and ends_sentence(before):
            joined.append(part)
        else:
            joined[-1] += [BREAK, *part]
    return joined


def write(run: list[Piece]) -> Written | None:
    """Return a run as text and as HTML; None where nothing of it can be seen.

    The white space at its end is taken off `run` itself.
    """
    while len(run) > 1 and run[-1][0].isspace():
        run.pop()
    written = _plain(*run[0]) if len(run) == 1 else _composed(_restored(run))
    if written is None or written[0].isascii():
        return written
    text = written[0]
    if not text.isprintable():
        said = [raw for raw, _ in run]
        if (balanced := paired(said)) != said:
            return write(
                [(raw or " ", path) for raw, (_, path) in zip(balanced, run, strict=True)]
            )
    elif text[0].isalnum():
        return written
    return written if is_seen(text) else None


def _restored(run: list[Piece]) -> list[Piece]:
    """Undo mojibake, where all of the run was read in the wrong code."""
    whole = "".join([raw for raw, _ in run])
    if whole.isascii() or (again := restored(whole)) is None:
        return run
    if len({path for _, path in run}) == 1:
        return [(again, run[0][1])]
    return [(restored(raw) or raw, path) for raw, path in run]


def _plain(raw: str, path: Path) -> Written | None:
    if not raw.isascii():
        raw = restored(raw) or raw
    text = tidy(raw)
    if not text:
        return None
    html = escaped(text)
    if path is PLAIN:
        return text, html, 0, False
    _, links, bold, opening, closing = path
    return text, f"{opening}{html}{closing}", len(text) if links else 0, bold


def _composed(run: list[Piece]) -> Written | None:
    texts: list[str] = []
    html: list[str] = []
    before, gap = PLAIN, ""
    linked, bold = 0, True
    for raw, path in run:
        said = tidy(raw)
        if path is _LINE:
            gap = "<br>"
        elif not gap and raw[0].isspace():
            gap = " "
        if not said:
            continue
        gap = gap if texts else ""
        html.append(_seam(before, path, gap) + escaped(said))
        texts.append(f" {said}" if gap else said)
        before = path
        gap = " " if raw[-1].isspace() else ""
        bold = bold and path.bold
        if path.links:
            linked += len(said)
    html.append(before.closing)
    text = "".join(texts)
    if not text.isascii():
        # an accent may have stood in another element than its letter
        text = normalize("NFC", text)
    return (text, "".join(html), linked, bold) if text else None


def _seam(before: Path, path: Path, gap: str) -> str:
    """Close what ends here, and open what begins: only now, when there are words in it."""
    if path is before:
        return gap
    if not path.tags:
        return before.closing + gap
    if not before.tags:
        return gap + path.opening
    ended, begun = list(before.tags), list(path.tags)
    while ended and begun and ended[0] == begun[0]:
        del ended[0], begun[0]
    closing = "".join([f"</{name}>" for name, _ in reversed(ended)])
    return closing + gap + "".join([f"<{name}{says}>" for name, says in begun])


def escaped(text: str) -> str:
    """Return `text` as HTML."""
    if "&" in text or "<" in text or ">" in text:
        return escape(text, quote=False)
    return text


def _worth(name: str) -> Callable[[Attributes], str]:
    def say(attributes: Attributes) -> str:
        value = line(attributes.get(name) or "")[:200]
        return f' {name}="{escape(value)}"' if value else ""

    return say


_BOLD: Final = frozenset({"b", "strong"})
_SAYS: Final[dict[str, Callable[[Attributes], str]]] = {
    "abbr": _worth("title"),
    "time": _worth("datetime"),
}
"""What an element says of itself."""
