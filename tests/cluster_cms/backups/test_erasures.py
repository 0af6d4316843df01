"""What was erased after a copy was made is erased again; a journal that does not go on from the copy is refused."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from cluster_cms.backups.backup_health import last_restore
from cluster_cms.backups.copying import make_copy
from cluster_cms.backups.restoring import restore_copy
from cluster_cms.erasures.erasing import Erasure, erasing
from cluster_cms.erasures.journal_health import check_journal
from cluster_cms.erasures.reconciliation import reconcile
from cluster_cms.erasures.status import journal_status, unclear
from cluster_cms.security.audit import AuditEntry
from tests.cluster_cms.backups.conftest import Place
from tests.cluster_cms.erasures.standins import KIND, erase, erase_and_then, exists, letters_erasable, write_letter

pytestmark = pytest.mark.usefixtures("committed_db")


@pytest.fixture(autouse=True)
def _letters() -> Iterator[None]:
    with letters_erasable():
        yield


@pytest.fixture
def letters(committed_db: None) -> list[UUID]:
    """Three letters; the first was erased before the copy."""
    written = [write_letter() for _ in range(3)]
    erase(written[0])
    return written


@pytest.fixture
def old_copy(letters: list[UUID], tmp_path: Path) -> Path:
    """A copy that still holds the second and the third letter."""
    make_copy(tmp_path / "old")
    return tmp_path / "old"


def test_an_older_copy_erases_again_what_was_erased_since(
    old_copy: Path, letters: list[UUID], empty_place: Place
) -> None:
    erase(letters[1])
    with empty_place():
        assert restore_copy(old_copy).erased_again == 1
        assert [exists(letter) for letter in letters] == [False, False, True]
        assert Erasure.objects.count() == 2
        assert all(finding.ok for finding in check_journal())
        told = AuditEntry.objects.exclude(action__startswith="group.")  # what stands in for a letter is a group
        entries = list(told.order_by("-position").values_list("action", "data")[:2])
    assert [action for action, _data in entries] == ["backup.restored", "erasures.replayed"]
    assert '"erased_again":1' in entries[0][1]


def test_what_was_begun_and_never_ended_is_asked_about_after_a_restore(
    old_copy: Path, letters: list[UUID], empty_place: Place
) -> None:
    with pytest.raises(ZeroDivisionError):
        erase_and_then(letters[2], ZeroDivisionError())
    with empty_place():
        restore_copy(old_copy)
        reconcile()
        assert exists(letters[2])
        assert list(unclear(journal_status())) == [(KIND, letters[2])]
        assert [finding.ok for finding in check_journal()] == [True, False]


def shorten(journal: Path) -> None:
    journal.write_bytes(journal.read_bytes().splitlines(keepends=True)[0])


def fork(journal: Path) -> None:
    journal.unlink()
    for _ in range(2):
        with erasing(KIND, [write_letter()], "staff"):
            pass


SPOILT = {
    "missing": (lambda journal: journal.unlink(), "is missing or empty"),
    "empty": (lambda journal: journal.write_bytes(b""), "is missing or empty"),
    "shortened": (shorten, "ends at line 1, and this copy was made at line 2"),
    "forked": (fork, "is not the one of this copy: line 2 differs"),
    "damaged": (lambda journal: journal.write_bytes(b"nonsense\n"), "is damaged"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_journal_that_does_not_go_on_from_the_copy_is_refused(
    old_copy: Path, erasure_journal: Path, empty_place: Place, name: str
) -> None:
    spoil, message = SPOILT[name]
    spoil(erasure_journal)
    with empty_place():
        with pytest.raises(CommandError, match=message) as refused:
            call_command("restore", old_copy)
        assert "--without-erasures" in str(refused.value)
        restore_copy(old_copy, erasures=False)
        assert not last_restore().ok
        assert '"erasures":false' in AuditEntry.objects.get(action="backup.restored").data


def test_a_lost_journal_is_seen_and_rebuilt_by_an_operator_only(
    old_copy: Path, letters: list[UUID], erasure_journal: Path, empty_place: Place
) -> None:
    erasure_journal.unlink()
    with empty_place():
        restore_copy(old_copy, erasures=False)
        reconcile()
        assert [finding.ok for finding in check_journal()] == [False, True]
        call_command("rebuild_erasure_journal", verbosity=0)
        assert all(finding.ok for finding in check_journal())
        assert last_restore().ok
        assert AuditEntry.objects.filter(action="erasures.rebuilt").exists()


def test_a_journal_that_knows_more_than_the_database_is_not_rebuilt(
    old_copy: Path, letters: list[UUID], empty_place: Place
) -> None:
    erase(letters[1])
    with empty_place():
        restore_copy(old_copy, erasures=False)
        with pytest.raises(CommandError, match="knows 1 erasures that the database does not"):
            call_command("rebuild_erasure_journal")


def test_the_journal_is_in_no_copy(old_copy: Path, letters: list[UUID], settings: Settings, tmp_path: Path) -> None:
    erase(letters[1])
    assert Path(settings.ERASURE_JOURNAL).exists()
    assert sorted(file.name for file in old_copy.iterdir()) == ["database", "manifest", "media"]
