"""Where a caption is: under its picture, or in a plain text whose pictures did not come."""

import pytest

from service.model.article import Paragraph
from tests.proof import END, LEAD, LONG, NEXT, cleaned, kept, page


def test_the_same_caption_twice_is_one_picture():
    text = f"Ducks. (JANE DOE/AFP)\nDucks. (JANE DOE/AFP)\n{LEAD}"
    result = cleaned(text)
    assert len(result.story.images) == 1
    assert [(each.rule, each.place) for each in result.removed] == [("duplicate/caption", 1)]


def test_a_refrain_is_no_caption():
    refrain = "And the river went on, and the river went on."
    assert kept(page(LEAD, refrain, refrain, NEXT)) == [LEAD, refrain, refrain, NEXT]


@pytest.mark.parametrize(
    ("lines", "caption", "credit"),
    [
        pytest.param(
            ["Ducks at the quay. (JANE DOE/AFP)"],
            "Ducks at the quay.",
            "JANE DOE/AFP",
            id="credit in brackets",
        ),
        pytest.param(
            ["Ducks wait at the quay. Jane Doe"],
            "Ducks wait at the quay.",
            "Jane Doe",
            id="a name after a stop",
        ),
        pytest.param(
            ["Ducks wait at the quay. Jo Ray / P9"],
            "Ducks wait at the quay.",
            "Jo Ray / P9",
            id="a name and a paper",
        ),
        pytest.param(
            ["Ducks wait at the quay. — Jane Doe, Gazette"],
            "Ducks wait at the quay.",
            "Jane Doe, Gazette",
            id="after a dash",
        ),
        pytest.param(
            ["Ducks wait at the quay.", "Photo: Jane Doe"],
            "Ducks wait at the quay.",
            "Jane Doe",
            id="two lines",
        ),
        pytest.param(
            ["Ducks wait at the quay.", "(Jane Doe/AP)"],
            "Ducks wait at the quay.",
            "Jane Doe/AP",
            id="two lines, brackets",
        ),
        pytest.param(
            ["Photo: Jane Doe", "Image caption: Ducks."],
            "Ducks.",
            "Jane Doe",
            id="credit above",
        ),
        pytest.param(["Photo: Jane Doe"], None, "Jane Doe", id="a credit alone"),
        pytest.param(
            ["Pictured: ducks that wait at the quay."],
            "Pictured: ducks that wait at the quay.",
            None,
            id="its label",
        ),
        pytest.param(
            ["Ducks at the quay.", "Ducks at the quay. (AP)"],
            "Ducks at the quay.",
            "AP",
            id="one copy lacks the credit",
        ),
        pytest.param(
            ["Ducks at the quay. (AP)", "Ducks at the quay."],
            "Ducks at the quay.",
            "AP",
            id="the other lacks it",
        ),
        pytest.param(
            ["Утки ждут на причале. Иван Рекин"],
            "Утки ждут на причале.",
            "Иван Рекин",
            id="Russian",
        ),
        pytest.param(
            ["Enten warten am Kai. Foto: Jo Ray"], "Enten warten am Kai.", "Jo Ray", id="German"
        ),
    ],
)
def test_a_caption_in_plain_text_makes_a_picture_without_address(
    lines: list[str], caption: str | None, credit: str | None
):
    text = "\n".join((LEAD, NEXT, *lines, LONG, END))
    result = cleaned(text)
    assert [(each.url, each.caption, each.credit) for each in result.story.images] == [
        (None, caption, credit)
    ]
    assert [block.text for block in result.story.body if isinstance(block, Paragraph)] == [
        LEAD,
        NEXT,
        LONG,
        END,
    ]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(
            "The council (which had met twice) went home.", id="a sentence with brackets"
        ),
        pytest.param("Harbour Rovers 2 Quay United 1", id="a score"),
        pytest.param("Adults £4/children £2, dogs go free", id="prices"),
        pytest.param("“I counted forty of them.” Jane Doe", id="a quotation and who said it"),
        pytest.param("“We count them twice.” — Jane Doe, Gazette", id="the same after a dash"),
        pytest.param("Jo Ray, Ada Quill, Sam Reed", id="a list of names"),
        pytest.param("You have our thanks. Jane Doe", id="a letter's end"),
        pytest.param("Look at them all. pic.twitter.com/3bdNRv", id="a tweet's picture"),
        pytest.param("Home / Harbour / Latest news", id="a trail"),
        pytest.param("The ducks came back. And then? Silence", id="a last word"),
        pytest.param(
            "A novel of ducks. Quay House\nA life of one. Rover Press", id="a list of books"
        ),
        pytest.param(
            "The ducks are here to stay, all of them. HG", id="a paper's sign for the end"
        ),
        pytest.param("Image: the ducks came back at noon", id="what an image shows"),
        pytest.param("Grafik: So hoch stieg der Fluss bei uns", id="what a graphic shows"),
        pytest.param("Source: Harbour Office", id="whose figures they are"),
        pytest.param("Ducks swim past the quay at dawn.", id="a scene with no sign"),
    ],
)
def test_what_only_looks_like_a_caption_stays_in_the_text(line: str):
    text = f"{LEAD}\n{NEXT}\n{line}\n{LONG}\n{END}"
    assert cleaned(text).story.images == ()
    assert set(line.split("\n")) <= set(kept(text))


