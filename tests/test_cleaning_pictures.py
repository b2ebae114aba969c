"""Pictures: each once, with its rights, and none that is not the article's."""

import pytest

from service.model.article import ImageBlock
from service.model.cleaned import Kind
from service.model.draft import DraftImage
from tests.proof import LEAD, LONG, NEXT, cleaned, figure, page


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


def test_a_gallery_keeps_its_pictures_and_what_is_said_under_each():
    body = "".join(
        figure(f"Ducks, {day}. Jo Ray/AP", f"{day}.jpg") for day in ("Monday", "Tuesday")
    )
    assert [
        (each.url, each.caption, each.credit)
        for each in cleaned(page(LEAD) + body).story.images
    ] == [
        ("https://a.example/Monday.jpg", "Ducks, Monday.", "Jo Ray/AP"),
        ("https://a.example/Tuesday.jpg", "Ducks, Tuesday.", "Jo Ray/AP"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Alt: two ducks on a quay", id="alt"),
        pytest.param("Image description: two ducks on a quay", id="described"),
        pytest.param("[Picture description: two ducks on a quay]", id="in brackets"),
        pytest.param("[на картинке: две утки на причале]", id="Russian"),
        pytest.param("Bildbeschreibung: zwei Enten am Kai", id="German"),
        pytest.param("Texte alternatif : deux canards sur le quai", id="French"),
    ],
)
def test_a_line_for_those_who_cannot_see_the_picture_is_removed(line: str):
    result = cleaned(f"{LEAD}\n{line}\n{NEXT}\n{LONG}")
    assert [(each.text, each.kind) for each in result.removed] == [(line, Kind.OTHER)]


def test_alt_is_never_overwritten():
    stated = DraftImage(url="https://a.example/d.jpg", alt="Two ducks, as stated")
    (image,) = cleaned(
        "<img src='https://a.example/d.jpg' alt='Ducks'>" + page(LEAD), images=(stated,)
    ).story.images
    assert image.alt == "Two ducks, as stated"
