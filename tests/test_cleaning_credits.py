"""Captions and credits apart, in every way that papers write them."""

from time import perf_counter

import pytest

from tests.proof import LEAD, NEXT, cleaned, figure, page


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        pytest.param("Ducks. (JANE DOE/AFP)", "Ducks.", "JANE DOE/AFP", id="in brackets"),
        pytest.param("Ducks. Photo: Jane Doe", "Ducks.", "Jane Doe", id="labelled"),
        pytest.param(
            "Ducks. Photograph by Jane Doe for Us", "Ducks.", "Jane Doe for Us", id="by"
        ),
        pytest.param("Ducks. © Jane Doe", "Ducks.", "Jane Doe", id="the sign"),
        pytest.param("Ducks. Jane Doe/Gazette", "Ducks.", "Jane Doe/Gazette", id="bare"),
        pytest.param("File photo. (PTI)", "File photo.", "PTI", id="an agency"),
        pytest.param("Fot. Jan Nowak", None, "Jan Nowak", id="Polish, alone"),
        pytest.param(
            "Enten. (Archivbild) Foto: dpa", "Enten. (Archivbild)", "dpa", id="German"
        ),
        pytest.param("Ducks on 3 May (left)", "Ducks on 3 May (left)", None, id="none"),
    ],
)
def test_caption_and_credit_come_apart(line: str, caption: str | None, credit: str | None):
    figure = (
        f"<figure><img src='https://a.example/d.jpg'><figcaption>{line}</figcaption></figure>"
    )
    (image,) = cleaned(figure + page(LEAD)).story.images
    assert (image.caption, image.credit) == (caption, credit)


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        pytest.param("Ducks. [Jane Doe/Gazette]", "Ducks.", "Jane Doe/Gazette", id="square"),
        pytest.param("Ducks. Jane Doe (AFP)", "Ducks.", "Jane Doe (AFP)", id="name (AGENCY)"),
        pytest.param(
            "Ducks. Foto: Jo Ray (Getty)", "Ducks.", "Jo Ray (Getty)", id="with a label"
        ),
        pytest.param("Ducks. AFP/Jane Doe", "Ducks.", "AFP/Jane Doe", id="agency first"),
        pytest.param(
            "Ducks. Handout via Reuters", "Ducks.", "Handout via Reuters", id="handed out"
        ),
        pytest.param(
            "Ducks. Photo courtesy of Jane Doe", "Ducks.", "courtesy of Jane Doe", id="courtesy"
        ),
        pytest.param(
            "Ducks. Jane Doe/Special to the Gazette",
            "Ducks.",
            "Jane Doe/Special to the Gazette",
            id="special",
        ),
        pytest.param("Ducks. J. R. Doe/AP", "Ducks.", "J. R. Doe/AP", id="initials"),
        pytest.param("Ducks. pic: J.R.D.", "Ducks.", "J.R.D.", id="glued initials"),
        pytest.param("Ducks. Photo / Town Council", "Ducks.", "Town Council", id="a slash"),
        pytest.param(
            "Ducks. Pic courtesy: The Mill", "Ducks.", "The Mill", id="courtesy, with a colon"
        ),
        pytest.param(
            "Ducks at dawn. —Quay Line", "Ducks at dawn.", "Quay Line", id="a dash, glued"
        ),
        pytest.param("Ducks. Echo photo by Jo Ray", "Ducks.", "Jo Ray", id="a paper's photo"),
        pytest.param("Kacsák. Vadas Lili felvétele", "Kacsák.", "Vadas Lili", id="Hungarian"),
        pytest.param("Canards. Photo : Jo, du club", "Canards.", "Jo, du club", id="French"),
        pytest.param("鴨子在岸邊。(攝影/簡湘芸)", "鴨子在岸邊。", "簡湘芸", id="Chinese"),
        pytest.param("Patke. Snimio T. Mrak", "Patke.", "T. Mrak", id="Croatian"),
        pytest.param("Patke. (Dok. pribadi)", "Patke.", "Dok. pribadi", id="Indonesian"),
        pytest.param("Patos. Foto: J. R.", "Patos.", "J. R.", id="nothing but initials"),
        pytest.param("Ducks. — Jane Doe, Gazette", "Ducks.", "Jane Doe, Gazette", id="dash"),
        pytest.param("Ducks. (File) — PID", "Ducks. (File)", "PID", id="dash after a bracket"),
        pytest.param("Ducks on the quay | Jo Ray", "Ducks on the quay", "Jo Ray", id="bar"),
        pytest.param(
            "Ducks. File photo AFP/Jo Ray", "Ducks. File photo", "AFP/Jo Ray", id="file"
        ),
        pytest.param(
            "Ducks. © coastwatch.example", "Ducks.", "coastwatch.example", id="small c"
        ),
        pytest.param("Ducks. (© Carla Cole)", "Ducks.", "Carla Cole", id="a sign in brackets"),
        pytest.param("Ducks © Jo Ray (Gazette)", "Ducks", "Jo Ray (Gazette)", id="sign, paper"),
        pytest.param(
            "Ducks. Pic: Cy, Jo Ray (Gazette)", "Ducks.", "Cy, Jo Ray (Gazette)", id="two"
        ),
        pytest.param("Ducks. (Foto: Jo Ray)", "Ducks.", "Jo Ray", id="a label in brackets"),
        pytest.param(
            "Ducks. Jane Doe/Post", "Ducks.", "Jane Doe/Post", id="a paper, no button"
        ),
        pytest.param("Ducks. (File photo)", "Ducks. (File photo)", None, id="file, no credit"),
        pytest.param("Enten. (Archivbild)", "Enten. (Archivbild)", None, id="Archivbild"),
        pytest.param(
            "Ducks, seen at dawn.Getty Images",
            "Ducks, seen at dawn.",
            "Getty Images",
            id="glued",
        ),
        pytest.param("Ducks at the cupCredit: PA", "Ducks at the cup", "PA", id="label glued"),
        pytest.param(
            "Ducks cross the road Jane Doe/AFP",
            "Ducks cross the road",
            "Jane Doe/AFP",
            id="no stop",
        ),
        pytest.param("Ducks. Jo Ray/AP Jo Ray/AP", "Ducks.", "Jo Ray/AP", id="credit twice"),
        pytest.param(
            "Photo: Jane Doe. The ducks came at dawn.",
            "The ducks came at dawn.",
            "Jane Doe",
            id="credit first",
        ),
        pytest.param(
            "Image caption: Ducks on the quay. (AP)",
            "Ducks on the quay.",
            "AP",
            id="caption labelled",
        ),
        pytest.param(
            "Ducks. (Foto: agency alliance/dpa | Jo Ray)",
            "Ducks.",
            "agency alliance/dpa | Jo Ray",
            id="bar in brackets",
        ),
        pytest.param(
            "Ducks on the quay. Purchase Licensing Rights",
            "Ducks on the quay.",
            None,
            id="a button",
        ),
        pytest.param(
            "Änder. Foto: Jo Ray/TT Visa mer", "Änder.", "Jo Ray/TT", id="Swedish, a button"
        ),
        pytest.param("Des canards. Photo Jo Ray", "Des canards.", "Jo Ray", id="French"),
        pytest.param("Des canards. DR", "Des canards.", "DR", id="French, rights reserved"),
        pytest.param("Patos. / Á. Ríos", "Patos.", "Á. Ríos", id="Spanish, slash"),
        pytest.param("Patos. Fotografía: Luz Ríos", "Patos.", "Luz Ríos", id="Spanish"),
        pytest.param(
            "Patos. Foto: Rui Pó/Divulgação", "Patos.", "Rui Pó/Divulgação", id="Portuguese"
        ),
        pytest.param("Papere. Foto di Ugo Riva", "Papere.", "Ugo Riva", id="Italian"),
        pytest.param("Eenden. © Jan Smit", "Eenden.", "Jan Smit", id="Dutch, the sign"),
        pytest.param("Ender. Foto: Privat", "Ender.", "Privat", id="Norwegian"),
        pytest.param("Sorsia. Kuva: Aino Salo", "Sorsia.", "Aino Salo", id="Finnish"),
        pytest.param("Kachny. Foto: Jan Novák, ČTK", "Kachny.", "Jan Novák, ČTK", id="Czech"),
        pytest.param("Kacsák. Fotó: Kis Pál/MTI", "Kacsák.", "Kis Pál/MTI", id="Hungarian"),
        pytest.param("Ördekler. Fotoğraf: Can Ak/AA", "Ördekler.", "Can Ak/AA", id="Turkish"),
        pytest.param("Πάπιες. Φωτ.: Νίκος Ρόδης", "Πάπιες.", "Νίκος Ρόδης", id="Greek"),
        pytest.param("Утки. Фото: Иван Рекин", "Утки.", "Иван Рекин", id="Russian"),
        pytest.param(
            "Утки. И. Рекин / «Речной вестник»",
            "Утки.",
            "И. Рекин / «Речной вестник»",
            id="quoted paper",
        ),
        pytest.param("Качки. Світлина: Олена Рука", "Качки.", "Олена Рука", id="Ukrainian"),
        pytest.param("ברווזים. צילום: נועה רון", "ברווזים.", "נועה רון", id="Hebrew"),
        pytest.param("بط في النهر. تصوير: سامي ريان", "بط في النهر.", "سامي ريان", id="Arabic"),
        pytest.param("नदी में बत्तखें। फोटो: रवि राव", "नदी में बत्तखें।", "रवि राव", id="Hindi"),
        pytest.param("川のカモ。写真:川野実", "川のカモ。", "川野実", id="Japanese"),
        pytest.param(
            "川のカモ\uff08川野実撮影\uff09", "川のカモ", "川野実", id="Japanese, label behind"
        ),
        pytest.param("강의 오리. 사진=강민수", "강의 오리.", "강민수", id="Korean"),
        pytest.param(
            "河里的鸭子\uff08何明摄\uff09", "河里的鸭子", "何明", id="Chinese, label behind"
        ),
        pytest.param(
            "घाट पर बत्तखें। फोटो - रवि राव", "घाट पर बत्तखें।", "रवि राव", id="Hindi, a dash"
        ),
        pytest.param("河里的鸭子。摄影:何明", "河里的鸭子。", "何明", id="Chinese"),
        pytest.param("Hwyaid. Llun: Siân Rhys", "Hwyaid.", "Siân Rhys", id="Welsh"),
        pytest.param(
            "Ducks. Zzorg: Jane Doe", "Ducks.", "Jane Doe", id="a label that no rule knows"
        ),
    ],
)
def test_every_paper_writes_credits_its_own_way(line: str, caption: str, credit: str | None):
    (image,) = cleaned(figure(line) + page(LEAD)).story.images
    assert (image.caption, image.credit) == (caption, credit)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("The mayor (left) greets Ada Quill (right)", id="left and right"),
        pytest.param("Jo Ray (Harbour United) and Ada Quill (Quay Rovers)", id="teams"),
        pytest.param("Final score at the quay: Rovers/United 2-1", id="a score"),
        pytest.param("Ducks sell for £4/€5 a pair.", id="prices"),
        pytest.param("The mayor said: “The ducks may stay.”", id="a quotation"),
        pytest.param("From left, Jo Ray, Ada Quill and Sam Reed.", id="names"),
        pytest.param("Kaczki i ks. Jan Nowak", id="Polish, a priest"),
        pytest.param("Утки на ул. Речная Слобода", id="Russian, a street"),
        pytest.param("川のカモ。奥は市役所", id="Japanese, the town hall behind"),
        pytest.param("The photo that the ducks did not like.", id="a photo in words"),
        pytest.param("The game is out on Quay Station X/S, PC", id="a slash in a thing's name"),
        pytest.param("The ducks won the race by a bill. Close", id="a button behind it"),
    ],
)
def test_what_looks_like_a_credit_stays_in_the_caption(line: str):
    (image,) = cleaned(figure(line) + page(LEAD)).story.images
    assert (image.caption, image.credit) == (line, None)


