"""The audit chain: what was written stays written, and a change by force shows."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, models, transaction

from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from cluster_cms.security.append_only import AppendOnlyError
from cluster_cms.security.audit import AuditEntry

pytestmark = pytest.mark.usefixtures("database")
TABLE = "cluster_cms_auditentry"


@pytest.fixture
def entries(database: None) -> list[AuditEntry]:
    """Five entries at the end of the chain."""
    with transaction.atomic():
        return [audit.record("test.done", subject=f"thing:{number}", data={"count": number}) for number in range(5)]


def by_force() -> models.QuerySet[AuditEntry]:
    """Return the rows without the model's guard, and without the database's, as somebody with the owner's rights."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {TABLE} DISABLE TRIGGER append_only")
        else:
            cursor.execute(f'DROP TRIGGER IF EXISTS "{TABLE}_no_UPDATE"')
            cursor.execute(f'DROP TRIGGER IF EXISTS "{TABLE}_no_DELETE"')
    return models.QuerySet(AuditEntry)


def test_an_untouched_chain_is_whole(entries: list[AuditEntry]) -> None:
    assert audit.verify() == []
    assert [entry.position for entry in entries] == list(range(entries[0].position, entries[0].position + 5))


@pytest.mark.parametrize(
    "column, value",
    [
        ("action", "test.undone"),
        ("subject", "thing:9"),
        ("data", '{"count":9}'),
        ("actor_id", 7),
        ("at", datetime(2020, 1, 1, tzinfo=UTC)),
        ("previous_hash", "f" * 64),
        ("row_hash", "f" * 64),
    ],
)
def test_a_changed_row_is_named(entries: list[AuditEntry], column: str, value: object) -> None:
    changed = entries[2].position
    by_force().filter(position=changed).update(**{column: value})
    assert f"entry {changed} was changed" in audit.verify()


def test_removed_rows_are_named(entries: list[AuditEntry]) -> None:
    first = entries[1].position
    by_force().filter(position__in=[first, first + 1]).delete()
    assert audit.verify() == [f"entry {first} is missing, and 1 after it"]


def test_a_change_behind_a_gap_is_named_too(entries: list[AuditEntry]) -> None:
    gone = entries[1].position
    by_force().filter(position=gone).delete()
    by_force().filter(position=gone + 1).update(subject="other")
    assert audit.verify() == [f"entry {gone} is missing", f"entry {gone + 1} was changed"]


def test_a_row_slipped_in_at_the_end_is_named(entries: list[AuditEntry]) -> None:
    forged = AuditEntry(position=entries[-1].position + 1, at=entries[-1].at, action="test.forged", key_id="test1")
    forged.previous_hash, forged.row_hash = entries[-1].row_hash, "0" * 64
    forged.save()
    assert audit.verify() == [f"entry {forged.position} was changed"]


@pytest.mark.parametrize(
    "statement", ["UPDATE cluster_cms_auditentry SET subject = 'other'", "DELETE FROM cluster_cms_auditentry"]
)
def test_the_database_itself_refuses_to_change_rows(entries: list[AuditEntry], statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert audit.verify() == []


def test_the_model_refuses_to_change_rows(entries: list[AuditEntry]) -> None:
    for attempt in (
        entries[0].save,
        entries[0].delete,
        AuditEntry.objects.all().delete,
        lambda: AuditEntry.objects.update(subject="other"),
        lambda: AuditEntry.objects.bulk_update(entries, ["subject"]),
    ):
        with pytest.raises(AppendOnlyError):
            attempt()


def test_an_entry_outside_a_transaction_is_refused(committed_db: None) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(transaction.TransactionManagementError):
        audit.record("test.done")
    assert AuditEntry.objects.count() == before


def test_an_act_that_fails_leaves_no_entry(entries: list[AuditEntry]) -> None:
    with suppress(ZeroDivisionError), transaction.atomic():
        audit.record("test.half_done")
        raise ZeroDivisionError
    assert not AuditEntry.objects.filter(action="test.half_done").exists()
    assert audit.verify() == []


def test_an_entry_outlives_the_account_it_names(legal: User) -> None:
    with transaction.atomic():
        entry = audit.record("test.done", actor=legal)
    number = legal.pk
    legal.delete()
    assert AuditEntry.objects.get(pk=entry.pk).actor_id == number
    assert audit.verify() == []
