"""An update leaves the static files of the version before it; they go when nothing has used them for a time."""

import os
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

DAY = 24 * 60 * 60
STORAGE = {"BACKEND": "cluster_cms.operations.static_files.KeptStaticFilesStorage"}
Deploy = Callable[[str], set[str]]


@pytest.fixture
def deploy(tmp_path: Path) -> "Deploy":
    """Collects a site whose one style sheet has the text given; returns the names that were added."""
    source, root = tmp_path / "source", tmp_path / "static"
    source.mkdir()

    def collect(text: str) -> set[str]:
        before = set(names(root))
        (source / "site.css").write_text(text * 200)
        os.utime(source / "site.css")
        with own_settings(tmp_path):
            call_command("collectstatic", interactive=False, verbosity=0)
        return set(names(root)) - before

    return collect


def own_settings(folder: Path) -> override_settings:
    finder = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    storages = {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}, "staticfiles": STORAGE}
    places = {"STATIC_ROOT": folder / "static", "STATICFILES_DIRS": [folder / "source"]}
    return override_settings(STATICFILES_FINDERS=finder, STORAGES=storages, **places)


def names(root: Path) -> list[str]:
    return sorted(file.name for file in root.rglob("*") if file.is_file())


def prune(folder: Path, **options: int) -> str:
    with own_settings(folder):
        call_command("prune_static_files", stdout=(out := StringIO()), **options)
    return out.getvalue()


def age(root: Path, days: int) -> None:
    for file in root.rglob("*"):
        os.utime(file, times=(time.time() - days * DAY,) * 2)


def test_what_an_update_replaces_stays_until_it_was_unused_for_a_month(deploy: Deploy, tmp_path: Path) -> None:
    root = tmp_path / "static"
    first = {name for name in deploy("a {color: red}\n") if name.startswith("site.") and name[5:8] != "css"}
    age(root, days=300)
    second = deploy("a {color: blue}\n")
    assert first <= set(names(root))
    assert prune(tmp_path) == "0 files of earlier versions deleted.\n", "it was in use until a moment ago"
    age(root, days=29)
    assert prune(tmp_path).startswith("0 ")
    age(root, days=31)
    assert prune(tmp_path) == f"{len(first)} files of earlier versions deleted.\n"
    assert not first & set(names(root))
    assert {*second, "site.css", "staticfiles.json"} <= set(names(root))
    assert len(first) == 3, "as it is, and packed in two ways"


def test_without_a_list_of_what_is_in_use_nothing_is_deleted(deploy: Deploy, tmp_path: Path) -> None:
    deploy("a {color: red}\n")
    (tmp_path / "static" / "staticfiles.json").unlink()
    age(tmp_path / "static", days=300)
    with pytest.raises(CommandError, match="collectstatic first"):
        prune(tmp_path)
    assert len(names(tmp_path / "static")) == 6


@pytest.mark.parametrize("given", ["0", "-1", "soon", "1.5"])
def test_less_than_a_day_is_refused(given: str) -> None:
    with pytest.raises(CommandError, match="must be a number of days, one or more"):
        call_command("prune_static_files", f"--days={given}")


def test_settings_that_collect_nothing_say_so() -> None:
    call_command("prune_static_files", stdout=(out := StringIO()))
    assert out.getvalue() == "These settings collect no static files.\n"
