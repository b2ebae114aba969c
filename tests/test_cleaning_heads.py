"""Between the headline and the story: the dek, and times told in a paper's own words."""
# ruff: noqa: RUF001 - the texts are in many scripts

import pytest

from service.model.cleaned import Kind
from tests.editor import lines
from tests.proof import END, LEAD, NEXT, cleaned, page
from tests.scribes import bios, named


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Filed Wednesday, before chores", id="en, filed"),
        pytest.param("7-minute read, last touched Feb. 9 at noon", id="en, minutes and a date"),
        pytest.param("Updated Friday, about dinner time", id="en, updated"),
        pytest.param("Thursday's tide, 6.45am", id="en, a day and an hour"),
        pytest.param("Posted Dec 1, 5:14 am AT", id="en, a zone of its own"),
        pytest.param("Mittwoch, noch vor dem Melken", id="de"),
        pytest.param("Mercredi, avant la traite", id="fr"),
        pytest.param("Miércoles, antes del pan", id="es"),
        pytest.param("Mercoledì, prima del pane", id="it"),
        pytest.param("Quarta-feira, antes da maré", id="pt"),
        pytest.param("Woensdag, voor het melken", id="nl"),
        pytest.param("Onsdag, före kaffet", id="sv"),
        pytest.param("Keskiviikkona, ennen kahvia", id="fi"),
        pytest.param("Środa, jeszcze przed pianiem", id="pl"),
        pytest.param("Среда, ещё темно", id="ru"),
        pytest.param("Середа, ще темно", id="uk"),
        pytest.param("Çarşamba, çaydan önce", id="tr"),
        pytest.param("قبل الشاي بقليل، الأربعاء", id="ar"),
        pytest.param("आज सुबह, चाय के बाद", id="hi"),
        pytest.param("해 뜨고 한 시간쯤 지나 올림", id="ko"),
        pytest.param("Rabu, sebelum air naik", id="id"),
    ],
)
def test_a_line_under_the_byline_that_tells_the_time_goes(line: str):
    result = cleaned(page("By Ada Quill", line, LEAD, NEXT, END))
    assert lines(result.story) == [LEAD, NEXT, END]
    assert [each.kind for each in result.removed] == [Kind.TIMESTAMP]


def test_how_long_it_takes_to_read_goes_from_under_the_headline():
    result = cleaned(f"Rivers rise\n\nA nineteen-minute sit\n\n{LEAD}\n\n{NEXT}", title=None)
    assert [(each.text, each.kind) for each in result.removed] == [
        ("A nineteen-minute sit", Kind.TIMESTAMP)
    ]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Wednesday was the longest day of them all", id="a sentence of a day"),
        pytest.param("Monday. The phone rings.", id="a story that begins with its day"),
        pytest.param("Saturday: a singalong, children half price", id="a programme"),
        pytest.param("Serves four, takes 30 minutes", id="a recipe"),
        pytest.param(
            "Tuesday, said the baker, was worse than any day before it", id="somebody says so"
        ),
    ],
)
def test_a_line_that_only_has_a_day_in_it_stays(line: str):
    assert line in lines(cleaned(page("By Ada Quill", LEAD, line, NEXT, END)).story)
    assert line in lines(cleaned(page(line, LEAD, NEXT, END)).story)


def test_a_time_told_further_down_is_the_storys():
    body = (LEAD, NEXT, "Tuesday, before the tide", END)
    assert lines(cleaned(page("By Ada Quill", *body)).story) == [*body]


@pytest.mark.parametrize(
    "dek",
    [
        pytest.param("A town reads its minutes aloud", id="en, a line"),
        pytest.param(
            "The Gazette compared the tide tables. Seventeen are missing.",
            id="en, two sentences",
        ),
        pytest.param(
            "Submersa em 1961, a aldeia voltou à tona com a seca.", id="pt, a sentence"
        ),
        pytest.param(
            "سكان الحي القديم ضبطوا حياتهم على خطئها منذ أربعين عاما", id="ar, a line"
        ),
        pytest.param("예년보다 열하루 빨라… 농가 절반은 까치 몫", id="ko, a line with dots"),
        pytest.param("गाँव की औरतों ने पहाड़ी पर खोदे चार सौ गड्ढे", id="hi, a line"),
        pytest.param("В Заречном третий день расчищают подъём к больнице", id="ru, a line"),
    ],
)
@pytest.mark.parametrize("title", [None, "Rivers rise"], ids=["no title", "a title"])
def test_what_stands_between_headline_and_byline_is_the_dek(dek: str, title: str | None):
    text = f"Rivers rise\n\n{dek}\n\nBy Ada Quill\n\n{LEAD}\n\n{NEXT}\n\n{END}"
    result = cleaned(text, title=title)
    assert result.story.dek == dek
    assert lines(result.story) == [LEAD, NEXT, END]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(
            "You have read 3 of your 5 free articles this month",
            id="a count of what is left to read",
        ),
        pytest.param("ORVN 41.18 ▼ 3.2% TSKK 12.04 ▼ 18.6%", id="a ticker"),
        pytest.param("The bell at Orrin Hard, cast in 1888. Photo: Bo Reed", id="a caption"),
        pytest.param(
            "\u201cNobody told us that the river would rise\u201d, says the baker.",
            id="a quotation",
        ),
    ],
)
def test_what_stands_above_the_byline_and_is_no_dek(line: str):
    text = f"Rivers rise\n\n{line}\n\nBy Ada Quill\n\n{LEAD}\n\n{NEXT}\n\n{END}"
    result = cleaned(text, title=None)
    assert result.story.dek is None
    assert named(result) == ["Ada Quill"]


def test_a_lead_above_a_late_byline_is_no_dek():
    lead = f"{LEAD} {NEXT} {END}"
    assert lead in lines(cleaned(page(lead, "By Ada Quill", NEXT, END)).story)


def test_a_bio_in_the_place_of_a_dek_is_a_bio():
    bio = "Ada Quill is a sociologist and the author of The Waiting Room."
    result = cleaned(f'<p class="standfirst">{bio}</p>{page(LEAD, NEXT, END)}')
    assert result.story.dek is None
    assert bios(result) == {"Ada Quill": bio}
