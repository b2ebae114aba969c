"""Lines with the looks of a byline that name nobody, and the names that look like those."""

import pytest

from service.model.cleaned import Kind
from tests.editor import lines
from tests.proof import END, LEAD, NEXT, cleaned, page
from tests.scribes import named


def _marked(line: str) -> str:
    return f"<p class='byline'>Ada Quill</p><p class='byline'>{line}</p>{page(LEAD, NEXT, END)}"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Mehr zum Deichbau", id="more on a theme"),
        pytest.param("Nachrichten Region", id="two words of a menu"),
        pytest.param("Zur Mediathek", id="a way to another page"),
        pytest.param("Sekundäre Leisten", id="an adjective and a noun"),
        pytest.param("Urbane Gezeitenforschung", id="a noun that its ending tells"),
        pytest.param("Vergleiche den alten Fahrplan", id="a request: an article ends no name"),
        pytest.param("Umbau des städtischen Fährhafens", id="a headline: nor does a genitive"),
        pytest.param("Nach Fähr-Unglück", id="a preposition opens no name"),
        pytest.param("Latest Stories", id="en, two words of a menu"),
        pytest.param("More In Local News", id="en, a longer one"),
        pytest.param(": Hafen der Rekorde", id="the rest of a headline, behind its colon"),
    ],
)
def test_a_line_of_capitals_that_names_nobody_is_no_byline(line: str):
    result = cleaned(page(line, LEAD, NEXT, END))
    assert named(result) == []
    assert "byline" not in {each.rule.partition("/")[2] for each in result.trimmed}


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Ada Read", id="a family's name that buttons say"),
        pytest.param("Joseph Story", id="another"),
        pytest.param("Jürgen Link", id="a third"),
        pytest.param("Mehr Quill", id="a given name that German menus say"),
        pytest.param("Max zum Felde", id="a particle"),
        pytest.param("Rosa de la Quintana", id="two particles"),
        pytest.param("Jan van den Berg", id="two, Dutch"),
        pytest.param("Anna Hartung", id="a family's name with a noun's ending"),
        pytest.param("Anna Fähr-Hartung", id="the same behind a hyphen"),
        pytest.param("Fleischer Anna", id="the family's name first"),
        pytest.param("Am Johal", id="a given name that clocks say"),
        pytest.param("Fränkische Küstenzeitung", id="a paper, its adjective first"),
    ],
)
def test_a_name_with_such_a_word_in_it_is_a_byline(line: str):
    assert named(cleaned(page(line, LEAD, NEXT, END))) == [line]
    assert named(cleaned(page(f"12 March 2026 | {line}", LEAD, NEXT, END))) == [line]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("March 3, 2026 9:15 AM PST", id="an hour and its zone"),
        pytest.param("March 3, 2026 at 9:15 PM", id="half a day"),
        pytest.param("3. März 2026, 9.15 Uhr", id="de"),
    ],
)
def test_a_zone_behind_an_hour_is_nobody(line: str):
    for body in (page(line, LEAD, NEXT, END), _marked(line)):
        result = cleaned(body)
        assert named(result) == (["Ada Quill"] if "Ada" in body else [])
        assert Kind.TIMESTAMP in {each.kind for each in result.removed}
    assert named(cleaned(page(f"{line} Ada Quill", LEAD, NEXT, END))) == ["Ada Quill"]


def test_what_the_payload_or_a_label_calls_a_byline_is_one_whatever_it_says():
    assert named(cleaned(page(LEAD, NEXT, END), byline="Today")) == ["Today"]
    assert named(cleaned(page("Von Welt", LEAD, NEXT, END))) == ["Welt"]


@pytest.mark.parametrize("line", ["Share", "Save", "Follow Us", "Print", "Compartir", "Merken"])
def test_a_button_in_a_box_of_bylines_is_nobody(line: str):
    assert named(cleaned(_marked(line))) == ["Ada Quill"]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Presidente de la Junta de Montelar", id="es"),
        pytest.param("Alcaldesa de la Villa de Puerto Claro", id="es, a place of two words"),
    ],
)
def test_an_office_does_not_name_its_place_as_the_writer(line: str):
    assert named(cleaned(_marked(line))) == ["Ada Quill"]
    assert line in lines(cleaned(page(line, LEAD, NEXT, END)).story)
    assert named(cleaned(page("Una crónica de Rosa Quintana", LEAD, NEXT, END))) == [
        "Rosa Quintana"
    ]


def test_whose_a_picture_is_is_no_byline():
    scene = "The ferry at its old berth on Monday."
    result = cleaned(page(scene, "Image: Ada Quill/Harbour Gazette Group", LEAD, NEXT, END))
    assert named(result) == []
    assert [(each.caption, each.credit) for each in result.story.images] == [
        (scene, "Ada Quill/Harbour Gazette Group")
    ]


def test_a_count_of_shares_under_the_headline_is_no_dek():
    result = cleaned(page("20.1k SHARES Facebook Twitter", "By Ada Quill", LEAD, NEXT, END))
    assert result.story.dek is None
