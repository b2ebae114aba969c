"""Pictures, captions and credits: each once, apart, and with its rights."""

import pytest

from service.model.article import ImageBlock
from service.model.cleaned import Kind
from service.model.draft import DraftImage
from tests.proof import LEAD, NEXT, cleaned, kept, page


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


def test_the_same_caption_twice_is_one_picture():
    text = f"Ducks. (JANE DOE/AFP)\nDucks. (JANE DOE/AFP)\n{LEAD}"
    result = cleaned(text)
    assert len(result.story.images) == 1
    assert [(each.rule, each.place) for each in result.removed] == [("duplicate/caption", 1)]


def test_a_refrain_is_no_caption():
    refrain = "And the river went on, and the river went on."
    assert kept(page(LEAD, refrain, refrain, NEXT)) == [LEAD, refrain, refrain, NEXT]


def test_a_picture_stands_where_it_stood_with_its_words():
    figure = "<figure><img src='/d.jpg'><figcaption>Ducks. © Jo Ray</figcaption></figure>"
    result = cleaned(page(LEAD) + figure + page(NEXT), url="https://gazette.example/rivers")
    assert result.story.body[1] == ImageBlock(image=0)
    assert (
        '<figure><img src="https://gazette.example/d.jpg" alt="">'
        "<figcaption>Ducks. (Jo Ray)</figcaption></figure>"
    ) in result.story.body_html


@pytest.mark.parametrize(
    "img",
    [
        pytest.param(
            "<img src='https://px.example/1.gif' width='1' height='1'>", id="tracking"
        ),
        pytest.param("<img class='avatar' src='https://a.example/ada.jpg'>", id="avatar"),
        pytest.param("<img src='https://a.example/paper-logo.png'>", id="logo"),
        pytest.param("<img src='https://a.example/t.jpg' width='60' height='60'>", id="small"),
        pytest.param("<img src='data:image/gif;base64,R0lGOD'>", id="no address"),
        pytest.param("<img src='javascript:alert(1)'>", id="no picture"),
    ],
)
def test_what_is_no_picture_of_the_articles_is_left_out(img: str):
    assert cleaned(page(LEAD) + img + page(NEXT)).story.images == ()


def test_a_picture_kept_in_house_never_leaves():
    house = DraftImage(url="https://a.example/d.jpg", caption="Ducks.", syndication=False)
    figure = (
        "<figure><img src='http://a.example/d.jpg?w=9'><figcaption>Ducks.</figcaption></figure>"
    )
    link = (
        "<p>See <a href='https://a.example/d.jpg'>the ducks</a> that came with the water.</p>"
    )
    result = cleaned(page(LEAD) + figure + link, images=(house,))
    assert result.story.images == ()
    assert "d.jpg" not in result.story.model_dump_json()
    assert {(each.kind, each.rule) for each in result.removed} == {
        (Kind.RIGHTS, "rights/syndication")
    }


def test_stated_pictures_and_the_bodys_are_merged_by_address():
    stated = DraftImage(
        url="https://a.example/d.jpg", credit="Jo Ray", caption="Ducks, stated."
    )
    (image,) = cleaned(
        "<img src='https://a.example/d.jpg' alt='Two ducks'>" + page(LEAD), images=(stated,)
    ).story.images
    assert (image.caption, image.credit, image.alt) == ("Ducks, stated.", "Jo Ray", "Two ducks")


def test_a_picture_in_another_size_is_the_same_picture():
    stated = DraftImage(url="https://a.example/d.jpg")
    body = "<img src='https://a.example/d.jpg?w=300'>" + page(LEAD)
    assert len(cleaned(body, images=(stated,)).story.images) == 1


def test_pictures_told_apart_by_their_query_are_two():
    body = "<img src='https://a.example/i?id=1'><img src='https://a.example/i?id=2'>" + page(
        LEAD
    )
    assert len(cleaned(body).story.images) == 2


def test_a_picture_whose_caption_is_stated_too_keeps_its_place():
    url, caption = "https://h.example/gull.jpg", "The gull on Monday."
    body = (
        f'<div class="text"><figure class="lead"><img src="{url}" alt="A gull">'
        f"<figcaption>{caption}</figcaption></figure>{page(LEAD, NEXT)}</div>"
    )
    story = cleaned(body, images=(DraftImage(url=url, caption=caption),)).story
    assert [block.image for block in story.body if isinstance(block, ImageBlock)] == [0]
    assert [(image.url, image.caption, image.alt) for image in story.images] == [
        (url, caption, "A gull")
    ]


def test_a_picture_without_a_usable_address_keeps_its_words_and_raises_a_doubt():
    caption, credit = "The mayor at the quay on Monday.", "Ada Quill"
    stated = DraftImage(url="javascript:alert(1)", caption=caption, credit=credit)
    come = cleaned(page(LEAD, NEXT), images=(stated,))
    assert [(image.url, image.caption, image.credit) for image in come.story.images] == [
        (None, caption, credit)
    ]
    assert [doubt.rule for doubt in come.doubts] == ["picture/address"]
