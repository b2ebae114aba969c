"""What its source says in other stories too: the paper's line, where anything else speaks for that.

An editor's closing sentence, a questionnaire's question and a recipe's heading come again as well.
So repetition alone cuts only at the edges, and there what is no sentence, or a short one that most
stories have; of any other sentence it raises a doubt.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from service.cleaning.block import Block, Label, Labels, Role, Shape
from service.cleaning.habits import Seen
from service.cleaning.page import Page, Recognised
from service.cleaning.reach import costs, reaches
from service.cleaning.recognise.noise import is_noise, judge, opens_with_quotation
from service.cleaning.sequence.kinds import kind_of
from service.cleaning.trace import label_of
from service.cleaning.wording import ends_sentence, words

_LONGEST: Final = 330
_SENTENCE: Final = 40
_LINES: Final = frozenset(
    {Shape.PARAGRAPH, Shape.CAPTION, Shape.HEADING, Shape.ITEM, Shape.ROW}
)
_ASKS: Final = ("?", "\uff1f", "\u061f")
_BRACKETS: Final = ("(", "[", "\uff08")
_EDITORIAL: Final = frozenset({"said", "editorial"})
_SPEAKS: Final = frozenset({"you", "own"})
_OFFERS: Final = frozenset({"act", "offer", "period", "place"})
_NUMBER: Final = re.compile(r"\d[\d.,:]*")
_SHORT_NUMBER: Final = re.compile(r"(?<![\d.,])\d{3}(?: \d{3})?\W*\Z")
_DOMAIN: Final = re.compile(r"[\w-]+\.[\w.-]*\w")
_MANY: Final = 2
_FACTS: Final = 3
_GOES_ON: Final = 8
_FEW_WORDS: Final = 8
_OFTEN: Final = 3
_MANY_STORIES: Final = 20
"""That one of so many has a line too may be chance."""


class Standing(NamedTuple):
    """A repeated block, and where it stands in what is this article's own."""

    block: Block
    seen: Seen
    before: bool
    """Before all of its prose."""
    after: bool
    above: bool
    """What stands above it may be the article's own."""
    below: bool
    """What stands below it may be."""


def recognise(page: Page, labels: Labels) -> Recognised:
    """Find the lines that other stories of the source have as well, or have all but a word of."""
    for each in standing(page, labels):
        if each.seen.stories and not is_noise(page, each.block) and _is_the_papers(page, each):
            verdict = judge(page, each.block)
            kind = verdict.kind if verdict is not None else kind_of(page, each.block)
            rule = "habit/like" if each.seen.template else "habit/line"
            yield each.block.place, Label(Role.NOISE, rule, 0.9, reason(each.seen), kind)


def doubts(page: Page, labels: Labels) -> Recognised:
    """Find sentences that other stories have too, and that nothing else speaks against."""
    for each in standing(page, labels):
        if each.seen.likeness == 1 and ends_sentence(each.block.text):
            why = f"Kept, but look: {reason(each.seen)}"
            yield each.block.place, Label(Role.BODY, "habit/sentence", 0.5, why)


def standing(page: Page, labels: Labels) -> Iterator[Standing]:
    """Yield what may be the paper's; nothing where no prose is new: then the article is told again."""
    if not page.habits.known:
        return
    own = [_is_own(page, labels, place) for place in range(len(page.blocks))]
    prose = _prose(page, own)
    if not prose:
        return
    said = [block for block in page.blocks if block.text]
    for at, block in enumerate(said):
        seen = page.seen[block.place]
        if seen is None or block.place in labels or not _may_be(page, block):
            continue
        yield Standing(
            block,
            seen,
            before=block.place < prose[0],
            after=block.place > prose[-1],
            above=at > 0 and _is_known_here(page, labels, said[at - 1]),
            below=at + 1 < len(said) and _is_known_here(page, labels, said[at + 1]),
        )


def reason(seen: Seen) -> str:
    """Return in words where else the source says it."""
    how = "A line like it stands" if seen.template else "It stands"
    return f"{how} in {seen.stories} of {seen.of} other stories of this source."


def _is_known_here(page: Page, labels: Labels, block: Block) -> bool:
    """Whether a block may well be the article's: at most others like it stand elsewhere."""
    seen = page.seen[block.place]
    return block.place not in labels and (seen is None or seen.template or not seen.stories)


