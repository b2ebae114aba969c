"""Labelled articles as payloads and verdicts: which block of each is noise, and which is the article's.

Ours are in `tests/corpus/`; real ones, where they are at hand, in the folder that `--corpora` names.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from service.cleaning.wording import fold
from service.model.draft import Draft

Verdict = Callable[[str], bool | None]
"""Says of a block's text whether it is noise; None where the labels do not say."""

Kinds = Callable[[str], str | None]
"""Says what a block that is noise is, where the labels do."""

_KINDS: Final = {
    "headline": "duplicate", "dateline": "timestamp", "tags": "tag", "share": "share",
    "related": "related", "subscribe": "subscribe", "newsletter": "newsletter",
    "ad": "advertisement", "comments": "comment", "nav": "navigation", "cookie": "cookie",
    "copyright": "copyright", "follow": "follow", "app": "app",
}  # fmt: skip
_LINE: Final = 12
"""Shorter lines of a page are too common to be found within a block."""
_EDITORIAL: Final = frozenset({"correction", "agency"})
_NOISE: Final = frozenset(
    {
        "headline", "byline", "dateline", "tags", "share", "related", "subscribe", "newsletter", "ad",
        "comments", "media_ui", "aside", "nav", "cookie", "bio", "copyright", "follow", "app",
    }
)  # fmt: skip


class Labelled(NamedTuple):
    """An article with its labels: of which corpus it is, and whose."""

    corpus: str
    publisher: str
    draft: Draft
    verdict: Verdict
    kind: Kinds


def slug(name: str) -> str:
    """Return a publisher's name as a source's slug."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "source"


def records(path: Path) -> list[dict[str, Any]]:
    """Return the records of a file of JSON lines; none where it is not at hand."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def ours(corpus: str, path: Path) -> Iterator[Labelled]:
    """Read articles labelled block by block."""
    for record in records(path):
        publisher = record.get("publisher") or corpus
        payload = {**record["payload"], "source": slug(publisher)}
        kinds = {fold(each["text"]): each["kind"] for each in record["gold"]["removed"]}
        yield Labelled(
            corpus,
            publisher,
            Draft.model_validate(payload),
            _by_block(record["gold"]),
            lambda text, kinds=kinds: kinds.get(fold(text)),
        )


def _by_block(gold: Mapping[str, Any]) -> Verdict:
    body = {fold(text) for text in gold["body"]}
    removed = {fold(removal["text"]) for removal in gold["removed"]}

    def verdict(text: str) -> bool | None:
        kept, cut = fold(text) in body, fold(text) in removed
        return None if kept == cut else cut

    return verdict


def real(path: Path) -> Iterator[Labelled]:
    """Read pages labelled line by line, each as HTML and as text."""
    for record in records(path):
        if record["kind"] != "html" or not record.get("gold_body"):
            continue
        for form, body in (("html", record["raw_html"]), ("text", record["raw_text"])):
            draft = Draft(
                source=slug(record["family"]),
                external_id=record["id"],
                url=record["url"],
                title=record["title"],
                language=record["lang"],
                body=body,
            )
            kinds = {
                _letters(line): _KINDS.get(kind)
                for line, kind in zip(
                    record["raw_text"].split("\n"), record["line_type"], strict=True
                )
            }
            yield Labelled(
                f"real-{form}",
                record["family"],
                draft,
                _by_line(record),
                lambda text, kinds=kinds: kinds.get(_letters(text)),
            )


def _by_line(record: Mapping[str, Any]) -> Verdict:
    found: dict[str, set[bool | None]] = {}
    for line, label, kind in zip(
        record["raw_text"].split("\n"), record["line_label"], record["line_type"], strict=True
    ):
        found.setdefault(_letters(line), set()).add(_is_noise(label, kind))

    def verdict(text: str) -> bool | None:
        letters = _letters(text)
        said = found.get(letters) or {
            each
            for line, labels in found.items()
            if len(line) >= _LINE and line in letters
            for each in labels
        } - {None}
        return next(iter(said)) if len(said) == 1 else None

    return verdict


def _is_noise(label: str, kind: str) -> bool | None:
    if label == "gold" or (label == "noise" and kind in _EDITORIAL):
        return False
    return True if label == "noise" and kind in _NOISE else None


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())
