"""Times and places of publication: lines of dates and times, in figures or in a paper's own words."""

import re
from typing import Final

from service.cleaning.block import Block, Label, Labels, Role, Shape
from service.cleaning.page import Page, Recognised, is_role
from service.cleaning.rules import Rules
from service.cleaning.signs import BARS, COMMAS, LONG_DASHES
from service.cleaning.wording import ends_sentence
from service.model.cleaned import Kind

_LONGEST: Final = 110
_SHAPES: Final = frozenset({Shape.PARAGRAPH, Shape.CAPTION, Shape.ITEM})
_TOKEN: Final = re.compile(rf"[^\s,()/.:;\u3001\u060c{BARS}{LONG_DASHES}-]+")
_CLAUSE: Final = re.compile(rf"[{COMMAS}{BARS}{LONG_DASHES}]")
_DIGITS: Final = re.compile(
    r"[\d年月日時分시秒년월일시분]+(?:st|nd|rd|th|h\d*|hs|min|am|pm|er|º|ª|m)?", re.IGNORECASE
)
_COUNT: Final = re.compile(r"[\d年月日時分시秒년월일]")
_FULL: Final = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d年")
_REASON: Final = "It says when the article was published, or how long it takes to read."
_OWN_WORDS: Final = 64
_MOST_WORDS: Final = 10
_MINUTES: Final = 40
_MINUTE_WORDS: Final = 5
_HEAD: Final = 10


def recognise(page: Page, labels: Labels) -> Recognised:
    """Find lines of dates and times; not the table's rows, nor a live blog's headings."""
    bylined = Role.BYLINE in {label.role for label in labels.values()}
    for block, low in zip(page.blocks, page.plain, strict=True):
        size = len(block.text)
        if not 0 < size <= _LONGEST or block.shape not in _SHAPES or block.place in labels:
            continue
        if _COUNT.search(low) and _is_timestamp(low, block.text, page.rules):
            yield block.place, _label("timestamp/line")
        elif (
            block.place < _HEAD
            and (bylined or size <= _MINUTES)
            and _is_told(page, block, labels, bylined=bylined)
        ):
            yield block.place, _label("timestamp/told")


def _label(rule: str) -> Label:
    return Label(Role.NOISE, rule, 0.9, _REASON, Kind.TIMESTAMP)


def _is_timestamp(low: str, text: str, rules: Rules) -> bool:
    words = rules.lists.get("date-word", frozenset())
    numbers = dates = 0
    for found in _TOKEN.finditer(low):
        token = found[0]
        if _DIGITS.fullmatch(token):
            numbers += 1
        elif token in rules.months or _is_day(token, rules):
            dates += 1
        elif token in words:
            dates += token not in _LINKING
        else:
            return False
    return numbers > 0 and (dates > 0 or _FULL.search(text) is not None)


def tells_time(low: str, rules: Rules) -> bool:
    """Return whether a plain text is a date or a time of day and nothing else."""
    words = rules.lists.get("date-word", frozenset())
    strong = 0
    for found in _TOKEN.finditer(low):
        token = found[0].removesuffix("'s").strip("'")
        if token in rules.months or _is_day(token, rules) or _DIGITS.fullmatch(token):
            strong += 1
        elif token not in words:
            return False
    return strong > 0


def _is_day(token: str, rules: Rules) -> bool:
    return token in rules.lists.get("weekday", ()) or token in rules.lists.get("day-part", ())


def _is_told(page: Page, block: Block, labels: Labels, *, bylined: bool) -> bool:
    """Whether a line of the head beside the byline or under the headline tells it in own words."""
    text, low, rules = block.text, page.plain[block.place], page.rules
    if len(text) > _OWN_WORDS or ends_sentence(text):
        return False
    tokens = _TOKEN.findall(low)
    if len(tokens) > _MOST_WORDS:
        return False
    minutes = len(text) <= _MINUTES and _tells_minutes(tokens, rules)
    if not (minutes or bylined):
        return False
    beside = _beside(page, block)
    if any(is_role(labels.get(place), Role.BYLINE) for place in beside):
        stamps = rules.lists.get("stamp", frozenset())
        stamped = not stamps.isdisjoint((tokens[0], tokens[-1])) if tokens else False
        clauses = [clause for clause in _CLAUSE.split(low) if clause.strip()]
        if stamped or any(tells_time(clause, rules) for clause in clauses):
            return True
    under = not beside or beside[0] > block.place or _is_head(labels, beside[0])
    return under and minutes


def _beside(page: Page, block: Block) -> list[int]:
    """The places of the nearest blocks with text, above and below."""
    above = (at for at in range(block.place - 1, -1, -1) if page.blocks[at].text)
    below = (at for at in range(block.place + 1, len(page.blocks)) if page.blocks[at].text)
    return [at for at in (next(above, None), next(below, None)) if at is not None]


def _is_head(labels: Labels, place: int) -> bool:
    label = labels.get(place)
    return label is not None and (
        label.role in {Role.HEADLINE, Role.DEK, Role.BYLINE} or label.kind is Kind.DUPLICATE
    )


def _tells_minutes(tokens: list[str], rules: Rules) -> bool:
    """Whether it says of minutes what for: "a nineteen-minute sit"; a recipe only counts them."""
    minutes = rules.lists.get("minute", frozenset())
    return len(tokens) <= _MINUTE_WORDS and not minutes.isdisjoint(tokens[:-1])


_LINKING: Final = frozenset(
    {"a", "at", "on", "de", "del", "à", "le", "il", "um", "o", "om", "as", "las"}
)