def _prose(page: Page, own: Sequence[bool]) -> list[int]:
    """The places of its own text, in whatever shape; of short sentences where there are no longer ones."""
    told = [
        block.place for block in page.blocks if own[block.place] and ends_sentence(block.text)
    ]
    long = [place for place in told if page.lines[place].long]
    return long or [place for place in told if len(page.blocks[place].text) >= _SENTENCE]


def _is_own(page: Page, labels: Labels, place: int) -> bool:
    """Whether a block is the article's own: no other story has it, and it is nothing else."""
    seen = page.seen[place]
    told_before = seen is not None and seen.stories > 0
    return bool(page.blocks[place].text) and not told_before and place not in labels


def _may_be(page: Page, block: Block) -> bool:
    """Whether a repetition tells: not of a step, a note in brackets, or what somebody said."""
    if block.shape not in _LINES or block.frame.ordered or len(block.text) > _LONGEST:
        return False
    if block.text.startswith(_BRACKETS) or opens_with_quotation(block.text):
        return False
    return page.slots[block.place].isdisjoint(_EDITORIAL)


def _is_the_papers(page: Page, each: Standing) -> bool:
    block, slots = each.block, page.slots[each.block.place]
    spoken, asks = slots & _SPEAKS, _asks(page, block)
    if block.text.endswith(_ASKS) and each.below:
        return False  # what follows is the answer
    if block.shape is Shape.ROW or (each.above and each.below):
        return asks or spoken == _SPEAKS or bool(spoken and slots & _OFFERS)
    if asks or (spoken and not _sends_elsewhere(block.text, slots)):
        return True
    chance = each.seen.stories == 1 and each.seen.of > _MANY_STORIES
    if chance or not (each.before or each.after):
        return False
    if ends_sentence(block.text):
        return each.seen.likeness == 1 and not page.prose[block.place] and _stands(page, each)
    return not _states_facts(each)


def _sends_elsewhere(text: str, slots: frozenset[str]) -> bool:
    """Whether it tells the reader how to reach somebody who is not the paper: a helpline, the police."""
    return "own" not in slots and (any(reaches(text)) or _SHORT_NUMBER.search(text) is not None)


def _states_facts(each: Standing) -> bool:
    """Whether it is a venue, a score, a forecast: below the prose, a label or numbers and little else."""
    text = each.block.text
    numbers = len(_NUMBER.findall(text))
    return each.after and (bool(label_of(text)[0]) or numbers * _FACTS >= words(text))


def _stands(page: Page, each: Standing) -> bool:
    """Whether a sentence is no news: most stories have it, or it is long, of nobody, and no appeal."""
    if each.seen.stories >= _OFTEN and each.seen.stories * 2 >= each.seen.of:
        return True
    text, slots = each.block.text, page.slots[each.block.place]
    if "third" in slots or _sends_elsewhere(text, slots):
        return False
    return words(text) >= _FEW_WORDS


def _asks(page: Page, block: Block) -> bool:
    """Whether the rules or the markup suspect it, or it says how to reach the paper."""
    slots = page.slots[block.place]
    if judge(page, block) is not None or any(slot.endswith(".says") for slot in slots):
        return True
    offers = len(slots & _OFFERS) + costs(block.text)
    named = any(slot.endswith(".things") for slot in slots)
    if offers >= _MANY or (named and (offers or not ends_sentence(block.text))):
        return True
    if block.frame.aside or block.linked * 2 > len(block.text) or page.marks.is_odd(block):
        return True
    if "@" in block.text and _is_own_mailbox(page, block.text):
        return True
    return not page.prose[block.place] and _answers_itself(block.text)


def _answers_itself(text: str) -> bool:
    """Whether it asks something, and goes on to say what to do about it."""
    return any(0 < text.find(sign) < len(text) - _GOES_ON for sign in _ASKS)


def _is_own_mailbox(page: Page, text: str) -> bool:
    """Whether the first address in it is of the domain that the article is published at."""
    domain = _DOMAIN.match(text.partition("@")[2].lower())
    return domain is not None and domain[0] in (page.draft.url or "").lower()
