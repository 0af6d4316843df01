"""The doctor opens the newest backup that was made on this host."""

from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from cluster_cms.backups import newest_backup
from cluster_cms.backups.manifest import DATABASE, MEDIA, PARTS
from cluster_cms.backups.newest_backup import check_newest, check_whole_newest, remember
from cluster_cms.operations.health import Finding
from tests.infrastructure.cast import Clock


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path


@pytest.fixture
def known(copy: Path) -> Path:
    remember(copy)
    return copy


def finding() -> Finding:
    (found,) = check_newest()
    return found


def test_the_command_leaves_word_of_where_its_copy_is(committed_db: None, tmp_path: Path) -> None:
    assert list(check_newest()) == []
    call_command("backup", str(tmp_path / "copy"), verbosity=0)
    assert finding() == Finding(newest_backup.NAME, True, f"whole, of 0 hours ago, in {tmp_path / 'copy'}")


def test_an_old_one_and_one_that_was_carried_away_are_warned_of(known: Path, clock: Clock) -> None:
    clock.forward(days=2, minutes=1)
    assert (finding().ok, finding().warns) == (True, True)
    known.rename(known.parent / "elsewhere")
    assert (finding().ok, finding().warns) == (True, True)
    assert "verify_backup" in finding().message


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_was_changed_or_is_missing_is_ill(part: str, known: Path) -> None:
    content = (known / part).read_bytes()
    (known / part).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert not finding().ok
    (known / part).unlink()
    assert not finding().ok


def test_one_of_another_key_or_another_site_is_ill(known: Path, settings: Settings) -> None:
    address, settings.SITE_URL = settings.SITE_URL, "https://elsewhere.example"
    assert "elsewhere.example" in finding().message
    settings.SITE_URL, settings.BACKUP_KEY = address, bytes(range(32))
    assert (finding().ok, "another BACKUP_KEY" in finding().message) == (False, True)


def test_a_large_one_is_read_whole_by_the_whole_doctor_alone(known: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not list(check_whole_newest())
    monkeypatch.setattr(newest_backup, "READ_AT_ONCE", 1)
    (known / DATABASE).write_bytes(b"x")
    assert finding().ok
    assert [found.ok for found in check_whole_newest()] == [False]
    (known / MEDIA).unlink()
    assert not finding().ok


def test_a_database_that_has_lost_what_the_copy_knows_is_ill(known: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newest_backup, "lost_heads", lambda chains: ["audit"])
    assert not finding().ok
