"""What no rule knows: noise by where it stands, how it speaks and what stands beside it."""

from collections.abc import Mapping
from itertools import repeat
from math import fsum
from typing import Final

from service.cleaning.block import Label, Labels, Role
from service.cleaning.page import Page, Recognised
from service.cleaning.sequence.chain import posterior
from service.cleaning.sequence.kinds import kind_of
from service.cleaning.sequence.signals import Sight, survey
from service.model.cleaned import Kind

_REASONS: Final = 3
_LEAST_PROSE: Final = 2
"""A page of less shows nothing of what sets noise apart from it."""


def recognise(page: Page, labels: Labels) -> Recognised:
    """Cut what is probably noise; raise a doubt where that is only likely."""
    if sum(page.prose) < _LEAST_PROSE:
        return
    weights = page.rules.sequence
    chain = survey(page, labels)
    if all(sight.known is not None for sight in chain):
        return
    scores = [
        _score(sight, weights.zones[sight.zone]) if sight.signals else 0.0 for sight in chain
    ]
    found = posterior(scores, [sight.known for sight in chain], weights.turns)
    went: dict[int, Kind] = {}
    for sight, probable in zip(chain, found, strict=True):
        if sight.known is not None or probable < weights.doubt:
            continue
        above = went.get(sight.place - 1) or _kind(labels.get(sight.place - 1))
        what = kind_of(page, page.blocks[sight.place], above)
        rule = f"sequence/{what}"
        if probable >= weights.cut:
            went[sight.place] = what
            why = _because(page, sight, weights.zones[sight.zone])
            reason = f"{page.rules.reasons[what]} {why}".rstrip()
            yield sight.place, Label(Role.NOISE, rule, probable, reason, what)
        else:
            reason = f"Kept, but look: {page.rules.reasons[what]}"
            yield sight.place, Label(Role.BODY, rule, probable, reason)


def _kind(label: Label | None) -> Kind | None:
    """What a rule has said that a block was, if it has cut it."""
    return label.kind if label is not None and label.role is Role.NOISE else None


def _score(sight: Sight, weights: Mapping[str, float]) -> float:
    return fsum(map(weights.get, sight.signals, repeat(0.0)))


def _because(page: Page, sight: Sight, weights: Mapping[str, float]) -> str:
    """Say why it was cut: by the signals that weigh most and that can be told."""
    told = page.rules.signals
    known = [
        signal for signal in sight.signals if signal in told and weights.get(signal, 0.0) > 0
    ]
    known.sort(key=weights.__getitem__, reverse=True)
    said = dict.fromkeys(map(told.__getitem__, known))
    return f"Because {'; '.join(list(said)[:_REASONS])}." if said else ""
