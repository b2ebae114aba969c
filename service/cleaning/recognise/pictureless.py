"""Captions and credits whose pictures did not come: told by their credit, their label, or a second copy."""

import re
from collections.abc import Iterator
from typing import Final

from service.cleaning import holders, legend
from service.cleaning.block import Block, Label, Labels, Role, Shape
from service.cleaning.cutline import TAIL, is_last_word, is_signature
from service.cleaning.page import Page
from service.cleaning.recognise.noise import is_noise
from service.cleaning.rules import NO_OPENERS, Hit
from service.cleaning.signs import BRACKETS, COLONS, LONG_DASHES, QUOTES, STOPS, WIDE_STOPS
from service.cleaning.wording import ends_sentence, sentences

_LONGEST: Final = 600
_SHAPES: Final = frozenset({Shape.PARAGRAPH, Shape.CAPTION})
_LINE: Final = 160
_SHORTEST: Final = 25
_SENTENCE: Final = 40
_SCENE: Final = 220
_SCENE_DENSE: Final = 90
_DENSE: Final = re.compile(r"[\u3040-\ud7a3]")
_FEWEST_WORDS: Final = 4
_SOON: Final = 8
_FEW_SENTENCES: Final = 3
_SIGNS: Final = ("©", "\u24d2", "\uff09", "\u3011", *(f". {dash} " for dash in LONG_DASHES))
"""What else a credit stands in or behind, beside a slash, a bar and brackets."""
_OF_CREDITS: Final = frozenset(
    {"credit.label", "credit.source", "credit.agency", "credit.word"}
)
_CLOSED: Final = STOPS + COLONS
"""No name ends in one of these."""
_SEAM: Final = re.compile(rf"[{re.escape(STOPS)})][\s(\[]|[|/·•]|[)\]\uff09]$|[{WIDE_STOPS}]")
"""What a name after a caption could come after, or stand in."""
_SMALL: Final = re.compile(r"\b[a-z\x80-\U0010ffff]")
"""What could be a small letter that a word begins with."""
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_ADDRESSED: Final = frozenset({"you", "own"})
_WHY: Final = "It says what a picture shows."
_WHOSE: Final = "It says whose a picture is."


def lines(page: Page, labels: Labels) -> Iterator[tuple[Block, bool]]:
    """Yield the blocks that could say what a picture shows, and whether they could say whose it is.

    `words` looks closer.
    """
    openers = page.rules.openers.get("caption-opening", NO_OPENERS)
    first, above = page.first_prose, ""
    for block, low, slots in zip(page.blocks, page.plain, page.slots, strict=True):
        text, before = block.text, above
        above = text
        if not 0 < len(text) <= _LONGEST or block.shape not in _SHAPES or block.place in labels:
            continue
        if (
            _has_sign(text)
            or (not _OF_CREDITS.isdisjoint(slots) and _has_words(page.hits[block.place], text))
            or low.startswith(openers.of(low))
            or text == before
            or block.shape is Shape.CAPTION
            or ((not before or block.place <= first) and repeats(page, block))
        ):
            yield block, True
        elif text[-1] not in _CLOSED and _has_seam(text):
            yield block, False


def _has_sign(text: str) -> bool:
    """Whether a sign stands at the end that a credit stands in or behind."""
    tail = text[-TAIL:]
    if "/" in tail or "|" in tail or ")" in tail or "]" in tail:
        return True
    return not tail.isascii() and any(map(tail.__contains__, _SIGNS))


def _has_seam(text: str) -> bool:
    """Whether a short line could end in a name: it does not close, and something parts it."""
    return text[-1] not in _CLOSED and len(text) <= _SCENE and bool(_SEAM.search(text))


def _has_words(hits: tuple[Hit, ...], text: str) -> bool:
    """Whether words of credits begin a clause at the end, or all of the line."""
    since = len(text) - TAIL
    for hit in hits:
        stands = hit.phrase.slot in _OF_CREDITS and (not hit.start or hit.end >= since)
        if stands and (hit.fresh or not text[hit.start].islower()):
            return True  # and is no common word in the midst of a sentence
    return False


