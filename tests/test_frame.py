"""The frame: what every file and every function of this repository keeps to."""

import ast
import os
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

ROOT: Final = Path(__file__).parent.parent
TOP: Final = {
    *("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"),
    *("service", "tests", "openapi", "deploy", "benchmarks", "docs"),
    *("Makefile", "pyproject.toml", "uv.lock", "Dockerfile", ".dockerignore"),
    *(".ci", ".editorconfig", ".gitignore", ".pre-commit-config.yaml"),
}
PURE: Final = ("service/model", "service/intake", "service/cleaning", "service/feeds")
LONGEST_MODULE: Final = 300
LONGEST_FUNCTION: Final = 40
A_MACHINE: Final = re.compile(r"(?<![\w.:/-])/(?:work|root|(?:home|Users)/\w+)(?![\w-])")
UNFINISHED: Final = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
CLOCKS_AND_CHANCE: Final = {"now", "utcnow", "today", "time", "monotonic", "uuid1", "uuid4"}


@pytest.fixture(scope="session")
def files(tmp_path_factory) -> list[str]:
    """Every file that a commit of all there is would hold: git lists them, even in a folder that is no checkout."""
    empty = tmp_path_factory.mktemp("git") / ".git"
    git = ["git", f"--git-dir={empty}", f"--work-tree={ROOT}"]
    env = {"PATH": os.environ["PATH"]}
    subprocess.run([*git, "init", "--quiet"], env=env, check=True)
    ls = [*git, "ls-files", "-z", "--others", "--exclude-standard"]
    listed = subprocess.check_output(ls, cwd=ROOT, env=env, text=True)
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="session")
def modules(files) -> dict[str, ast.Module]:
    """Every module but the migrations: one is a list of statements as long as the schema, and never edited again."""
    return {
        name: ast.parse((ROOT / name).read_text(), filename=name)
        for name in files
        if name.endswith(".py") and "/migrations/versions/" not in name
    }


def found(pattern: re.Pattern[str], files: list[str]) -> list[str]:
    """Where the pattern stands in a text file that people here write."""
    return [
        f"{name}: {match[0]}"
        for name in files
        if name not in {"uv.lock", "tests/test_frame.py"}
        for match in pattern.finditer((ROOT / name).read_text(errors="replace"))
    ]


def functions(module: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or 0) - node.lineno + 1


def targets() -> set[str]:
    """What the Makefile offers."""
    (offered,) = re.findall(
        r"^\.PHONY: (help .+)$", (ROOT / "Makefile").read_text(), re.MULTILINE
    )
    return set(offered.split())


def toml(name: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / name).read_text())


def test_the_top_holds_what_the_design_names(files):
    assert {name.partition("/")[0] for name in files} == TOP


def test_no_file_names_a_place_on_one_machine(files):
    assert found(A_MACHINE, files) == []


def test_no_file_leaves_something_to_be_done(files):
    assert found(UNFINISHED, files) == []


def test_no_module_is_too_long_to_read(modules):
    lines = {name: len((ROOT / name).read_text().splitlines()) for name in modules}
    assert {name: long for name, long in lines.items() if long > LONGEST_MODULE} == {}


def test_no_function_is_too_long_to_see(modules):
    lines = {
        f"{name}: {function.name}": length(function)
        for name, module in modules.items()
        for function in functions(module)
    }
    assert {name: long for name, long in lines.items() if long > LONGEST_FUNCTION} == {}


def test_the_pure_rooms_ask_neither_the_clock_nor_chance(modules):
    asked = [
        f"{name}: {node.func.attr}"
        for name, module in modules.items()
        if name.startswith(PURE)
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in CLOCKS_AND_CHANCE
    ]
    assert asked == []


def test_make_alone_prints_every_target():
    env = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    printed = subprocess.check_output(["make"], cwd=ROOT, env=env, text=True)
    assert set(re.findall(r"^  make ([\w-]+)  ", printed, re.MULTILINE)) == targets()


def test_every_script_of_the_makefile_is_there(files):
    scripts = re.findall(r"python ([\w/]+\.py)", (ROOT / "Makefile").read_text())
    assert scripts
    assert set(scripts) <= set(files)


def test_the_commands_of_the_readme_are_targets():
    named = set(re.findall(r"\bmake (\w+)", (ROOT / "README.md").read_text()))
    assert {"run", "test"} <= named <= targets()


def test_a_clean_checkout_is_tested_by_the_command_of_the_readme():
    script = ROOT / ".ci/run"
    assert os.access(script, os.X_OK)
    goals = re.findall(r"\bmake ((?:-\S+ )*)(.+)$", script.read_text(), re.MULTILINE)[-1][1]
    assert goals.split()[0] == "test"
    assert set(goals.split()) <= targets()


def test_every_hook_is_a_check_of_the_makefile():
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())
    hooks = {hook["id"]: hook["entry"].split()[0] for hook in config["repos"][0]["hooks"]}
    assert set(hooks) == {"format", "lint", "types", "imports"}
    assert all(tool in (ROOT / "Makefile").read_text() for tool in hooks.values()), hooks


def test_the_lock_is_of_these_dependencies():
    project = toml("pyproject.toml")
    (locked,) = (
        package for package in toml("uv.lock")["package"] if package["name"] == "copydesk"
    )
    listed = locked["metadata"]
    for declared, kept in (
        (project["project"]["dependencies"], listed["requires-dist"]),
        (project["dependency-groups"]["dev"], listed["requires-dev"]["dev"]),
    ):
        parts = [re.fullmatch(r"([\w-]+)(?:\[[\w,-]+])?(.*)", text) for text in declared]
        wanted = {part[1]: part[2] for part in parts if part}
        assert {one["name"]: one.get("specifier", "") for one in kept} == wanted


def test_the_licence_is_apache_2():
    text = (ROOT / "LICENSE").read_text()
    assert "Apache License\n                           Version 2.0, January 2004" in text
    assert toml("pyproject.toml")["project"]["license"] == "Apache-2.0"
