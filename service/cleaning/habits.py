"""What a source says again and again: lines of its own recent stories, remembered as hashes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple, Self

from service.cleaning.segment import segment
from service.cleaning.trace import MOST_LINES, Line, Trace, lines
from service.model.draft import Draft
from service.model.errors import Invalid

STORIES: Final = 100
"""Of so many is the memory; what a source has not said for as long is no habit any more."""
LINES: Final = 4_000
"""And of so many lines, over all stories."""
_ALIKE: Final = 0.34
_FEW: Final = 3
_OFTEN: Final = 3


class Seen(NamedTuple):
    """Where else its source says a line; its own revisions and twins do not count."""

    stories: int
    """In how many other stories it stands, or one like it; 0 where only `opening` is known."""
    of: int
    """How many other stories are known."""
    template: bool = False
    """Nowhere word for word: only lines that differ in a number, a name, a word or two."""
    edge: int = 0
    """In how many of `stories` it stands word for word before or after the prose."""
    likeness: float = 0.0
    """Which share of it the most alike of them has: 1 where it is all but numbers, or the same."""
    opening: int = 0
    """In how many other stories a line opens with the same label."""


@dataclass(frozen=True, slots=True)
class Habits:
    """A source's recent stories, the oldest first; none known unless learnt."""

    traces: tuple[Trace, ...] = ()

    @classmethod
    def of(cls, drafts: Sequence[Draft]) -> Self:
        """Learn the habits of one source from its drafts; of very many, from as many as are kept."""
        habits = cls()
        for draft in drafts[:: -(-len(drafts) // STORIES) or 1]:
            try:
                known = lines(segment(draft))
            except Invalid:
                continue
            habits = habits.learn(habits.trace(draft.external_id, known))
        return habits

    @property
    def known(self) -> bool:
        """Whether anything is."""
        return bool(self.traces)

    def trace(self, external_id: str, known: Sequence[Line]) -> Trace:
        """Return what an article leaves behind, as the story that it tells."""
        mine = Trace.of(external_id, known)
        twin = next(
            (each for each in self.traces if each.article != mine.article and each.tells(mine)),
            mine,
        )
        return replace(mine, story=twin.story)

    def learn(self, trace: Trace) -> Self:
        """Return these habits and one story more, in place of what was known of its article."""
        others = [each for each in self.traces if each.article != trace.article]
        kept = [trace]
        room = LINES - len(trace.keys)
        for each in reversed(others[-STORIES + 1 :]):
            room -= len(each.keys)
            if room < 0:
                break
            kept.append(each)
        return replace(self, traces=tuple(reversed(kept)))

    def seen(self, external_id: str, known: Sequence[Line]) -> tuple[Seen | None, ...]:
        """Return of each line where else the source says it; None where it does not."""
        others = self._others(external_id, known)
        of = len({each.story for each in others})
        exact = _exact(known, others)
        rare = [line for line in _edges(known) if not _is_often(exact.get(line.key))]
        alike = _alike(rare, others)
        return tuple(_seen(line, exact, alike, of) for line in known)

    def _others(self, external_id: str, known: Sequence[Line]) -> tuple[Trace, ...]:
        """The traces of other stories than this one."""
        mine = Trace.of(external_id, known)
        same = {
            each.story
            for each in self.traces
            if each.article == mine.article or each.tells(mine)
        }
        return tuple(each for each in self.traces if each.story not in same)


class _Where(NamedTuple):
    """The stories that have a line or a label, and those that have it at their edges."""

    stories: set[int]
    edges: set[int]


class _Like(NamedTuple):
    """The stories that have a line like one, and which share of it the most alike has."""

    stories: set[int]
    most: float


_Triples = tuple[int, ...]


def _is_often(where: _Where | None) -> bool:
    """Whether a line is known word for word so well that others like it say nothing more."""
    return where is not None and len(where.stories) >= _OFTEN


def _edges(known: Sequence[Line]) -> Sequence[Line]:
    """The lines of which a trace would be left."""
    half = MOST_LINES // 2
    return known if len(known) <= MOST_LINES else (*known[:half], *known[-half:])


def _exact(known: Sequence[Line], others: Iterable[Trace]) -> Mapping[int, _Where]:
    """By line and by label: the stories that have it word for word."""
    keys = frozenset(key for line in known for key in (line.key, line.opening)) - {0}
    found: defaultdict[int, _Where] = defaultdict(lambda: _Where(set(), set()))
    for each in others:
        for key in keys & each.keys:
            found[key].stories.add(each.story)
            if key in each.edges:
                found[key].edges.add(each.story)
    return dict(found)


def _alike(known: Sequence[Line], others: Iterable[Trace]) -> Mapping[_Triples, _Like]:
    """By a line's triples: the stories that have many of them."""
    having: defaultdict[int, list[_Triples]] = defaultdict(list)
    for line in {line.triples for line in known}:
        for triple in line:
            having[triple].append(line)
    triples = frozenset(having)
    found: dict[_Triples, _Like] = {}
    for each in others:
        common = triples & each.triples
        if len(common) < _FEW:
            continue
        shared = Counter(line for triple in common for line in having[triple])
        for line, times in shared.items():
            if times >= max(_FEW, len(line) * _ALIKE):
                before = found.get(line, _NOWHERE)
                most = max(before.most, times / len(line))
                found[line] = _Like(before.stories | {each.story}, most)
    return found


_NOWHERE: Final = _Like(set(), 0.0)


def _seen(
    line: Line, exact: Mapping[int, _Where], alike: Mapping[_Triples, _Like], of: int
) -> Seen | None:
    label, where = exact.get(line.opening), exact.get(line.key)
    like = alike.get(line.triples, _NOWHERE)
    stories = (where.stories if where else set()) | like.stories
    opening = len(label.stories) if label else 0
    if not stories and not opening:
        return None
    return Seen(
        stories=len(stories),
        of=of,
        template=where is None and bool(stories),
        edge=len(where.edges) if where else 0,
        likeness=1.0 if where else like.most,
        opening=opening,
    )