def words(
    page: Page, labels: Labels, found: Labels, block: Block, *, signed: bool
) -> Iterator[tuple[int, Label]]:
    """Label a block that says what a picture shows, or whose it is, though none came."""
    said = list(_signed(page, labels, found, block)) if signed else []
    yield from said
    if not said and _ends_in_name(page, block):
        yield block.place, Label(Role.CAPTION, "caption/named", 0.8, _WHY)


def could_be(block: Block, shapes: frozenset[Shape] = _SHAPES) -> bool:
    """Return whether a block is as short as a caption, and a line of its own."""
    return 0 < len(block.text) <= _LONGEST and block.shape in shapes


def is_credit_line(page: Page, block: Block) -> bool:
    """Return whether a line says whose a picture is and nothing else."""
    if not 0 < len(block.text) <= _LINE:
        return False
    bracketed = block.text[-1] in BRACKETS and block.text[0] == BRACKETS[block.text[-1]]
    said = page.credited(block.text, sure=bracketed)
    return said.is_credit and not is_noise(page, block)


def repeats(page: Page, block: Block) -> bool:
    """Return whether the same line stands twice, above the prose or under a picture, as captions do."""
    if block.place > page.first_prose and (
        page.blocks[block.place - 1].shape is not Shape.IMAGE
    ):
        return False
    letters = page.letters[block.place]
    return (
        len(letters) >= _SHORTEST and letters in page.letters[block.place + 1 : block.place + 4]
    )


def _signed(
    page: Page, labels: Labels, found: Labels, block: Block
) -> Iterator[tuple[int, Label]]:
    said = page.credited(block.text, sure=False)
    if said.is_credit or is_credit_line(page, block):
        yield from _owner(page, labels, found, block)
    elif block.shape is Shape.CAPTION or legend.opens(page.plain[block.place], page.rules):
        yield block.place, Label(Role.CAPTION, "caption/label", 0.85, _WHY)
    elif said.credit and not _signs_off(page, block, said.credit):
        yield block.place, Label(Role.CAPTION, "caption/credit", 0.85, _WHY)
    elif repeats(page, block) or _repeated_above(page, found, block):
        yield block.place, Label(Role.CAPTION, "caption/repeated", 0.85, _WHY)


def _signs_off(page: Page, block: Block, owner: str) -> bool:
    """Whether an agency's bare name ends the last paragraph, as agencies sign their reports."""
    bracketed = block.text.rstrip(" .")[-1:] in BRACKETS
    prose = len(block.text) >= _SCENE // 2 or page.prose[block.place]
    return bracketed and "/" not in owner and prose and not _goes_on(page, block)


def _owner(
    page: Page, labels: Labels, found: Labels, block: Block
) -> Iterator[tuple[int, Label]]:
    """Label a line that is all credit, and the caption above or below that it belongs to."""
    if is_noise(page, block) or _is_thanks(page, block):
        return
    below = page.blocks[block.place + 1 : block.place + 2]
    if below and legend.opens(page.plain[below[0].place], page.rules):
        yield block.place, Label(Role.CREDIT, "credit/line", 0.9, _WHOSE, of=below[0].place)
        return
    before = found.get(block.place - 1) or labels.get(block.place - 1)
    caption = _caption_above(page, before, block)
    if caption is not None:
        of = caption if before is None or before.of is None else before.of
        if before is None:
            yield caption, Label(Role.CAPTION, "caption/above-credit", 0.85, _WHY)
        yield block.place, Label(Role.CREDIT, "credit/line", 0.9, _WHOSE, of=of)
    elif says_so(page, block) and _goes_on(page, block):
        yield block.place, Label(Role.CREDIT, "credit/lone", 0.8, _WHOSE)


def _is_thanks(page: Page, block: Block) -> bool:
    """Whether a line below the prose says who worked on the article too, and nothing of a picture."""
    place, notes = block.place, page.rules.lists.get("contributed", frozenset())
    said = [
        page.plain[place][hit.start : hit.end]
        for hit in page.hits[place]
        if hit.phrase.slot in _OF_CREDITS
    ]
    return bool(said) and notes.issuperset(said) and not _goes_on(page, block)


