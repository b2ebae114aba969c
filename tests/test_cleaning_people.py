"""Bylines in any form and language, and the lines that name nobody who wrote the article."""
# ruff: noqa: RUF001 - the texts are in many scripts

import pytest

from tests.editor import lines
from tests.proof import END, LEAD, NEXT, cleaned, page
from tests.scribes import Told, named, told


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        pytest.param(
            "Words: Ada Quill / Pictures: Bo Reed",
            ["Ada Quill", "Bo Reed"],
            id="en, words and pictures",
        ),
        pytest.param(
            "Words Ada Quill Pictures Bo Reed", ["Ada Quill", "Bo Reed"], id="en, no colons"
        ),
        pytest.param("Ada Quill in Port Marsh", ["Ada Quill"], id="en, with a place"),
        pytest.param(
            "Monday, 10:40 a.m. — Ada Quill in Port Marsh",
            ["Ada Quill"],
            id="en, behind a time",
        ),
        pytest.param("12 March 2026 | Ada Quill", ["Ada Quill"], id="en, behind a date"),
        pytest.param(
            "An inquiry by Ada Quill and Bo Reed",
            ["Ada Quill", "Bo Reed"],
            id="en, a by within",
        ),
        pytest.param(
            "Field notes: Ada Quill", ["Ada Quill"], id="en, a label of the paper's own"
        ),
        pytest.param("(Ada Quill)", ["Ada Quill"], id="en, in brackets"),
        pytest.param("— Ada Quill", ["Ada Quill"], id="en, behind a dash"),
        pytest.param(
            "By Ada Quill for the Harbour Gazette", ["Ada Quill"], id="en, for a paper"
        ),
        pytest.param(
            "By Ada Quill, Bo Reed and Cy Dell",
            ["Ada Quill", "Bo Reed", "Cy Dell"],
            id="en, three",
        ),
        pytest.param(
            "By J.R. Quill and Hana al-Khatib",
            ["J.R. Quill", "Hana al-Khatib"],
            id="en, initials",
        ),
        pytest.param("By Ada Quill 7 min read", ["Ada Quill"], id="en, with a reading time"),
        pytest.param("Ada Quill ada@gazette.example", ["Ada Quill"], id="en, with an address"),
        pytest.param("Harbour Culture Desk", ["Harbour Culture Desk"], id="en, a desk"),
        pytest.param(
            "Text: Anna Kurz, Fotos: Jan Thun",
            ["Anna Kurz", "Jan Thun"],
            id="de, text and pictures",
        ),
        pytest.param(
            "Anna Kurz (Text) und Jan Thun (Fotos)",
            ["Anna Kurz", "Jan Thun"],
            id="de, in brackets",
        ),
        pytest.param(
            "Ein Gastbeitrag von Claudia von Hagen", ["Claudia von Hagen"], id="de, a guest"
        ),
        pytest.param(
            "Von Anna Kurz und Jan Thun, Bremen/Paris",
            ["Anna Kurz", "Jan Thun"],
            id="de, places",
        ),
        pytest.param(
            "Enquête : Nadine Prost, avec Ilan Benali", ["Nadine Prost", "Ilan Benali"], id="fr"
        ),
        pytest.param(
            "Propos recueillis par Nadine Prost", ["Nadine Prost"], id="fr, an interview"
        ),
        pytest.param(
            "De notre envoyé spécial à Lyon, Paul Ravel", ["Paul Ravel"], id="fr, sent out"
        ),
        pytest.param("Texto y fotos: Rosa Quintana", ["Rosa Quintana"], id="es"),
        pytest.param("Una crónica de Rosa Quintana", ["Rosa Quintana"], id="es, a chronicle"),
        pytest.param("Testo di Ornella Frassi", ["Ornella Frassi"], id="it"),
        pytest.param("Texto de Constança Vilar", ["Constança Vilar"], id="pt"),
        pytest.param("Tekst en beeld: Femke Hoitink", ["Femke Hoitink"], id="nl"),
        pytest.param("Text och bild: Sixten Lönn", ["Sixten Lönn"], id="sv"),
        pytest.param("Tekst: Kari Holm Foto: Ola Dahl", ["Kari Holm", "Ola Dahl"], id="no"),
        pytest.param("Af Mette Kjær og Jens Riis", ["Mette Kjær", "Jens Riis"], id="da"),
        pytest.param(
            "Teksti: Inkeri Haapa ja Sixten Lönn", ["Inkeri Haapa", "Sixten Lönn"], id="fi"
        ),
        pytest.param("Rozmawiała Bogna Siera", ["Bogna Siera"], id="pl"),
        pytest.param("Píše Anna Nová z Brna", ["Anna Nová"], id="cs"),
        pytest.param("Írta: Kovács Anna", ["Kovács Anna"], id="hu"),
        pytest.param("Kovács Anna írása", ["Kovács Anna"], id="hu, the name first"),
        pytest.param("Un reportaj de Ioana Pop", ["Ioana Pop"], id="ro"),
        pytest.param(
            "Текст — Оксана Лапина, снимки — Пётр Желудев",
            ["Оксана Лапина", "Пётр Желудев"],
            id="ru",
        ),
        pytest.param("Текст і фото: Марія Коваль", ["Марія Коваль"], id="uk"),
        pytest.param("Της Μαρίας Παππά", ["Μαρίας Παππά"], id="el"),
        pytest.param("Haber: Ayşe Kaya / İzmir", ["Ayşe Kaya"], id="tr"),
        pytest.param("Ayşe Kaya yazdı", ["Ayşe Kaya"], id="tr, the verb last"),
        pytest.param("תחקיר: דנה קולוד ונטע גרין", ["דנה קולוד", "נטע גרין"], id="he"),
        pytest.param("تحقيق: هدى الصيرفي ونادر حمدون", ["هدى الصيرفي", "نادر حمدون"], id="ar"),
        pytest.param("सोनपुरा से कविता मरावी की रिपोर्ट", ["कविता मरावी"], id="hi, from a place"),
        pytest.param(
            "取材・文 浜名啓介 写真 佐久間ひより", ["浜名啓介", "佐久間ひより"], id="ja"
        ),
        pytest.param("글 한솔이·사진 도민재", ["한솔이", "도민재"], id="ko"),
        pytest.param("文/图 王小明", ["王小明"], id="zh"),
        pytest.param("Oleh Dewi Lestari", ["Dewi Lestari"], id="id"),
    ],
)
def test_a_line_above_the_prose_names_who_wrote_it(byline: str, names: list[str]):
    result = cleaned(page(byline, LEAD, NEXT, END))
    assert named(result) == names
    assert lines(result.story) == [LEAD, NEXT, END]


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        pytest.param("Staff Reporter Ada Quill", [("Ada Quill", "Staff Reporter", None)], id="before the name"),
        pytest.param("By ADA QUILL Staff Writer", [("ADA QUILL", "Staff Writer", None)], id="glued to the name"),
        pytest.param("한솔이 기자", [("한솔이", "기자", None)], id="Korean"),
        pytest.param("佐藤花子記者", [("佐藤花子", "記者", None)], id="Japanese, no space"),
        pytest.param("דנה קולוד, כתבת הייטק", [("דנה קולוד", "כתבת הייטק", None)], id="Hebrew"),
        pytest.param("Ada Quill | Chief Critic | Harbour Wire", [("Ada Quill", "Chief Critic", "Harbour Wire")], id="and a house"),
    ],
)  # fmt: skip
def test_a_byline_states_what_its_writers_do(byline: str, authors: Told):
    assert told(cleaned(page(byline, LEAD, NEXT, END))) == authors


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Premier League", id="a section"),
        pytest.param("Sport | Premier League", id="a section and its part"),
        pytest.param("Port Marsh", id="a place that the prose names"),
        pytest.param("Tuesday Morning", id="a day"),
        pytest.param("By popular demand", id="a by without a name"),
        pytest.param("Director: Mara Lind", id="a fact, in a box of facts"),
        pytest.param("Reporting by Ada Quill; editing by Bo Reed", id="an agency's note"),
        pytest.param(
            "Ada Quill, who was the mayor for thirty years, died on Monday",
            id="news of somebody",
        ),
        pytest.param("The mayor and Ada Quill disagree", id="a sentence"),
        pytest.param("What would Ada Quill do?", id="a question"),
        pytest.param("आज की ताज़ा खबर", id="Hindi: no name"),
        pytest.param("עונת הדיג נפתחה", id="Hebrew: no name"),
        pytest.param("وصل القطار متأخرا جدا", id="Arabic: no name"),
    ],
)
def test_a_line_that_names_nobody_who_wrote_it_stays(line: str):
    lead = f"{LEAD} It was worse in Port Marsh."
    facts = ("Length: ninety minutes",) if line.startswith("Director") else ()
    result = cleaned(page(line, *facts, lead, NEXT, END), section="Premier League")
    assert named(result) == []
    assert lines(result.story) == [line, *facts, lead, NEXT, END]


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        pytest.param("The Man with the Folding Chair", ["The Man with the Folding Chair"], id="a pen name"),
        pytest.param("Jo off the night bus", ["Jo off the night bus"], id="a first name and whence"),
        pytest.param("ir. Ada Quill, adviser", ["ir. Ada Quill"], id="a title"),
        pytest.param("Prof. Ada Quill", ["Prof. Ada Quill"], id="a long title"),
        pytest.param("From Ada Quill, Port Marsh", ["Ada Quill"], id="from"),
        pytest.param("By: Ada Quill - @adaq", ["Ada Quill"], id="a handle behind a dash"),
        pytest.param("Words, maps and wet feet: Ada Quill", ["Ada Quill"], id="a label of its own"),
        pytest.param("取材・文/湯浅ほのか", ["湯浅ほのか"], id="Japanese"),
        pytest.param("文/簡湘芸 攝影/陳小川", ["簡湘芸", "陳小川"], id="Chinese"),
        pytest.param("Hlási Paľo Michalík", ["Paľo Michalík"], id="Slovak"),
        pytest.param("Разговаря Стоян Мутафов", ["Стоян Мутафов"], id="Bulgarian"),
        pytest.param("Quill's Corner, with Ada Quill", ["Ada Quill"], id="a column's name"),
    ],
)  # fmt: skip
def test_a_stated_byline_is_somebody(byline: str, names: list[str]):
    assert named(cleaned(page(LEAD, NEXT, END), byline=byline)) == names
