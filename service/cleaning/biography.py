"""What a bio of a writer reads like, whoever the writer is."""

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from service.cleaning.block import Block, Shape
from service.cleaning.names import is_full_name, opening, tells_role
from service.cleaning.page import Page
from service.cleaning.rules import NO_OPENERS, Rules
from service.cleaning.signs import LONG_DASHES, STOPS
from service.cleaning.wording import bare, ends_sentence, plain, sentences
from service.cleaning.writers import Writer

SHAPES: Final = frozenset({Shape.PARAGRAPH, Shape.HEADING, Shape.QUOTE, Shape.ROW})
"""What a bio is set as."""
_SHORTEST: Final = 30
_UNSPACED: Final = "\u3040"
_LONGEST: Final = 1_200
_OPENING: Final = 30
"""So many words are read of one that introduces its writer."""
_LINE: Final = 90
_LABEL: Final = 60
_HOUSE: Final = 5
_MORE: Final = 12
ENOUGH: Final = 2
"""So much evidence makes a bio of a paragraph that a name opens."""
_SENTENCE: Final = re.compile(rf"[{STOPS}][\"\u201d\u00bb]?\s+(\w+)")
_ITALIC: Final = ("<em>", "<i>")
_NOT_OF_A_WRITER: Final = frozenset({"said", "you", "own", "act"})


class Glance:
    """Where a bio could stand at all: at an edge, under a mark, behind a label, or behind a name."""

    def __init__(self, page: Page, end: int) -> None:
        self._labels = page.rules.openers.get("bio-label", NO_OPENERS)
        self.end = end
        self.bios, self.bylines = page.marks.places("bio"), page.marks.places("byline")
        edges = (*range(page.opening + 1), *range(end, len(page.blocks)))
        self.near = self.bios | self.bylines | {*page.colons, *edges}

    def sees(self, text: str, low: str, known: Sequence[Writer]) -> bool:
        """Return whether a block elsewhere is worth a closer look: by a label, or a known name."""
        if low.startswith(self._labels.of(low)):
            return True
        return bool(known) and any(opens_with(text, writer.name) for writer in known)


def opens_with(text: str, name: str) -> bool:
    """Return whether a text opens with a name, however it is written, and goes on."""
    size = len(name)
    return (
        len(text) > size + _MORE
        and not text[size].isalpha()
        and text[:size].casefold() == name.casefold()
    )


def introduced(page: Page, block: Block) -> str | None:
    """Return the writer whom a paragraph introduces, of whom the article says nothing else."""
    text = block.text
    if not _SHORTEST <= len(text) <= _LONGEST or block.shape not in SHAPES:
        return None
    if not (ends_sentence(text) or sentences(text)) or _speaks(page, block):
        return None
    name = opening(text, page.rules)
    if name is None or is_spoken_of(page, block, name):
        return None
    if names_house(page, name):
        return None
    leads = not page.near_end(block.place) and not _tells_now(
        block.text[len(name) :], page.rules
    )
    found = evidence(page, block, name)
    return name if found >= ENOUGH + leads or (found and _closes(page, block, name)) else None


def _closes(page: Page, block: Block, name: str) -> bool:
    """Whether a name that the article has nowhere else ends it, and what such a person does."""
    if name[0] < _UNSPACED or not page.near_end(block.place) or not ends_sentence(block.text):
        return False
    said = f"{page.draft.title} {page.story}"
    elsewhere = said.count(name) - block.text.count(name)
    return elsewhere <= 0 and _tells_ever(block.text, page.rules)


def _tells_ever(text: str, rules: Rules) -> bool:
    verbs = rules.lists.get("bio-verb", frozenset())
    return any(word.strip(".") in verbs for word in text.split())


def _tells_now(after: str, rules: Rules) -> bool:
    """Whether a verb of the present follows a name, as in no story that begins with somebody."""
    verbs = rules.lists.get("bio-verb", frozenset())
    return any(plain(word).strip(",.()") in verbs for word in after.split(maxsplit=3)[:3])


def _speaks(page: Page, block: Block) -> bool:
    """Whether it quotes somebody, or opens by asking something of the reader."""
    return any(
        hit.phrase.slot == "said"
        or (hit.start < _SHORTEST and hit.phrase.slot in _NOT_OF_A_WRITER)
        for hit in page.hits[block.place]
    )


def is_spoken_of(page: Page, block: Block, name: str) -> bool:
    """Return whether the headline or the prose beside `block` names a person by the family name."""
    family = family_of(name)
    if family in (page.draft.title or "") or family in (page.draft.dek or ""):
        return True
    here = block.text.count(family) if page.prose[block.place] else 0
    if page.story.count(family) <= here:
        return False
    return any(
        page.prose[other.place] and family in other.text and other.text != block.text
        for other in page.blocks
    )


