"""The locked requirements are complete, hashed, free of this or that machine's addresses, and say what is used."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.infrastructure.suite import LOCKED
from tests.infrastructure.template import PROJECT, SOURCES

FOLDER = PROJECT / "requirements"
PIN = re.compile(r"^([a-z0-9-]+)(?:\[[a-z0-9,-]+\])?==(\S+)", re.MULTILINE)


def normal(name: str) -> str:
    """Return a package's name as PEP 503 spells it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def direct(name: str) -> set[str]:
    """Return the packages that a .in file names itself."""
    lines = (FOLDER / f"{name}.in").read_text(encoding="utf-8").splitlines()
    named = [re.match(r"[A-Za-z0-9._-]+", line) for line in lines if line[:1] not in ("", "#", "-")]
    return {normal(match[0]) for match in named if match}


def pins(name: str) -> dict[str, set[str]]:
    """Return {package: its versions}; a version may differ by Python."""
    found: dict[str, set[str]] = {}
    for package, version in PIN.findall((FOLDER / f"{name}.txt").read_text(encoding="utf-8")):
        found.setdefault(package, set()).add(version)
    return found


def third_party_imports() -> set[str]:
    modules: set[str] = set()
    files: list[Path] = [file for app in SOURCES for file in (PROJECT / app).rglob("*.py")]
    files = [file for file in files if "migrations" not in file.parts]  # written by Django
    for node in (node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))):
        if isinstance(node, ast.Import):
            modules |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            modules.add(node.module.split(".")[0])
    return modules - set(SOURCES) - sys.stdlib_module_names


@pytest.mark.parametrize("name", LOCKED)
def test_every_package_asked_for_is_locked(name: str) -> None:
    assert direct(name) <= set(pins(name))


@pytest.mark.parametrize("name", LOCKED)
def test_every_locked_package_has_a_hash(name: str) -> None:
    entries = re.split(r"^(?=[a-z0-9])", (FOLDER / f"{name}.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)
    without = [entry.split()[0] for entry in entries[1:] if "--hash=sha256:" not in entry]
    assert without == []


@pytest.mark.parametrize("name", LOCKED)
def test_no_locked_file_names_an_address_or_a_folder(name: str) -> None:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    assert not re.search(r"://|--index-url|--extra-index-url|--find-links|\s/\w", text)


@pytest.mark.parametrize("name", ["production", "test", "development"])
def test_every_environment_has_the_same_version_of_a_package(name: str) -> None:
    base, other = pins("base"), pins(name)
    assert {package: other[package] for package in base} == base


def test_what_the_source_imports_is_what_the_base_asks_for() -> None:
    distributions = packages_distributions()
    imported = {normal(distributions[module][0]) for module in third_party_imports()}
    # The server, the database driver and the storage of static files are named in settings, not imported.
    # Production alone installs the client of object stores, and imports it where a bucket is named.
    assert imported <= direct("base") | {"babel", "django-storages"}
    assert direct("base") - imported <= {"argon2-cffi", "gunicorn", "psycopg", "whitenoise"}
