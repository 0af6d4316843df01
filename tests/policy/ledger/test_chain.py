"""The chain: whole after every publication, and broken by one changed byte."""

import hashlib
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cluster_cms.security.hash_chain import link
from policy.ledger.verification import verify
from policy.models.revisions import PolicyRevision
from policy.pages import PolicyPage
from tests.policy.drafting import good_draft, promulgated, source


def tamper(sql: str, *values: Any, table: str = "policy_policyrevision") -> None:
    """Change the ledger as an owner of the database could: with its triggers out of the way."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        else:
            cursor.execute(f'DROP TRIGGER "{table}_no_UPDATE"')
            cursor.execute(f'DROP TRIGGER "{table}_no_DELETE"')
        cursor.execute(sql, values)


def test_the_demo_ledger_is_whole(policy_page: PolicyPage) -> None:
    assert verify() == []


def test_it_is_whole_after_another_publication(policy_page: PolicyPage) -> None:
    promulgated(good_draft())
    rows = list(PolicyRevision.objects.order_by("position"))
    assert [row.number for row in rows] == [1, 2, 3, 4]
    assert rows[3].previous_hash == rows[2].row_hash
    assert verify() == []


@pytest.mark.parametrize("column", ["html_ja", "html_en", "summary_en", "approver_name", "app_version"])
def test_a_changed_word_is_found(column: str, policy_page: PolicyPage) -> None:
    tamper(f"UPDATE policy_policyrevision SET {column} = {column} || '.' WHERE number = 2")  # noqa: S608 - a column of ours
    assert verify()[0].startswith("revision 2")


def test_one_changed_byte_of_the_text_is_found(policy_page: PolicyPage) -> None:
    changed = bytes(PolicyRevision.objects.get(number=1).document).replace(b"purpose", b"purposf", 1)
    tamper("UPDATE policy_policyrevision SET document = %s WHERE number = 1", changed)
    assert verify() == ["revision 1: its text was changed"]


def test_a_changed_row_with_new_digests_breaks_the_link_to_the_next(policy_page: PolicyPage) -> None:
    row = PolicyRevision.objects.get(number=2)
    row.summary_en = "Nothing changed."
    tamper(
        "UPDATE policy_policyrevision SET summary_en = %s, row_hash = %s WHERE number = 2",
        row.summary_en,
        link(row.previous_hash, row.payload()),
    )
    assert verify() == ["revision 3 does not continue the row before it"]


def test_a_missing_row_is_found(policy_page: PolicyPage) -> None:
    tamper("DELETE FROM policy_policyrevision WHERE number = 2")
    assert verify()[0] == "a row before revision 3 is missing"


def test_a_live_text_changed_behind_the_ledger_is_found(policy_page: PolicyPage) -> None:
    PolicyPage.objects.filter(pk=source().pk).update(intro_en="Another introduction.")
    assert verify() == ["the live text is not that of revision 3"]


def test_an_unpublished_policy_is_found(policy_page: PolicyPage) -> None:
    PolicyPage.objects.filter(pk=source().pk).update(live=False)
    assert verify() == ["the live page is not revision 3"]


def test_the_command_names_the_first_fault_and_fails(
    policy_page: PolicyPage, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("verify_policy_ledger")
    assert "3 revisions, no fault found" in capsys.readouterr().out
    PolicyPage.objects.filter(pk=source().pk).update(live=False)
    with pytest.raises(CommandError, match="the live page is not revision 3"):
        call_command("verify_policy_ledger")


def test_an_outsider_can_recompute_a_row(policy_page: PolicyPage) -> None:
    row = PolicyRevision.objects.get(number=3)
    record = json.dumps(row.payload(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256((row.previous_hash + record).encode()).hexdigest() == row.row_hash
    assert hashlib.sha256(row.html_ja.encode()).hexdigest() == row.payload()["html_sha256"]["ja"]


def test_names_of_staff_cannot_be_read_off_the_published_record(policy_page: PolicyPage) -> None:
    row = PolicyRevision.objects.get(number=3)
    assert row.approver_name
    assert row.approver_name not in json.dumps(row.payload(), ensure_ascii=False)
