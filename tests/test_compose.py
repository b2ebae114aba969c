"""deploy/compose.yaml: well-formed, locked down, and at one with the Dockerfile and the settings."""

import json
import re
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from jsonschema import Draft202012Validator
from sqlalchemy import make_url

from service.settings import Settings

ROOT: Final = Path(__file__).parent.parent
SCHEMA: Final = json.loads((ROOT / "tests/deploy/compose.schema.json").read_text())
COMPOSE: Final[dict[str, Any]] = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text())
SERVICE: Final[dict[str, Any]] = COMPOSE["services"]["copydesk"]
REPLICAS: Final[dict[str, Any]] = COMPOSE["services"]["replicas"]
POSTGRES: Final[dict[str, Any]] = COMPOSE["services"]["postgres"]
DOCKERFILE: Final = re.sub(r"\s*\\\n\s*", " ", (ROOT / "Dockerfile").read_text())


def faults(compose: Any) -> list[str]:
    return [error.json_path for error in Draft202012Validator(SCHEMA).iter_errors(compose)]


def test_it_is_valid():
    Draft202012Validator.check_schema(SCHEMA)
    assert not faults(COMPOSE)


@pytest.mark.parametrize(
    ("slip", "place"),
    [
        pytest.param({"enviroment": {}}, "$.services.copydesk", id="a key misspelt"),
        pytest.param({"read_only": "yes"}, "$.services.copydesk.read_only", id="not a boolean"),
        pytest.param(
            {"ports": [8000]}, "$.services.copydesk.ports[0]", id="a port to the world"
        ),
        pytest.param({"restart": "ever"}, "$.services.copydesk.restart", id="no such policy"),
        pytest.param(
            {"stop_grace_period": "30"},
            "$.services.copydesk.stop_grace_period",
            id="a duration without its unit",
        ),
    ],
)
def test_a_slip_is_found(slip, place):
    assert faults(COMPOSE | {"services": {"copydesk": SERVICE | slip}}) == [place]


def test_it_may_do_nothing_that_it_need_not():
    locked = {
        "read_only": True,
        "cap_drop": ["ALL"],
        "security_opt": ["no-new-privileges:true"],
    }
    assert SERVICE | locked == SERVICE


def test_only_this_machine_reaches_it():
    assert all(port.startswith("127.0.0.1:") for port in SERVICE["ports"])


def test_its_articles_outlive_it():
    (mounted,) = SERVICE["volumes"]
    volume, _, folder = mounted.partition(":")
    assert volume in COMPOSE["volumes"]
    assert f"\nVOLUME {folder}\n" in DOCKERFILE


def test_it_builds_the_dockerfile_of_this_folder():
    assert (ROOT / "deploy" / SERVICE["build"] / "Dockerfile").is_file()


def test_it_asks_after_health_as_the_image_does():
    check = SERVICE["healthcheck"]
    flags = " ".join(
        f"--{name.replace('_', '-')}={check[name]}"
        for name in ("interval", "timeout", "start_period", "retries")
    )
    command = json.dumps(check["test"][1:])
    assert f"\nHEALTHCHECK {flags} {check['test'][0]} {command}\n" in DOCKERFILE


@pytest.mark.parametrize("service", [SERVICE, REPLICAS])
def test_it_sets_what_can_be_set(service):
    names = set(service["environment"]) - {"PGPASSWORD"}  # which libpq reads by itself
    assert {name.removeprefix("COPYDESK_").lower() for name in names} <= set(
        Settings.model_fields
    )


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_no_secret_is_written_into_it(name):
    environment = COMPOSE["services"][name]["environment"]
    secrets = {
        name: value for name, value in environment.items() if re.search("KEY|PASSWORD", name)
    }
    assert all(value.startswith("${") for value in secrets.values()), secrets
    assert not make_url(environment.get("COPYDESK_DATABASE_URL", "sqlite://")).password


def test_two_replicas_are_what_one_is_but_for_their_database():
    theirs = {"profiles", "environment", "ports", "volumes", "deploy", "depends_on"}
    assert REPLICAS["deploy"]["replicas"] == 2
    assert {name: said for name, said in REPLICAS.items() if name not in theirs} == {
        name: said for name, said in SERVICE.items() if name not in theirs
    }


def test_each_replica_has_a_port_of_this_machine():
    (ports,) = REPLICAS["ports"]
    address, published, _ = ports.split(":")
    first, last = map(int, published.split("-"))
    assert address == "127.0.0.1"
    assert last - first + 1 == REPLICAS["deploy"]["replicas"]


def test_they_wait_for_a_database_that_nobody_else_reaches():
    url = make_url(REPLICAS["environment"]["COPYDESK_DATABASE_URL"])
    assert REPLICAS["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    assert (url.host, url.username) == ("postgres", POSTGRES["environment"]["POSTGRES_USER"])
    assert "ports" not in POSTGRES
    assert "healthcheck" in POSTGRES


def test_what_one_asks_for_on_sqlite_brings_no_postgresql():
    """Compose reads every line, so a password that must be set would have to be set there too."""
    assert "profiles" not in SERVICE
    assert POSTGRES["profiles"] == REPLICAS["profiles"]
    assert ":?" not in POSTGRES["environment"]["POSTGRES_PASSWORD"]


def test_every_volume_is_one_that_is_named():
    mounted = [
        volume.partition(":")[0]
        for service in COMPOSE["services"].values()
        for volume in service["volumes"]
    ]
    assert sorted(mounted) == sorted(COMPOSE["volumes"])
