"""The anchors: a rewritten newest row and a tail that was cut off show against journal, backup and mail."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from cluster_cms.backups.anchors import anchor_chains, chain_heads, check_anchors, lost_heads
from cluster_cms.erasures.journal import journal, note
from cluster_cms.erasures.lines import ANCHORED, RESTORED
from cluster_cms.erasures.reconciliation import reconcile
from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.mail.sending import send_due_mails
from cluster_cms.security import audit
from cluster_cms.security.audit import AuditEntry
from cluster_cms.security.hash_chain import keyed_link, link

pytestmark = pytest.mark.usefixtures("committed_db")
TABLE = "cluster_cms_auditentry"


def write(count: int) -> None:
    with transaction.atomic():
        for number in range(count):
            audit.record("test.done", subject=f"thing:{number}")


def as_owner(statement: str, *values: str | int) -> None:
    """Run raw SQL without the triggers, as somebody with the owner's role does."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {TABLE} DISABLE TRIGGER ALL")
        else:
            for event in ("UPDATE", "DELETE", "INSERT"):
                cursor.execute(f'DROP TRIGGER IF EXISTS "{TABLE}_no_{event}"')
        cursor.execute(statement, values)


def rewrite_newest(hash_of: Callable[[str, Any], str]) -> None:
    newest = AuditEntry.objects.order_by("-position")[0]
    newest.subject = "thing:forged"
    forged = hash_of(newest.previous_hash, newest.payload())
    as_owner(
        "UPDATE cluster_cms_auditentry SET subject = %s, row_hash = %s WHERE id = %s", newest.subject, forged, newest.pk
    )


def cut_off(count: int) -> None:
    as_owner("DELETE FROM cluster_cms_auditentry WHERE position > %s", audit.head()[0] - count)


def finding() -> Any:
    return next(iter(check_anchors()))


def test_a_newest_row_that_was_rewritten_without_the_key_is_noticed_by_the_chain_itself() -> None:
    write(3)
    position = audit.head()[0]
    rewrite_newest(link)
    assert audit.verify() == [f"entry {position} was changed"]


def test_a_newest_row_that_was_rewritten_with_the_key_is_noticed_by_its_anchor(settings: Any) -> None:
    write(3)
    anchor_chains()
    assert finding().ok
    rewrite_newest(lambda before, payload: keyed_link(settings.AUDIT_KEYS["test1"], before, payload))
    assert audit.verify() == []
    assert not finding().ok
    assert "the audit chain no longer holds row" in finding().message


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("goes_on", [False, True])
def test_a_tail_that_was_cut_off_is_noticed_also_when_the_chain_goes_on(count: int, goes_on: bool) -> None:
    write(5)
    anchor_chains()
    cut_off(count)
    write(8 if goes_on else 0)
    assert audit.verify() == []
    assert not finding().ok
    with pytest.raises(ValueError, match="no longer holds"):
        anchor_chains()
    assert not finding().ok, "the fault stays"


def test_a_chain_that_goes_on_is_well_and_the_anchor_outlives_the_settling_of_the_journal() -> None:
    write(2)
    anchor_chains()
    write(2)
    reconcile()
    assert finding().ok
    cut_off(4)
    assert not finding().ok


def test_a_restore_takes_the_anchors_before_it_back() -> None:
    write(2)
    anchor_chains()
    cut_off(2)
    note(RESTORED)
    assert finding().ok
    assert finding().warns


def test_the_journal_holds_length_and_hash_of_every_chain() -> None:
    write(1)
    anchor_chains()
    anchored = {line.kind: line.cause for line, _hash in journal().lines() if line.outcome == ANCHORED}
    assert anchored == chain_heads()
    assert set(anchored) == {"audit", "policy ledger"}


def test_each_privacy_officer_gets_the_heads_by_mail_and_nobody_else(privacy_officer: Any, desk: Any) -> None:
    privacy_officer.email = "officer@example.com"
    privacy_officer.save()
    desk.email = "desk.person@example.com"
    desk.save()
    OutboxMail.objects.all().delete()  # about the addresses that were changed just now
    write(1)
    anchor_chains()
    heads = chain_heads()
    send_due_mails()
    [letter] = [one for one in mail.outbox if one.to == ["officer@example.com"]]
    assert all(head.partition(":")[2] in letter.body for head in heads.values() if not head.startswith("0:"))
    assert not [one for one in mail.outbox if "desk.person@example.com" in one.to]
    assert OutboxMail.objects.filter(kind="chains.heads").count() == 1


def test_a_backup_anchors_and_is_compared_with_the_database(tmp_path: Path) -> None:
    write(2)
    call_command("backup", str(tmp_path / "copy"), stdout=StringIO())
    assert finding().ok
    call_command("verify_backup", str(tmp_path / "copy"), stdout=StringIO())
    cut_off(2)
    with pytest.raises(CommandError, match="is not what it was then"):
        call_command("verify_backup", str(tmp_path / "copy"), stdout=StringIO())


def test_an_entry_is_verified_by_its_own_key_after_a_new_one_was_put_in_front(settings: Any) -> None:
    write(1)
    old = dict(settings.AUDIT_KEYS)
    settings.AUDIT_KEYS = {"next1": bytes(range(32)), **old}
    write(1)
    assert AuditEntry.objects.order_by("-position")[0].key_id == "next1"
    assert audit.verify() == []
    settings.AUDIT_KEYS = {"next1": bytes(range(32))}
    assert "AUDIT_KEYS lacks the key 'test1'" in audit.verify()[0]
    assert lost_heads({}) == []
