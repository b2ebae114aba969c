"""A bio goes to its writer, whole and once; the life of a subject stays in the article."""
# ruff: noqa: RUF001 - the texts are in many scripts

import pytest

from service.model.draft import DraftAuthor
from tests.editor import lines
from tests.proof import END, LEAD, NEXT, cleaned, page
from tests.scribes import bios, named


@pytest.mark.parametrize(
    ("byline", "bio"),
    [
        pytest.param("By Ada Quill", "Ada Quill has measured the harbour every morning since 2009. She keeps ducks.", id="en"),
        pytest.param("By Ada Quill", "Ada Quill, a former pilot, rows.", id="en, an apposition"),
        pytest.param("By Ada Quill", "Dr Quill, a former pilot, teaches rowing in Port Marsh.", id="en, a title and the family name"),
        pytest.param("By Ada Quill", "Quill teaches rowing in Port Marsh and writes about what floats.", id="en, the family name"),
        pytest.param("By Ada Quill", "Ada writes about harbours and lives in one.", id="en, the first name"),
        pytest.param("By Ada Quill", "A. Quill is the editor of the tide tables.", id="en, an initial"),
        pytest.param("By Ada Quill", "The writer keeps bees in Port Marsh and has never been stung.", id="en, the writer"),
        pytest.param("By ADA QUILL", "Ada Quill covers rivers for the Gazette.", id="en, a shouted byline"),
        pytest.param("Von Anna Kurz", "Anna Kurz, Jahrgang 1971, ist seit 1996 beim Hafenblatt.", id="de"),
        pytest.param("Von Anna Kurz", "Die Autorin ist Bootsbauerin und lebt in Bremen.", id="de, the writer"),
        pytest.param("Par Nadine Prost", "Nadine Prost enquête sur les ports. Elle a deux canards.", id="fr"),
        pytest.param("Por Rosa Quintana", "Rosa Quintana ha sido pastora, maestra y cartera en tres valles.", id="es"),
        pytest.param("di Ornella Frassi", "Ornella Frassi, insegnante e barcaiola, cura la rubrica delle maree.", id="it"),
        pytest.param("Por Constança Vilar", "Constança Vilar nasceu em 1948 e foi telefonista.", id="pt"),
        pytest.param("Door Femke Hoitink", "Femke Hoitink woont op een boot en volgt alles wat drijft.", id="nl"),
        pytest.param("Text: Sixten Lönn", "Sixten Lönn bevakar hamnen och bor i den.", id="sv"),
        pytest.param("Tekst: Kari Holm", "Kari Holm bor på en ferge og skriver om vær.", id="no"),
        pytest.param("Af Mette Kjær", "Mette Kjær er født på Fyn og samler på fyrtårne.", id="da"),
        pytest.param("Teksti: Inkeri Haapa", "Inkeri Haapa asuu saaressa ja kirjoittaa jäästä.", id="fi"),
        pytest.param("Tekst: Bogna Siera", "Bogna Siera pisze o rzekach i mieszka nad jedną z nich.", id="pl"),
        pytest.param("Text: Anna Nová", "Anna Nová žije na lodi a píše o řekách.", id="cs"),
        pytest.param("Írta: Kovács Anna", "Kovács Anna a folyókról ír, és egy hajón él.", id="hu"),
        pytest.param("De Ioana Pop", "Ioana Pop scrie despre râuri și locuiește pe malul unuia.", id="ro"),
        pytest.param("Текст: Оксана Лапина", "Оксана Лапина — журналист, живёт у реки.", id="ru, a dash for is"),
        pytest.param("Текст: Марія Коваль", "Марія Коваль виросла на Дністрі й пише про річки.", id="uk"),
        pytest.param("Της Μαρίας Παππά", "Μαρίας Παππά βιβλία κυκλοφορούν σε τρεις γλώσσες.", id="el"),
        pytest.param("Yazan: Ayşe Kaya", "Ayşe Kaya İzmir'de yaşıyor ve limanları yazıyor.", id="tr"),
        pytest.param("מאת דנה קולוד", "דנה קולוד מסקרת את הנמל מאז 2014 וגרה על סירה.", id="he"),
        pytest.param("بقلم هدى الصيرفي", "هدى الصيرفي صحفية تكتب عن المدن الصغيرة والموانئ.", id="ar"),
        pytest.param("कविता मरावी", "कविता मरावी नदी के गाँवों से लिखती हैं। साइकिल से चलती हैं।", id="hi"),
        pytest.param("文・浜名啓介", "はまな・けいすけ 一九六一年生まれ。著書に「待合室」がある。", id="ja, how the name is read"),
        pytest.param("글 한솔이", "한솔이는 강가에 살며 강에 대해 쓴다. 오리 두 마리를 기른다.", id="ko"),
        pytest.param("文/图 王小明", "王小明，常驻港口的记者，养了两只鸭子，写过三本关于潮水的书。", id="zh"),
        pytest.param("Oleh Dewi Lestari", "Dewi Lestari menulis tentang sungai dan tinggal di perahu.", id="id"),
    ],
)  # fmt: skip
def test_a_bio_is_its_writers_and_no_line_of_the_article(byline: str, bio: str):
    result = cleaned(page(byline, LEAD, NEXT, END, bio))
    (author,) = result.story.authors
    assert author.bio == bio
    assert lines(result.story) == [LEAD, NEXT, END]


