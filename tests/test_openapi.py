"""The documents of the API: committed, served, and true."""

import json
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from service.model.article import Article
from service.settings import Settings
from service.web import examples
from service.web.app import create_app
from service.web.intake import Received
from service.web.openapi import document
from tests.newsroom import OPERATOR, newsroom_on

OPENAPI = Path(__file__).parents[1] / "openapi"


def test_what_is_committed_is_what_is_served(newsroom):
    for name in ("openapi.json", "article.schema.json"):
        assert newsroom.client.get(f"/{name}").text == (OPENAPI / name).read_text()


def test_the_document_is_openapi_3_1(newsroom):
    served = newsroom.client.get("/openapi.json").json()
    assert served["openapi"].startswith("3.1")
    validate(served)


def test_an_article_is_as_its_schema_says(newsroom):
    newsroom.publish(
        body="<h2>Tides</h2><p>The <b>tide</b>.</p><ul><li>High</li></ul>"
        "<blockquote>Wet.</blockquote><table><tr><td>12:00</td><td>4 m</td></tr></table>",
        images=[{"url": "https://h.example/a.jpg", "caption": "A.", "credit": "B. Quill"}],
    )
    article = newsroom.get("/v1/articles").json()["articles"][0]
    schema = json.loads((OPENAPI / "article.schema.json").read_text())
    Draft202012Validator(schema).validate(article)


def test_the_examples_are_articles_and_receipts():
    assert Article.model_validate(examples.ARTICLE)
    assert Received.model_validate(examples.RECEIPT)


@pytest.mark.parametrize("example", [examples.PAYLOAD, examples.EVENT, examples.WITHDRAWAL])
def test_the_examples_are_taken_in(newsroom, example):
    assert newsroom.send(example).is_success


def test_every_operation_says_who_may_call_it_and_what_it_may_answer(newsroom):
    served = newsroom.client.get("/openapi.json").json()
    operations = [one for path in served["paths"].values() for one in path.values()]
    assert len({one["operationId"] for one in operations}) == len(operations)
    for one in operations:
        assert one["tags"]
        assert one["summary"]
        assert one["description"]
        assert "security" in one
        problems = [answer for status, answer in one["responses"].items() if status >= "400"]
        assert all(
            list(answer["content"]) == ["application/problem+json"] for answer in problems
        )


SCHEMA = schemathesis.openapi.from_dict(document(create_app(Settings(_env_file=None))))


@SCHEMA.parametrize()
@settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
def test_whatever_is_asked_the_answer_is_one_that_is_documented(case, fuzzed):
    operator = any(part in case.operation.path for part in ("/clean", "/admin/"))
    key = OPERATOR if operator else fuzzed.key
    case.headers = {**(case.headers or {}), "authorization": f"Bearer {key}"}
    asked = case.as_transport_kwargs(base_url="http://testserver")
    plain = {name: asked.get(name) for name in ("method", "url", "params", "headers", "json")}
    answer = fuzzed.client.request(**plain, content=asked.get("data"))
    documented = case.operation.definition.raw["responses"]
    assert answer.status_code < 500
    assert str(answer.status_code) in {*documented, "404", "405"}  # of the address, not of it


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory):
    """A newsroom that bears anything."""
    database = f"sqlite:///{tmp_path_factory.mktemp('fuzzed')}/copydesk.db"
    with newsroom_on(database) as newsroom:
        newsroom.publish()
        yield newsroom
