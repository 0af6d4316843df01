"""What `make docs` writes says what the source says; what is written by hand names what is there."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.infrastructure.docs import FOLDER, INDEX, hooks_named, pages
from tests.infrastructure.house import APPS, ROOT

BY_HAND = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "AGENTS.md", "docker/README.md")]
PAGES = [*BY_HAND, *sorted((ROOT / "docs").rglob("*.md"))]
DRAWN = ["README.md", "roles.md", "architecture/floors.md", "architecture/data-model.md", "architecture/hooks.md"]
FILES = re.compile(rf"`((?:{'|'.join((*APPS, 'tests', 'docs', 'docker', 'requirements'))})/[\w./-]+)`")
LINKS = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)")
each_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))


@pytest.mark.parametrize("name", DRAWN)
def test_what_is_drawn_is_what_the_source_says(name: str) -> None:
    path = ROOT / "docs" / name
    assert path.read_text(encoding="utf-8") == pages()[path], "out of date: run `make docs`"


def test_nothing_else_lies_among_the_drawings() -> None:
    assert {*FOLDER.iterdir(), INDEX, FOLDER.parent / "roles.md"} == set(pages())


def test_the_house_rules_name_every_hook_of_the_ground_floor() -> None:
    named = set(re.findall(r"`(register_\w+)`", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")))
    assert named == {hook.name for hook in hooks_named()}


@each_page
def test_a_page_links_to_what_is_there(path: Path) -> None:
    linked = LINKS.findall(path.read_text(encoding="utf-8"))
    assert not [link for link in linked if not (path.parent / unquote(link)).exists()]


@each_page
def test_a_page_names_files_that_are_there(path: Path) -> None:
    made_by_hand = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    named = set(FILES.findall(path.read_text(encoding="utf-8"))) - set(made_by_hand)
    assert not [name for name in named if not (ROOT / name).exists()]


def test_the_index_leads_to_every_page() -> None:
    linked = {(INDEX.parent / link).resolve() for link in LINKS.findall(INDEX.read_text(encoding="utf-8"))}
    assert not set((ROOT / "docs").rglob("*.md")) - linked - {INDEX}


@pytest.mark.parametrize("name", ["site.png", "admin.png"])
def test_the_pictures_of_the_readme_are_quick_to_fetch(name: str) -> None:
    assert 10_000 < (ROOT / "docs" / "pictures" / name).stat().st_size <= 150_000