def test_a_button_with_a_slash_is_no_credit():
    result = cleaned(page(LEAD, "View/Post Comments", NEXT))
    assert result.story.images == ()


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(
            "The German translation of the leaflet. (Picture: AP)", id="a translation"
        ),
        pytest.param(
            "Ducks at the quay. Jo Ray/Copyright 2026 AP. All rights reserved.",
            id="a copyright",
        ),
        pytest.param("Ada Quill is a reporter at the Gazette. (AP)", id="a life"),
    ],
)
def test_a_figures_caption_is_read_by_no_rule_of_noise(line: str):
    (image,) = cleaned(figure(line) + page(LEAD, NEXT)).story.images
    assert image.caption is not None
    assert line.startswith(image.caption)


@pytest.mark.parametrize(
    ("credit", "photographer", "agency"),
    [
        pytest.param("JANE DOE/AFP", "JANE DOE", "AFP", id="the person first"),
        pytest.param("AFP/Jane Doe", "Jane Doe", "AFP", id="the agency first"),
        pytest.param(
            "MERIDIAN/Jane Doe", "Jane Doe", "MERIDIAN", id="an unknown one in capitals"
        ),
        pytest.param("The Gazette / Jane Doe", "Jane Doe", "The Gazette", id="the paper first"),
        pytest.param("Jane Doe (AFP)", "Jane Doe", "AFP", id="the agency in brackets"),
        pytest.param("Jane Doe for Reuters", "Jane Doe", "Reuters", id="for"),
        pytest.param("Jane Doe, AP", "Jane Doe", "AP", id="after a comma"),
        pytest.param("Jane Doe", "Jane Doe", None, id="a person"),
        pytest.param("Getty Images", None, "Getty Images", id="an agency"),
    ],
)
def test_photographer_and_agency_are_told_apart(
    credit: str, photographer: str | None, agency: str | None
):
    (image,) = cleaned(figure(f"Ducks. (Photo: {credit})") + page(LEAD)).story.images
    assert (image.photographer, image.agency) == (photographer, agency)


def test_a_long_line_is_read_once():
    line = "Foto: x. (A) / " * 20_000
    began = perf_counter()
    cleaned(figure(line) + page(LEAD))
    assert perf_counter() - began < 5
