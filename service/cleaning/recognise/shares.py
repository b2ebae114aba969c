"""Bars of share buttons: a line of nothing but the names of networks."""

import re
from typing import Final

from service.cleaning.block import Label, Labels, Role, Shape
from service.cleaning.page import Page, Recognised
from service.model.cleaned import Kind

_LONGEST: Final = 160
_WORD: Final = re.compile(r"[\w-]+")


def recognise(page: Page, labels: Labels) -> Recognised:
    """Find lines in which every word is a network's name or a share button's."""
    networks = page.rules.lists.get("network", frozenset())
    known = networks | page.rules.lists.get("share-word", frozenset())
    for block in page.blocks:
        if block.place in labels or not 0 < len(block.text) <= _LONGEST:
            continue
        if block.shape is Shape.ROW:
            continue
        if _are_networks(page.plain[block.place], networks, known):
            reason = "It is a bar of share buttons."
            yield (
                block.place,
                Label(Role.NOISE, "share/networks", 0.9, reason, Kind.SHARE),
            )


def _are_networks(low: str, networks: frozenset[str], known: frozenset[str]) -> bool:
    """Whether each of two words or more is `known`, and one is a network's."""
    words = 0
    named = False
    for found in _WORD.finditer(low):
        word = found[0]
        if word.isdecimal():
            continue
        if word not in known:
            return False
        words += 1
        named = named or word in networks
    return words > 1 and named