def test_an_agency_that_signs_its_report_is_no_credit():
    last = f"{LONG} (dpa)"
    text = f"{LEAD}\n{NEXT}\n{last}"
    assert cleaned(text).story.images == ()
    assert last in kept(text)


def test_a_heading_above_a_credit_stays_a_heading():
    heading = "How the ducks came to the harbour town"
    text = f"{LEAD}\n{heading}\nJo Ray via Getty Images\n{LONG}\n{END}"
    result = cleaned(text)
    assert heading in kept(text)
    assert [(each.caption, each.credit) for each in result.story.images] == [
        (None, "Jo Ray via Getty Images")
    ]


@pytest.mark.parametrize(
    "note",
    [
        "Ada Quill contributed to this report.",
        "Contributed by Ada Quill.",
        "Ada Quill, contributed.",
    ],
)
def test_who_worked_on_the_article_too_is_no_credit_of_a_picture(note: str):
    text = page(LEAD, NEXT, "The vote is on Monday.", note)
    assert kept(text) == [LEAD, NEXT, "The vote is on Monday.", note]


def test_a_contributed_photo_is_one_below_the_prose_too():
    (image,) = cleaned(page(LEAD, NEXT, "Ducks at the quay.", "Contributed photo")).story.images
    assert (image.caption, image.credit) == ("Ducks at the quay.", "Contributed photo")


@pytest.mark.parametrize(
    "under",
    [
        pytest.param("<p><em>Ducks at the quay.</em></p>", id="in italics"),
        pytest.param(
            "<p>Ducks at the quay.</p><p>Foto: AFP</p>", id="a credit in the next line"
        ),
        pytest.param("<p>Ducks at the quay.</p><p>© AFP</p>", id="with the sign"),
        pytest.param("<p>Ducks at the quay.</p><p>Foto:</p><p>AFP</p>", id="over three lines"),
        pytest.param("<p class='cutline'>Ducks at the quay.</p>", id="marked"),
        pytest.param("<ul><li>Ducks at the quay. (AFP)</li></ul>", id="in a list of pictures"),
    ],
)
def test_the_lines_right_under_a_picture_are_its_caption(under: str):
    body = f"{page(LEAD)}<img src='https://a.example/d.jpg'>{under}{page(LONG, END)}"
    (image,) = cleaned(body).story.images
    assert image.caption == "Ducks at the quay."
    assert kept(body) == [LEAD, LONG, END]


def test_the_paragraph_under_a_picture_is_none():
    body = f"{page(LEAD)}<img src='https://a.example/d.jpg'>{page(NEXT, LONG, END)}"
    assert kept(body) == [LEAD, NEXT, LONG, END]
    assert [each.caption for each in cleaned(body).story.images] == [None]


def test_a_label_without_a_name_takes_no_paragraph():
    body = (
        f"{page(LEAD)}<img src='https://a.example/d.jpg'><p>Ducks.</p><p>Foto:</p>{page(LONG)}"
    )
    assert LONG in kept(body)
