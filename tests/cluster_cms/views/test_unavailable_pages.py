"""The pages that the server in front shows while the site is away."""

import stat
from pathlib import Path

import pytest
from pytest_django import Settings

from cluster_cms.pages.site_settings import DeskSettings, default_site
from cluster_cms.views.unavailable_pages import write_unavailable_pages


@pytest.fixture
def folder(database: None, tmp_path: Path, settings: Settings) -> Path:
    settings.VAR_DIR = tmp_path
    write_unavailable_pages()
    return tmp_path / "unavailable"


def test_both_languages_name_the_desk_and_are_written_again_when_it_changes(folder: Path) -> None:
    desk = DeskSettings.for_site(default_site())
    desk.phone = "+81 6 0000 0001"
    desk.save()
    assert desk.phone not in (folder / "ja.html").read_text()
    write_unavailable_pages()
    assert all(desk.phone in (folder / f"{language}.html").read_text() for language in ("ja", "en"))
    assert {path.name for path in folder.iterdir()} == {"ja.html", "en.html"}


def test_the_server_in_front_may_read_them_whatever_its_account(folder: Path) -> None:
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / "ja.html", folder / "en.html")]
    assert modes == [0o755, 0o644, 0o644]
