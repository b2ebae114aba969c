"""Noise by its words: whole lines, labels, phrases, and slots that together make a prompt."""

from collections.abc import Iterator
from typing import Final

from service.cleaning.block import Block, Label, Labels, Role, Shape
from service.cleaning.page import Page, Recognised, Verdict
from service.cleaning.reach import shape_slots
from service.cleaning.rules import Hit
from service.cleaning.signs import ARROWS, COLONS, DASHES, LONG_DASHES, QUOTES, SINGLE, STOPS
from service.model.cleaned import Kind

CUT: Final = 0.75
"""As sure as this, a block goes."""
DOUBT: Final = 0.6
"""As sure as this, an editor should look at it."""
NOTICES: Final = frozenset(
    {
        Kind.COPYRIGHT,
        Kind.ADVERTISEMENT,
        Kind.TIMESTAMP,
        Kind.SHARE,
        Kind.PRINT,
        Kind.AUDIO_PLAYER,
        Kind.NAVIGATION,
        Kind.TRANSLATION,
        Kind.COOKIE,
        Kind.LOGIN,
        Kind.PAYWALL,
    }
)
"""What no field of an article looks like: told apart before captions and bios are looked for."""
_SAYS: Final = 0.86
_LABEL: Final = 0.85
_LINE: Final = 110
_NARRATIVE: Final = 90
_REST: Final = 12
_QUOTED: Final = frozenset(f"{QUOTES}{SINGLE}{LONG_DASHES}")
_WORD: Final = 0.68
_UNSPACED: Final = 0x3040
_THAI: Final = frozenset(map(chr, range(0x0E01, 0x0E5C)))
_FROM_THE_END: Final = 10
_LONGEST: Final = 260
_PARTS: Final = frozenset({"whole", "labels", "says"})
"""What a phrase must be of a kind to be enough by itself."""
_CALLS: Final = ("act", ".asks")
"""Slots that count where a clause begins with them."""
_LONGEST_PROMPT: Final = 420
_MOST_SENTENCES: Final = 4
_STEPS: Final = frozenset({Shape.ROW, Shape.CODE, Shape.IMAGE, Shape.EMBED, Shape.DIVIDER})
_OURS: Final = ("©", "(c) ", "(C) ", "Copyright ")


def notices(page: Page, labels: Labels) -> Recognised:
    """Find what is plainly no part of any article: notices, machinery, labels of advertisements."""
    for block, verdict in _verdicts(page, labels):
        if verdict.kind in NOTICES and verdict.confidence >= CUT:
            yield block.place, noise(page, verdict)


def prompts(page: Page, labels: Labels) -> Recognised:
    """Find all else that asks something of the reader; what is not sure is kept, with a doubt."""
    for block, verdict in _verdicts(page, labels):
        if verdict.confidence >= CUT:
            yield block.place, noise(page, verdict)
        elif verdict.confidence >= DOUBT:
            reason = f"Kept, but look: {page.rules.reasons[verdict.kind]}"
            yield block.place, Label(Role.BODY, verdict.rule, verdict.confidence, reason)


def noise(page: Page, verdict: Verdict) -> Label:
    """Return the label of a block that goes."""
    reason = page.rules.reasons[verdict.kind]
    return Label(Role.NOISE, verdict.rule, verdict.confidence, reason, verdict.kind)


def _verdicts(page: Page, labels: Labels) -> Iterator[tuple[Block, Verdict]]:
    for block in page.blocks:
        if block.place in labels or not block.text or block.shape in _STEPS:
            continue
        verdict = judge(page, block)
        if verdict is not None:
            yield block, verdict


def judge(page: Page, block: Block) -> Verdict | None:
    """Return the surest that the rules say of `block`, what speaks against it considered."""
    if block.place not in page.verdicts:
        page.verdicts[block.place] = _judge(page, block)
    return page.verdicts[block.place]


def is_noise(page: Page, block: Block) -> bool:
    """Return whether the rules are sure enough of `block` to cut it."""
    verdict = judge(page, block)
    return verdict is not None and verdict.confidence >= CUT


def _judge(page: Page, block: Block) -> Verdict | None:
    hits, named = page.hits[block.place], "@" in block.text
    if not (hits or named or block.text.startswith(_OURS)):
        return None
    found: list[Verdict] = []
    for hit in hits:
        part = hit.phrase.part
        if part == "things":
            named = True
        elif part in _PARTS:
            found += _by_phrase(block, hit)
    if named and len(block.text) <= page.rules.longest:
        found += _by_recipe(page, block, hits)
    if block.text.startswith(_OURS):
        found += _by_mark(page, block)
    if not found:
        return None
    best = max(found, key=lambda verdict: verdict.confidence)
    return best._replace(confidence=best.confidence - _against(page, block))


