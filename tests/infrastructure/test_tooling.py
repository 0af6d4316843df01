"""The files for editors, for a check before each commit and for continuous integration call what is there."""

import configparser
from typing import Any

import pytest
import yaml

import bootstrap
from tests.infrastructure.house import ROOT
from tests.infrastructure.suite import CHECK


def read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def test_a_commit_is_checked_by_what_make_check_runs() -> None:
    hooks = [hook for repository in read(".pre-commit-config.yaml")["repos"] for hook in repository["hooks"]]
    assert [hook["entry"] for hook in hooks] == ["python3 bootstrap.py check"]
    assert hooks[0]["name"].split(", ") == [step.name for step in CHECK]


def test_the_workflow_runs_make_test_and_may_only_read() -> None:
    workflow = read(".github/workflows/test.yml")
    steps = workflow["jobs"]["test"]["steps"]
    assert [step["run"] for step in steps if "run" in step] == ["make test"]
    assert workflow["permissions"] == {"contents": "read"}


def test_the_workflow_uses_the_oldest_python_that_is_supported() -> None:
    steps = read(".github/workflows/test.yml")["jobs"]["test"]["steps"]
    versions = [step["with"]["python-version"] for step in steps if "python-version" in step.get("with", {})]
    assert versions == ["3.11"]


def test_updates_are_looked_for_where_versions_are_written() -> None:
    folders = {update["package-ecosystem"]: update["directory"] for update in read(".github/dependabot.yml")["updates"]}
    assert folders == {"uv": "/requirements", "docker": "/docker", "docker-compose": "/docker", "github-actions": "/"}
    assert all((ROOT / folder.lstrip("/")).is_dir() for folder in folders.values())


def test_editors_are_told_the_line_length_of_the_formatter() -> None:
    editor = configparser.ConfigParser()
    editor.read_string("[top]\n" + (ROOT / ".editorconfig").read_text(encoding="utf-8"))
    lint = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f"line-length = {editor['*.py']['max_line_length']}" in lint


@pytest.mark.parametrize("file", ["AGENTS.md", "README.md", "CONTRIBUTING.md"])
def test_every_target_that_is_named_exists(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    named = {words.split("`")[0].split()[0] for words in text.split("`make ")[1:]}
    assert named
    assert named <= {*bootstrap.OWN, *bootstrap.PARTS}
