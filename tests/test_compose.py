"""deploy/compose.yaml: well-formed, locked down, and at one with the Dockerfile and the settings."""

import json
import re
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from jsonschema import Draft202012Validator

from service.settings import Settings

ROOT: Final = Path(__file__).parent.parent
SCHEMA: Final = json.loads((ROOT / "tests/deploy/compose.schema.json").read_text())
COMPOSE: Final[dict[str, Any]] = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text())
SERVICE: Final[dict[str, Any]] = COMPOSE["services"]["copydesk"]
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


def test_it_sets_what_can_be_set():
    names = {name.removeprefix("COPYDESK_").lower() for name in SERVICE["environment"]}
    assert names <= set(Settings.model_fields)


def test_no_secret_is_written_into_it():
    secrets = {name: value for name, value in SERVICE["environment"].items() if "KEY" in name}
    assert all(value.startswith("${") for value in secrets.values()), secrets
