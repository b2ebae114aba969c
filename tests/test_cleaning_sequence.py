"""The model over the blocks: what it weighs, what it never overrules, and how it says why."""

import itertools
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.cleaning import clean
from service.cleaning.rules import load
from service.cleaning.rules.weights import Weights
from service.cleaning.sequence.chain import posterior
from tests import make
from tests.editor import lines

PROSE = [
    "The river rose by two metres overnight and reached the steps of the town hall in Port Marsh.",
    "Nobody could say where the ducks had come from, but the baker, for one, was glad of them.",
    "The council will meet again on Monday, and it expects to hear from the harbour master first.",
]


class Certain(dict[str, float]):
    """Weights by which every signal speaks for noise."""

    def get(self, *_: object) -> float:
        return 9.0

    def __missing__(self, key: str) -> float:
        return 9.0


EAGER = replace(
    load(),
    sequence=Weights(
        {zone: Certain() for zone in ("head", "between", "tail")},
        ((0.0, 0.0), (0.0, 0.0)),
        cut=0.75,
        doubt=0.6,
    ),
)
"""Rules whose model would cut every line that it is asked about."""
WEIGHTS = st.floats(-6, 6)


def kept(*blocks: str, rules=EAGER) -> list[str]:
    """What is left of an article of some prose with `blocks` in it."""
    body = "\n\n".join((PROSE[0], *blocks, *PROSE[1:]))
    draft = make.draft(title="Ducks", body=body, body_type="text/plain", language="en")
    return [line for line in lines(clean(draft, rules=rules).story) if line not in PROSE]


@given(
    st.lists(st.tuples(WEIGHTS, st.sampled_from([None, None, True, False])), max_size=6),
    st.tuples(WEIGHTS, WEIGHTS, WEIGHTS, WEIGHTS),
)
def test_the_chain_says_what_adding_up_every_way_to_label_it_says(blocks, turns):
    stay, cut, mend, go = turns
    found = posterior(
        [score for score, _ in blocks],
        [known for _, known in blocks],
        ((stay, cut), (mend, go)),
    )
    turn = {(0, 0): stay, (0, 1): cut, (1, 0): mend, (1, 1): go}
    total, noise = 0.0, [0.0] * len(blocks)
    for states in itertools.product((0, 1), repeat=len(blocks)):
        if any(
            known is not None and known != state
            for (_, known), state in zip(blocks, states, strict=True)
        ):
            continue
        likely = math.exp(
            sum(score * state for (score, _), state in zip(blocks, states, strict=True))
            + sum(turn[pair] for pair in itertools.pairwise(states))
        )
        total += likely
        for at, state in enumerate(states):
            noise[at] += likely * state
    assert found == pytest.approx([each / total for each in noise], abs=1e-6)


def test_an_eager_model_cuts_a_line_that_nothing_guards():
    assert kept("Feathers and all") == []


@pytest.mark.parametrize(
    "blocks",
    [
        pytest.param(["Correction: the ducks were geese."], id="a correction"),
        pytest.param(["Editor's note: the baker is the editor's aunt."], id="an editor's note"),
        pytest.param(["Reporting by Ada Quill; editing by Tom Weir"], id="a wire's tail"),
        pytest.param(["What to bring", "1. Bread", "2. A coat", "3. Patience"][1:], id="steps"),
        pytest.param(
            ["Weir: Why ducks?", "Quill: Why not?", "Weir: And bread?", "Quill: None left."],
            id="an interview by names",
        ),
        pytest.param(
            ["A duck on the quay, and no bread", "— Port Marsh (@portmarsh) May 3, 2026"],
            id="a post and who wrote it",
        ),
    ],
)
def test_what_is_the_articles_own_stays_however_sure_the_model_is(blocks: list[str]):
    assert kept(*blocks) == blocks


def test_rows_quotations_and_code_stay_however_sure_the_model_is():
    said = "<blockquote>Bread, please</blockquote><pre><code>ducks = 7</code></pre>"
    rows = "<table><tr><td>Ducks</td><td>7</td></tr><tr><td>Geese</td><td>0</td></tr></table>"
    body = (
        "".join(f"<p>{text}</p>" for text in PROSE) + said + rows + f"<p>{PROSE[0][:60]}.</p>"
    )
    told = lines(clean(make.draft(title="Ducks", body=body), rules=EAGER).story)
    assert {"Bread, please", "ducks = 7", "Ducks 7", "Geese 0"} <= set(told)


def test_a_page_of_one_paragraph_shows_nothing_to_go_by():
    draft = make.draft(title="Ducks", body=f"{PROSE[0]}\n\nFeathers and all", language="en")
    assert "Feathers and all" in lines(clean(draft, rules=EAGER).story)


APPEALS = [
    pytest.param(
        "Your £2 a week keeps our paper afloat. Give what you can at the ferry steps, and thank you.",
        id="a coin",
    ),
    pytest.param(
        "Friday's letter leaves our quay before the ferry does. Would you like one? It's free.",
        id="a letter",
    ),
]


@pytest.mark.parametrize("appeal", APPEALS)
def test_an_appeal_in_words_of_its_own_goes_and_the_editor_is_told_why(appeal: str):
    body = "\n\n".join((*PROSE, *PROSE[:2][::-1], appeal))
    draft = make.draft(title="The ducks of Port Marsh", body=body, language="en")
    (removal,) = [each for each in clean(draft, rules=load()).removed if each.text == appeal]
    assert removal.rule == f"sequence/{removal.kind}"
    assert "several signs of an appeal come together" in removal.reason


def test_all_that_can_be_told_is_a_signal_that_the_model_knows():
    known = {signal for zone in load().sequence.zones.values() for signal in zone}
    assert load().signals.keys() - known == set()
