"""The chain is verified from its checkpoint each night, whole each week; a fault stays until somebody clears it up."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import models, transaction

from cluster_cms.operations.health import audit_chain, check_whole_audit_chain
from cluster_cms.security import audit, audit_checkpoint
from cluster_cms.security.audit import AuditEntry
from cluster_cms.security.audit_checkpoint import CHECK, verify_nightly
from cluster_cms.security.checkpoints import Checkpoint
from cluster_cms.security.hash_chain import CheckedRow
from tests.cluster_cms.security.test_audit_chain import by_force
from tests.infrastructure.cast import Clock

pytestmark = pytest.mark.usefixtures("database")


def add(number: int) -> list[AuditEntry]:
    with transaction.atomic():
        return [audit.record("test.done", subject=f"thing:{each}") for each in range(number)]


@pytest.fixture
def verified(clock: Clock) -> list[AuditEntry]:
    """Five entries that were verified, the chain whole; five more follow."""
    clock.set("2026-12-01 04:00")
    before = add(5)
    assert verify_nightly() == []
    clock.forward(days=1)
    return [*before, *add(5)]


def kept() -> Checkpoint:
    return Checkpoint.objects.get(pk=CHECK)


def note_entries(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list to which the position of each entry that is checked from now on is added."""
    read: list[int] = []

    def note(checked: CheckedRow[Any]) -> list[str]:
        read.append(checked.row.position)
        return []

    monkeypatch.setattr(audit, "faults", note)
    return read


def test_a_night_reads_only_what_follows_the_checkpoint(
    verified: list[AuditEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = note_entries(monkeypatch)
    assert verify_nightly() == []
    assert read == [entry.position for entry in verified[5:]]
    assert (kept().position, kept().row_hash) == (verified[-1].position, verified[-1].row_hash)


def test_a_change_after_the_checkpoint_is_found_the_same_night(verified: list[AuditEntry]) -> None:
    changed = verified[7].position
    by_force().filter(position=changed).update(subject="other")
    assert verify_nightly() == [f"entry {changed} was changed"]
    assert kept().position == verified[4].position, "a checkpoint never passes a fault"
    assert verify_nightly() == [f"entry {changed} was changed"]


def test_a_change_before_the_checkpoint_is_found_by_the_weekly_check(verified: list[AuditEntry], clock: Clock) -> None:
    changed = verified[1].position
    by_force().filter(position=changed).update(subject="other")
    assert verify_nightly() == []
    clock.forward(days=6)
    assert verify_nightly() == [f"entry {changed} was changed"]
    assert not audit_chain().ok


Tampering = Callable[[models.QuerySet[AuditEntry], AuditEntry], object]


@pytest.mark.parametrize(
    "tamper",
    [
        lambda rows, entry: rows.filter(position__gte=entry.position).delete(),
        lambda rows, entry: rows.filter(position=entry.position).update(row_hash="f" * 64),
        lambda rows, entry: rows.filter(position=entry.position).update(subject="other"),
    ],
)
def test_an_entry_that_was_verified_and_is_gone_or_changed_is_found_at_once_and_stays_found(
    verified: list[AuditEntry], tamper: Tampering
) -> None:
    tamper(by_force(), verified[4])
    add(3)
    assert not audit_chain().ok, "the doctor sees it before the night"
    for _night in range(3):
        assert "no longer what it was" in verify_nightly()[0]
    assert "no longer what it was" in audit_chain().message


def test_a_forged_checkpoint_does_not_hide_a_change(verified: list[AuditEntry], clock: Clock) -> None:
    Checkpoint.objects.filter(pk=CHECK).update(position=verified[-1].position, row_hash="e" * 64)
    by_force().filter(position=verified[7].position).update(subject="other")
    assert verify_nightly()[1:] == [f"entry {verified[7].position} was changed"]


def test_the_doctor_reads_the_newest_entries_and_reports_the_night(
    verified: list[AuditEntry], monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    monkeypatch.setattr(audit_checkpoint, "NEWEST", 3)
    assert f"whole 24 hours ago, {verified[4].position} entries" in audit_chain().message
    assert not audit_chain().warns
    by_force().filter(position=verified[6].position).update(subject="other")
    assert audit_chain().ok
    assert not next(iter(check_whole_audit_chain())).ok
    by_force().filter(position=verified[8].position).update(subject="other")
    assert audit_chain().message == f"entry {verified[8].position} was changed"


def test_the_doctor_warns_when_the_nights_were_missed_or_never_came(
    verified: list[AuditEntry], monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    monkeypatch.setattr(audit_checkpoint, "NEWEST", 3)
    clock.forward(days=2)
    assert audit_chain().warns
    Checkpoint.objects.all().delete()
    assert audit_chain().warns


def test_the_doctor_reads_the_same_number_of_entries_at_any_size(
    verified: list[AuditEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_checkpoint, "NEWEST", 3)
    read = note_entries(monkeypatch)
    audit_chain()
    few = len(read)
    add(20)
    audit_chain()
    assert 0 < few == len(read) - few <= 4
