"""The editor's scorer: cleaned articles against labelled ones."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from service.cleaning import clean
from service.cleaning.markup import seal
from service.cleaning.rules import load
from service.cleaning.segment.html import blocks
from service.cleaning.wording import fold
from service.model.article import ListBlock, Story, Table
from service.model.cleaned import Cleaned
from service.model.draft import Draft


def draft_of(record: Mapping[str, Any]) -> Draft:
    """The payload of a labelled article, as a draft."""
    return Draft.model_validate(
        {key: value for key, value in record["payload"].items() if key != "source"}
    )


def cleaned(record: Mapping[str, Any]) -> Cleaned:
    """A labelled article, cleaned."""
    return clean(draft_of(record), rules=load())


def sealed(html: str, base: str | None = None) -> list[str]:
    """The inline HTML of each block of a fragment, by the way that an article's goes."""
    return [seal(block.html) for block in blocks(html, base) if block.html]


def lines(story: Story) -> list[str]:
    """The body's texts: each item of a list and each row of a table by itself."""
    said: list[str] = []
    for block in story.body:
        if isinstance(block, ListBlock):
            said += [item.text for item in block.items]
        elif isinstance(block, Table):
            said += [" ".join(cell.text for cell in row if cell.text) for row in block.rows]
        else:
            said.append(getattr(block, "text", ""))
    return [fold(line) for line in said if fold(line)]


def score(records: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """The figures over all records, each between 0 and 1."""
    count: Counter[str] = Counter()
    for record in records:
        count += tally(record["gold"], cleaned(record).story)
    return {
        "body_kept": count["body_kept"] / max(1, count["body"]),
        "noise_gone": count["noise_gone"] / max(1, count["noise"]),
        "headline": count["headline"] / max(1, count["articles"]),
        "dek": count["dek"] / max(1, count["articles"]),
        "authors_f1": _f1(count, "authors"),
        "bios_f1": _f1(count, "bios"),
        "images_f1": _f1(count, "images"),
    }


def tally(gold: Mapping[str, Any], story: Story) -> Counter[str]:
    """What one article adds to the figures."""
    body, out = Counter(map(fold, gold["body"])), Counter(lines(story))
    count: Counter[str] = Counter(articles=1, body=body.total(), noise=len(gold["removed"]))
    count["body_kept"] = (body & out).total()
    count["noise_gone"] = len(gold["removed"]) - _left(gold, body, out)
    count["headline"] = fold(story.headline) == fold(gold["headline"])
    count["dek"] = fold(story.dek or "") == fold(gold["dek"] or "")
    _overlap(
        count,
        "authors",
        [fold(each["name"]) for each in gold["authors"]],
        [fold(each.name) for each in story.authors],
    )
    _overlap(
        count,
        "bios",
        [fold(each["name"] + each["bio"]) for each in gold["authors"] if each["bio"]],
        [fold(each.name + each.bio) for each in story.authors if each.bio],
    )
    _overlap(
        count,
        "images",
        [_words(each["caption"], each["credit"]) for each in gold["images"]],
        [_words(each.caption, each.credit) for each in story.images],
    )
    return count


def _left(gold: Mapping[str, Any], body: Counter[str], out: Counter[str]) -> int:
    """How many lines of noise still stand in the body."""
    over = out - body
    left = 0
    for line in (fold(each["text"]) for each in gold["removed"]):
        stands = over[line] > 0
        over[line] -= stands
        left += stands or any(len(line) > 11 and line in each for each in +over)
    return left


def _words(caption: str | None, credit: str | None) -> str:
    return f"{fold(caption or '')}|{fold(credit or '')}".strip("|")


def _overlap(count: Counter[str], name: str, gold: list[str], out: list[str]) -> None:
    wanted, got = Counter(filter(None, gold)), Counter(filter(None, out))
    count[f"{name}_right"] += (wanted & got).total()
    count[f"{name}_all"] += wanted.total() + got.total()


def _f1(count: Counter[str], name: str) -> float:
    return 2 * count[f"{name}_right"] / max(1, count[f"{name}_all"])