def is_subject(page: Page, name: str) -> bool:
    """Return whether the prose names somebody elsewhere than where a paragraph begins."""
    low = plain(name)
    return low in page.plain_story and any(
        page.prose[block.place] and page.plain[block.place].find(low, _LABEL) >= 0
        for block in page.blocks
    )


def family_of(name: str) -> str:
    """Return the family name, or all of the name in a script that has none at its end."""
    return name if name.lower() == name.upper() else name.rsplit(maxsplit=1)[-1]


def introduces(text: str, rules: Rules) -> bool:
    """Return whether `text` opens with a full name, "is", and what such a person does."""
    tokens = text.split(maxsplit=_OPENING)[:_OPENING]
    for at in range(2, min(6, len(tokens))):
        if tokens[at][:1].islower() or plain(tokens[at]) in rules.lists.get("copula", ()):
            name = " ".join(tokens[:at])
            return is_full_name(name) and tells_role(" ".join(tokens[at : at + 24]), rules)
    return False


def evidence(page: Page, block: Block, name: str) -> int:
    """Return how much speaks for a bio beside the name: what follows, the dress, the neighbours."""
    rules = page.rules
    after = block.text[len(name) :].split(maxsplit=_OPENING)[:_OPENING]
    words = [plain(token).strip(",.()") or token for token in after]
    verbs = rules.lists.get("bio-verb", frozenset())
    now = len({word for word in words if word in verbs})
    near = words if name.lower() == name.upper() else words[:3]
    points = min(2, max(now, any(tells(word, rules) for word in near)))
    points += tells_role(" ".join(after), rules) + tells_role(" ".join(after[:6]), rules)
    if not points:
        return 0
    points += _goes_on(block.text, rules) + is_dressed(page, block)
    points += names_house(page, block.text[len(name) :]) + (
        label_before(page, block) is not None
    )
    return points + 2 * _is_named_in_a_line(page, block, name)


def tells(token: str, rules: Rules) -> bool:
    """Return whether a word says what somebody is or does."""
    lists = rules.lists
    told = token in lists.get("copula", ()) or token in lists.get("bio-verb", ())
    return told or token in {"-", *LONG_DASHES}


def _goes_on(text: str, rules: Rules) -> bool:
    """Whether a later sentence begins with "she", or "his"."""
    pronouns = rules.lists.get("pronoun", frozenset())
    return any(plain(found[1]) in pronouns for found in _SENTENCE.finditer(text))


def is_dressed(page: Page, block: Block) -> bool:
    """Return whether the markup sets a block apart from the prose."""
    before = page.blocks[block.place - 1] if block.place else None
    return (
        block.frame.aside
        or block.html.startswith(_ITALIC)
        or (before is not None and before.shape is Shape.DIVIDER)
        or (bool(block.frame.marks) and page.marks.is_odd(block))
    )


def names_house(page: Page, text: str) -> bool:
    """Return whether `text` has a word of the paper's address: its own name."""
    host = bare(urlsplit(page.draft.url or "").hostname or "")
    words = (bare(word) for word in text.split()) if host else ()
    return any(len(word) >= _HOUSE and word in host for word in words)


def label_before(page: Page, block: Block) -> Block | None:
    """Return the line above a block that is its label: a heading, or a line that asks who it is."""
    if block.place == 0:
        return None
    line = page.blocks[block.place - 1]
    if not 0 < len(line.text) <= _LABEL or page.prose[line.place]:
        return None
    asks = line.shape is Shape.PARAGRAPH and line.text.endswith(("?", ":"))
    return line if asks or line.shape is Shape.HEADING else None


def _is_named_in_a_line(page: Page, block: Block, name: str) -> bool:
    """Whether a line of the page that is no prose names them too: a credit, a byline."""
    return any(
        0 < len(other.text) <= 2 * _LINE
        and not page.prose[other.place]
        and _signs(other.text, name)
        for other in page.blocks
        if other.place != block.place and name in other.text
    )


def _signs(text: str, name: str) -> bool:
    """Whether a name stands in a line as one who made something: at its end, or before a paper."""
    before, _, after = text.partition(name)
    behind = after.strip(" .)]\uff09")
    return not behind or (behind[0] in "/|" and not before.endswith(" "))


def is_of_a_writer(page: Page, block: Block) -> bool:
    """Return whether nothing in a block speaks to the reader or quotes anybody."""
    return page.slots[block.place].isdisjoint(_NOT_OF_A_WRITER) and "@" not in block.text