@pytest.mark.parametrize(
    ("bio", "name"),
    [
        pytest.param("Ada Quill is the Gazette's rivers editor. She keeps ducks.", "Ada Quill", id="en"),
        pytest.param("Ada Quill writes about soil, slowly. Her second book is out.", "Ada Quill", id="en, a verb and her"),
        pytest.param("Anna Kurz ist Reporterin beim Hafenblatt und lebt in Bremen.", "Anna Kurz", id="de"),
        pytest.param("Nadine Prost est journaliste et vit à Brest.", "Nadine Prost", id="fr"),
        pytest.param("Rosa Quintana es periodista. Escribe desde Valdemar.", "Rosa Quintana", id="es"),
        pytest.param("Femke Hoitink is verslaggever en woont op een boot.", "Femke Hoitink", id="nl"),
        pytest.param("Kari Holm er journalist og bor på en ferge.", "Kari Holm", id="no"),
        pytest.param("Bogna Siera jest reporterką i mieszka nad rzeką.", "Bogna Siera", id="pl"),
        pytest.param("Оксана Лапина — журналист, живёт у реки.", "Оксана Лапина", id="ru"),
        pytest.param("דנה קולוד היא כתבת הנמל וגרה על סירה בלי מנוע.", "דנה קולוד", id="he"),
        pytest.param("هدى الصيرفي صحفية تكتب عن المدن الصغيرة والموانئ.", "هدى الصيرفي", id="ar"),
        pytest.param("कविता मरावी पत्रकार हैं और नदी के गाँवों से लिखती हैं।", "कविता मरावी", id="hi"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("first", [True, False], ids=["at the head", "at the foot"])
def test_a_bio_alone_tells_who_wrote_it(bio: str, name: str, first: bool):  # noqa: FBT001 - a parameter of the test
    body = (bio, LEAD, NEXT, END) if first else (LEAD, NEXT, END, bio)
    result = cleaned(page(*body))
    assert bios(result) == {name: bio}
    assert lines(result.story) == [LEAD, NEXT, END]


def test_two_writers_in_one_paragraph_get_what_is_theirs():
    hers, his = (
        "Ada Quill covers rivers. She keeps ducks.",
        "Bo Reed is a photographer from Port Marsh.",
    )
    result = cleaned(page("By Ada Quill and Bo Reed", LEAD, NEXT, END, f"{hers} {his}"))
    assert bios(result) == {"Ada Quill": hers, "Bo Reed": his}
    assert lines(result.story) == [LEAD, NEXT, END]


def test_two_writers_whom_no_byline_names_get_what_is_theirs():
    hers, his = (
        "Ada Quill is a reporter at the Gazette.",
        "Bo Reed is a photographer from Port Marsh.",
    )
    result = cleaned(page(LEAD, NEXT, END, f"{hers} {his}"))
    assert bios(result) == {"Ada Quill": hers, "Bo Reed": his}


def test_two_bios_of_two_writers_go_to_each():
    hers, his = (
        "Ada Quill covers rivers. She keeps ducks.",
        "Bo Reed is a photographer from Port Marsh.",
    )
    result = cleaned(page("By Bo Reed and Ada Quill", LEAD, NEXT, END, hers, his))
    assert bios(result) == {"Ada Quill": hers, "Bo Reed": his}


def test_a_bio_printed_at_the_head_and_at_the_foot_is_shown_once():
    bio = "Ada Quill is a reporter at the Gazette."
    result = cleaned(page(bio, LEAD, NEXT, END, bio))
    assert bios(result) == {"Ada Quill": bio}
    assert [each.rule for each in result.removed] == ["duplicate/bio"]


def test_the_longer_of_two_bios_is_kept_whole_and_the_shorter_goes():
    short = "Ada Quill is a reporter at the Gazette."
    result = cleaned(page("By Ada Quill", short, LEAD, NEXT, END, f"{short} She keeps ducks."))
    assert bios(result) == {"Ada Quill": f"{short} She keeps ducks."}
    assert [each.rule for each in result.removed] == ["duplicate/bio"]


def test_a_label_in_the_papers_own_words_is_cut_off_a_bio():
    bio = "Ada Quill has measured the harbour every morning since 2009."
    result = cleaned(page("By Ada Quill", LEAD, NEXT, END, f"Who rowed out for this: {bio}"))
    assert bios(result) == {"Ada Quill": bio}
    assert [each.text for each in result.trimmed] == ["By", "Who rowed out for this:"]


def test_a_heading_above_a_bio_is_its_label():
    bio = "Ada Quill has measured the harbour every morning since 2009."
    result = cleaned(
        f"{page('By Ada Quill', LEAD, NEXT, END)}<h3>Who got her feet wet</h3><p>{bio}</p>"
    )
    assert bios(result) == {"Ada Quill": bio}
    assert [each.rule for each in result.removed] == ["bio/label"]


def test_a_bio_in_an_aside_is_found():
    bio = "Ada Quill rows to work and writes about what she passes."
    result = cleaned(f"{page(LEAD, NEXT)}<aside><p>{bio}</p></aside>{page(END)}")
    assert bios(result) == {"Ada Quill": bio}


def test_a_line_that_names_who_is_introduced_below_is_a_byline():
    bio = "Ada Quill has rowed to every wreck in the harbour. She keeps ducks badly."
    result = cleaned(page("Ada Quill takes the early boat", LEAD, NEXT, END, bio))
    assert bios(result) == {"Ada Quill": bio}
    assert lines(result.story) == [LEAD, NEXT, END]


def test_a_bio_that_the_payload_states_is_not_shown_twice():
    stated = DraftAuthor(name="Ada Quill", bio="Ada Quill rows.")
    result = cleaned(
        page(LEAD, NEXT, END, "Quill teaches rowing in Port Marsh."), authors=(stated,)
    )
    assert bios(result) == {"Ada Quill": "Ada Quill rows."}
    assert lines(result.story) == [LEAD, NEXT, END]


@pytest.mark.parametrize(
    "last",
    [
        pytest.param("Mara Lind won the women's race in nine minutes.", id="news of somebody named once"),
        pytest.param("Mara Lind, the baker, said she would do it again.", id="somebody speaks"),
        pytest.param("Mara Lind was arrested on Monday and released on Tuesday.", id="in the past"),
        pytest.param("Bo Reed in Port Marsh helped with this report.", id="a note on who helped"),
        pytest.param("Ada Quill: I have never liked boats, and they have never liked me.", id="an answer"),
        pytest.param("Harbour Gazette has covered the river since 1889.", id="the paper itself"),
        pytest.param("Der Hafen ist seit Montag wieder offen.", id="de, no person"),
        pytest.param("El Ayuntamiento le ha ofrecido una placa. Él ha pedido un remo.", id="es, no person"),
        pytest.param("She lives in Port Marsh with two mules.", id="the article's own she"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("byline", ["By Ada Quill", "By Simone"], ids=["hers", "another's"])
def test_a_last_paragraph_on_somebody_else_stays(last: str, byline: str):
    url = "https://harbour-gazette.example/2"
    result = cleaned(page(byline, LEAD, NEXT, END, last), url=url)
    assert last in lines(result.story)
    assert bios(result) == {}


@pytest.mark.parametrize("place", ["head", "foot"])
def test_somebody_whom_the_article_is_about_has_no_bio_cut(place: str):
    life = "Pia Marsh is a reporter at Radio Creek and lives on a barge with two mules."
    more = "Marsh covers eleven villages by canoe and has done so since the bridge went in 1998, she says."
    body = (life, more, NEXT, END) if place == "head" else (LEAD, NEXT, more, life)
    result = cleaned(page(*body))
    assert lines(result.story) == list(body)
    assert named(result) == []


@pytest.mark.parametrize("life", [
    "Tenured at twenty-nine, she had served as chief judge of three nations by 2015.",
    "Marsh has had a remarkable life. She was a professor of tides and served as a judge.",
    "(She had a brief first marriage.) Her father is a professor who keeps a boat.",
])  # fmt: skip
def test_what_tells_of_a_subjects_life_stays(life: str):
    assert life in lines(cleaned(page("By Ada Quill", LEAD, life, NEXT, END)).story)
    assert life in lines(cleaned(page("By Ada Quill", LEAD, NEXT, END, life)).story)