def says_so(page: Page, block: Block) -> bool:
    """Return whether a credit cannot be anything else: by its label, its sign, or an agency's slash."""
    text = block.text.strip("()[] ")
    if len(text) > _LINE:
        return False
    if text[:1] == "©":
        return not _YEAR.search(text)
    if holders.unlabelled(text, page.rules, sure=False) != text:
        return True
    return ("/" in text or " via " in text) and holders.supplies(text, page.rules)


def _repeated_above(page: Page, found: Labels, block: Block) -> bool:
    if not found:
        return False
    letters = page.letters[block.place]
    return any(
        at in found and found[at].role is Role.CAPTION and page.letters[at] == letters
        for at in range(max(0, block.place - 4), block.place)
    )


def _caption_above(page: Page, before: Label | None, block: Block) -> int | None:
    """The place of the caption that a credit in a line of its own belongs to."""
    place = block.place - 1
    if place < 0:
        return None
    if before is not None:
        return place if before.role is Role.CAPTION else None
    above, sure = page.blocks[place], says_so(page, block)
    text = above.text
    if not could_be(above) or len(text) > _LONGEST // 2:
        return None
    if page.prose[place]:
        return place if sure and _is_scene(page, above) else None
    if ends_sentence(text):
        return place
    labelled = sure and " via " not in block.text
    return place if labelled and len(text) >= _SHORTEST else None


def _is_scene(page: Page, block: Block) -> bool:
    """Whether what is as long as prose could yet be a caption: few sentences, and nobody speaks."""
    text = block.text
    quiet = "said" not in page.slots[block.place] and text[-1] not in QUOTES
    most = _SCENE_DENSE if _DENSE.search(text, 0, 20) else _SCENE
    return quiet and len(text) <= most and sentences(text) <= _FEW_SENTENCES


def _ends_in_name(page: Page, block: Block) -> bool:
    """Whether a short line above prose ends in a name after its last sentence: "… at dawn. Jo Ray"."""
    text = block.text
    if not (_has_seam(text) and block.place and _goes_on(page, block) and _tells(text)):
        return False
    if page.slots[block.place] & _ADDRESSED or is_noise(page, block):
        return False
    said = page.credited(text, sure=True)
    if not said.credit or not said.caption:
        return False
    if is_last_word(text, said.credit) or is_signature(said.caption, said.credit):
        return False
    since = len(text) - len(said.credit) - 1
    words = said.caption.split()
    if any(
        hit.start >= since and not hit.phrase.slot.startswith(("credit.", "paper"))
        for hit in page.hits[block.place]
    ):
        return False
    return (
        (len(words) >= _FEWEST_WORDS or len(_DENSE.findall(said.caption)) > _FEWEST_WORDS)
        and (said.caption[-1] in f"{STOPS})" or _stands_alone(page, block))
        and not any(sign in said.caption for sign in QUOTES)
        and not _is_listed(page, block)
        and (text.lower() == text.upper() or any(word[0].islower() for word in words))
    )


def _tells(text: str) -> bool:
    """Whether a line has the words of a caption: some, and not all of them capitalised as names are."""
    if len(text.split()) < _FEWEST_WORDS and len(_DENSE.findall(text)) <= _FEWEST_WORDS:
        return False
    return bool(_SMALL.search(text)) or text.lower() == text.upper()


def _goes_on(page: Page, block: Block) -> bool:
    """Whether prose follows soon: pictures stand above it, and what ends an article does not."""
    return any(page.prose[block.place + 1 : block.place + _SOON])


def _is_listed(page: Page, block: Block) -> bool:
    """Whether a line beside it ends in a name as well: a list of books, or of what is on."""
    for beside in (
        *page.blocks[block.place - 1 : block.place],
        *page.blocks[block.place + 1 : block.place + 2],
    ):
        short = 0 < len(beside.text) <= _SCENE and beside.text[-1] not in STOPS
        if short and page.letters[beside.place] != page.letters[block.place]:
            said = page.credited(beside.text, sure=True)
            if said.caption and said.credit:
                return True
    return False


def _stands_alone(page: Page, block: Block) -> bool:
    """Whether sentences stand right above and right below."""
    beside = (page.blocks[block.place - 1], *page.blocks[block.place + 1 : block.place + 2])
    return len(beside) > 1 and all(
        each.shape is Shape.PARAGRAPH
        and len(each.text) >= _SENTENCE
        and ends_sentence(each.text)
        for each in beside
    )