def _by_phrase(block: Block, hit: Hit) -> Iterator[Verdict]:
    name, _, slot = hit.phrase.slot.partition(".")
    size = len(block.text)
    if slot == "whole" and name != Kind.RELATED and _is_whole(block.text, hit):
        yield Verdict(Kind(name), 0.95, hit.phrase.rule)
    elif slot == "labels" and _is_label(block.text, hit) and name != Kind.RELATED:
        yield Verdict(Kind(name), _LABEL if size <= _LINE else DOUBT, hit.phrase.rule)
    elif slot == "says" and (size <= _LONGEST or _is_fresh_end(block, hit)):
        sure = _SAYS if _is_phrase(block.text[hit.start : hit.end]) else _WORD
        yield Verdict(Kind(name), sure + 0.1 * (hit.end - hit.start) / size, hit.phrase.rule)


def _is_phrase(said: str) -> bool:
    """Whether it is more than one word, or of a script that does not space its words."""
    return " " in said or ord(said[0]) > _UNSPACED or said[0] in _THAI


def _by_mark(page: Page, block: Block) -> Iterator[Verdict]:
    """A © that opens a line at the end is the paper's; beside a picture it is a credit."""
    if len(block.text) <= _LONGEST and page.near_end(block.place):
        yield Verdict(Kind.COPYRIGHT, 0.9, "copyright/sign")


def _is_whole(text: str, hit: Hit) -> bool:
    rest = text[: hit.start] + text[hit.end :]
    return not any(letter.isalpha() for letter in rest) and len(rest) <= _REST


def _is_label(text: str, hit: Hit) -> bool:
    if any(letter.isalnum() for letter in text[: hit.start]):
        return False
    after = text[hit.end : hit.end + 3].strip()
    return not after or after[0] in f"{COLONS}{DASHES}{ARROWS}|"


def _is_fresh_end(block: Block, hit: Hit) -> bool:
    """Whether a long block still ends with the phrase, as an appeal does."""
    return hit.fresh and len(block.text) <= _LONGEST_PROMPT and hit.start > len(block.text) // 2


def _by_recipe(page: Page, block: Block, hits: tuple[Hit, ...]) -> Iterator[Verdict]:
    said, size = _said(block.text, hits), len(block.text)
    likely = [
        recipe
        for recipe in page.rules.recipes
        if recipe.says <= said and size <= recipe.longest and recipe.unless.isdisjoint(said)
    ]
    looks = frozenset(shape_slots(block) if likely else ())
    for recipe in likely:
        if recipe.looks <= looks:
            language = _language_of(hits, recipe.kind)
            yield Verdict(recipe.kind, recipe.confidence, f"prompt/{language}/{recipe.kind}")


def _said(text: str, hits: tuple[Hit, ...]) -> set[str]:
    """The slots of what is said; an act and what asks count where a clause begins with them."""
    said = set()
    for hit in hits:
        slot = hit.phrase.slot
        if not slot.endswith(_CALLS) or hit.fresh:
            said.add(slot)
        if slot == "acts-last" and _is_last(text, hit):
            said.add("act")
    return said


def _is_last(text: str, hit: Hit) -> bool:
    """Whether a sentence ends right after: where the verb of a request stands in some languages."""
    after = text[hit.end : hit.end + _FROM_THE_END]
    return len(text) - hit.end <= _FROM_THE_END or any(stop in after for stop in STOPS)


def _language_of(hits: tuple[Hit, ...], kind: Kind) -> str:
    for hit in hits:
        if hit.phrase.slot.startswith(f"{kind}."):
            return hit.phrase.rule.split("/")[1]
    return "any"


def _against(page: Page, block: Block) -> float:
    """What speaks for the article: attribution, a step of a list, a question answered, length."""
    against = 0.0
    slots = page.slots[block.place]
    if "said" in slots:
        against += 0.35
    if block.frame.ordered and block.shape is Shape.ITEM:
        against += 0.5
    if block.shape is Shape.QUOTE or opens_with_quotation(block.text):
        against += 0.3
    if "third" in slots and len(block.text) > _NARRATIVE:
        against += 0.15
    if block.shape is Shape.HEADING and not page.near_end(block.place):
        against += 0.15
    return against


def opens_with_quotation(text: str) -> bool:
    """Return whether `text` begins as something that somebody says."""
    return text[:1] in _QUOTED
