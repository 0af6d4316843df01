"""A database that went back in time: what was erased since is erased again, what was begun is asked about."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.contrib.auth.models import Group
from django.db import connection

from cluster_cms.erasures.erasing import Erasure, erasing
from cluster_cms.erasures.journal_health import check_journal
from cluster_cms.erasures.reconciliation import UnknownKind, reconcile, replay
from cluster_cms.erasures.status import journal_status, unclear
from cluster_cms.security.audit import AuditEntry
from tests.cluster_cms.erasures.standins import KIND, erase, exists, letters_erasable, outcomes, write_letter

pytestmark = pytest.mark.usefixtures("committed_db")


@pytest.fixture(autouse=True)
def _letters() -> Iterator[None]:
    with letters_erasable():
        yield


def go_back(*letters: UUID) -> None:
    """Bring the database to where it was before the letters were erased, as a restore by other means would."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE cluster_cms_erasure DISABLE TRIGGER append_only_truncate")
            cursor.execute("TRUNCATE cluster_cms_erasure")
        else:
            cursor.execute('DROP TRIGGER IF EXISTS "cluster_cms_erasure_no_DELETE"')
            cursor.execute("DELETE FROM cluster_cms_erasure")
    for letter in letters:
        Group.objects.get_or_create(name=str(letter))


def test_the_worker_erases_again_what_has_come_back() -> None:
    letters = [write_letter(), write_letter()]
    erase(*letters)
    go_back(*letters)
    assert "unknown to the database" in next(iter(check_journal())).message
    reconcile()
    assert not any(exists(letter) for letter in letters)
    assert set(Erasure.objects.values_list("kind", "record", "cause")) == {(KIND, one, "staff") for one in letters}
    assert all(finding.ok for finding in check_journal())


def test_a_replay_leaves_one_audit_entry_with_its_count() -> None:
    letters = [write_letter() for _ in range(3)]
    erase(*letters)
    go_back(*letters[:2])
    assert replay(journal_status()) == 2
    entry = AuditEntry.objects.get(action="erasures.replayed")
    assert (entry.subject, entry.data) == ("", '{"count":2}')


def test_a_thorough_replay_looks_at_records_whose_erasure_is_known() -> None:
    letter = write_letter()
    erase(letter)
    Group.objects.create(name=str(letter))
    assert replay(journal_status()) == 0
    assert replay(journal_status(), thorough=True) == 1
    assert not exists(letter)


def test_what_was_begun_before_the_restore_is_neither_erased_nor_kept_by_itself() -> None:
    erased, begun = write_letter(), write_letter()
    erase(erased)
    with pytest.raises(ZeroDivisionError), erasing(KIND, [begun], "staff"):
        raise ZeroDivisionError
    go_back(erased)
    reconcile()
    reconcile()
    assert outcomes() == ["intent", "done", "intent", "restored"]
    assert list(unclear(journal_status())) == [(KIND, begun)]
    assert [finding.ok for finding in check_journal()] == [True, False]


def test_a_kind_that_nobody_knows_stops_the_replay_before_it_begins() -> None:
    letter = write_letter()
    erase(letter)
    with erasing("parcel", [letter], "staff"):
        pass
    go_back(letter)
    with pytest.raises(UnknownKind, match="parcel"):
        replay(journal_status())
    assert exists(letter)
