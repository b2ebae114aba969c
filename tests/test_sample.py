"""The sample newsroom that `make run` serves: deploy/sample/."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.model.draft import Draft

FILES = sorted((Path(__file__).parents[1] / "deploy" / "sample").glob("*.json"))
DRAFTS = [Draft.model_validate_json(file.read_bytes()) for file in FILES]


@pytest.mark.parametrize("draft", DRAFTS, ids=[file.stem for file in FILES])
def test_a_sample_is_a_whole_native_payload(draft):
    assert draft.source in {"harbour-gazette", "le-phare"}
    assert draft.published_at <= draft.modified_at < datetime(2026, 11, 1, tzinfo=UTC)
    assert ".example/" in draft.url


def test_the_samples_are_in_three_languages_and_each_is_another_article():
    assert {draft.language for draft in DRAFTS} == {"en-GB", "fr", "es"}
    assert len({(draft.source, draft.external_id) for draft in DRAFTS}) == len(DRAFTS) == 8
