"""Errors: every one a problem detail, and none that repeats what was sent."""

import pytest

from service.model import errors
from service.web.problem_types import INTERNAL_ERROR, METHOD_NOT_ALLOWED, PROBLEMS
from tests.databases import change
from tests.newsroom import until


def leaves(kind: type) -> set[type]:
    """Return the classes below `kind` that have none below them."""
    below: list[type] = kind.__subclasses__()
    return set().union(*map(leaves, below)) if below else {kind}


def test_every_error_has_a_problem():
    assert leaves(errors.CopydeskError) == set(PROBLEMS)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        pytest.param("GET", "/sentinel", 404, id="no such address"),
        pytest.param("GET", "/v1/articles/sentinel", 401, id="no key"),
        pytest.param("GET", "/feeds/sentinel.rss", 404, id="no such feed"),
        pytest.param("DELETE", "/v1/articles", 405, id="no such method"),
        pytest.param("GET", "/v1/intake/sentinel", 405, id="GET for POST"),
        pytest.param("POST", "/v1/intake/sentinel", 401, id="not signed"),
        pytest.param("POST", "/v1/clean", 401, id="not the operator"),
        pytest.param("GET", "/v1/articles/", 404, id="a slash too many"),
    ],
)
def test_every_error_is_a_problem_detail(newsroom, method, path, status):
    answer = newsroom.client.request(method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    problem = answer.json()
    assert problem["status"] == status
    assert {"type", "title", "detail"} <= set(problem)
    assert "sentinel" not in answer.text


@pytest.mark.parametrize(
    ("path", "allow"),
    [
        ("/v1/articles", "GET, HEAD"),
        ("/v1/intake/x", "POST"),
        ("/health/live", "GET, HEAD"),
        ("/openapi.json", "GET, HEAD"),
    ],
)
def test_a_wrong_method_is_told_the_right_ones(newsroom, path, allow):
    answer = newsroom.client.request("PUT", path)
    assert (answer.status_code, answer.headers["allow"]) == (405, allow)


def test_each_problem_is_explained_at_its_own_address(newsroom):
    for kind in (*PROBLEMS.values(), METHOD_NOT_ALLOWED, INTERNAL_ERROR):
        page = newsroom.client.get(f"/problems/{kind.name}")
        assert kind.help in page.text
    assert newsroom.client.get("/problems/sentinel").status_code == 404


def test_a_fault_of_ours_says_nothing_of_itself(newsroom, monkeypatch):
    def break_down(*_: object) -> None:
        raise RuntimeError("sentinel")

    monkeypatch.setattr(newsroom.house, "read", break_down)
    answer = newsroom.get("/v1/articles")
    assert answer.status_code == 500
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-type"] == "application/problem+json"
    assert "sentinel" not in answer.text


def test_a_service_that_shuts_down_asks_to_come_back(newsroom):
    newsroom.house.desk.writer.close()
    answer = newsroom.publish()
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


def test_every_answer_forbids_to_sniff_and_to_frame(newsroom):
    for path in ("/health/live", "/nowhere", "/feeds/news.rss", "/openapi.json"):
        headers = newsroom.client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_the_service_is_well(newsroom, path):
    assert newsroom.client.get(path).json()["status"] == "ok"
    assert newsroom.client.head(path).status_code == 200


def test_a_service_without_its_database_is_not_ready(newsroom, database):
    change(database, "DROP TABLE head")
    answer = newsroom.client.get("/health/ready")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert newsroom.client.get("/health/live").status_code == 200


def test_a_tick_that_fails_is_not_the_last(newsroom, monkeypatch, caplog):
    def break_down(*_: object, **__: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(type(newsroom.house.desk.store), "snapshot", break_down)
        until(lambda: "cannot be logged now" in caplog.text)
    newsroom.publish(embargoed_until="2026-03-04T13:00:01Z")
    newsroom.clock.pass_(seconds=1)

    def kinds() -> list[str]:
        with newsroom.house.desk.store.snapshot() as tx:
            return [logged.change.kind for logged in tx.log.after(0, limit=9)]

    until(lambda: kinds() == ["published", "released"])
