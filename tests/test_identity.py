"""Ids that never change: what was given once is given again, in any database, by any version."""

from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.model.identity import COPYDESK_NAMESPACE, article_id, author_id

SLUGS = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?", fullmatch=True)


@pytest.mark.parametrize(
    ("source", "external_id", "known"),
    [
        pytest.param(*row, id=f"{row[0]}: {row[1]}")
        for row in (
            ("harbour-gazette", "hg-4411", "urn:uuid:70f38590-5805-502b-bb19-06799111560e"),
            ("harbour-gazette", "HG-4411", "urn:uuid:99d4fcf5-9de5-5289-abe0-f0a2a2cdb6f3"),
            ("le-phare", "hg-4411", "urn:uuid:77a40593-33a9-5001-bb24-96298d25468b"),
            ("le-phare", "été/1?x=ü", "urn:uuid:8e3dae03-762e-52db-937a-f429ae0e7627"),
            ("le-phare", "e\u0301te\u0301", "urn:uuid:30296931-7be0-5184-a175-582ec949f702"),
        )
    ],
)
def test_an_article_has_the_id_that_it_always_had(source, external_id, known):
    assert article_id(source, external_id) == known


@pytest.mark.parametrize(
    ("source", "name", "known"),
    [
        pytest.param(
            "harbour-gazette",
            "Ada Quill",
            "urn:uuid:ba21a20d-0aa0-59ce-a01c-66264343c1b4",
            id="a name",
        ),
        pytest.param(
            "harbour-gazette",
            " ada\u00a0 QUILL ",
            "urn:uuid:ba21a20d-0aa0-59ce-a01c-66264343c1b4",
            id="case, spacing",
        ),
        pytest.param(
            "le-phare",
            "Ada Quill",
            "urn:uuid:4ae08c62-80dd-5969-aab5-30f3b6534578",
            id="another source's",
        ),
        pytest.param(
            "le-phare",
            "Zoë Straße",
            "urn:uuid:7077cc03-b75d-5413-a53a-b71c7d1bd2e5",
            id="not ASCII",
        ),
    ],
)
def test_an_author_has_the_id_that_they_always_had(source, name, known):
    assert author_id(source, name) == known


@given(SLUGS, st.text(min_size=1, max_size=20))
def test_an_id_is_a_uuid_of_version_5_of_our_namespace(source, external_id):
    urn = article_id(source, external_id)
    assert urn.startswith("urn:uuid:")
    assert UUID(urn) == uuid5(uuid5(COPYDESK_NAMESPACE, source), external_id)
    assert UUID(urn).version == 5


@given(st.sets(st.tuples(SLUGS, st.text(min_size=1, max_size=20)), max_size=30))
def test_no_two_articles_share_an_id(names):
    assert len({article_id(*name) for name in names}) == len(names)


@given(SLUGS, st.text(min_size=1, max_size=20))
def test_an_author_is_never_an_article(source, name):
    assert author_id(source, name) != article_id(source, name)
