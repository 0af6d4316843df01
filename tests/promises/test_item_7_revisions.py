"""Item 7 of the policy: each change is announced, no text is lost, and each inquiry keeps the revision it agreed to."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from cluster_cms.promises.chains import verify_chains
from cluster_cms.promises.evidence import State, gather
from cluster_cms.security.accounts import User
from cluster_cms.security.append_only import AppendOnlyError
from contact.models import Inquiry
from policy.ledger.verification import verify
from policy.models.revisions import PolicyRevision
from policy.publishing.promulgation import policy_in_force
from tests.contact.visit import Visit
from tests.promises.mutations import Mutation

MUTATIONS = (
    Mutation(
        "contact/templates/contact/admin/inquiry/purpose.html",
        "number=inquiry.policy_revision.number %}The writer",
        "number=0 %}The writer",
    ),
    Mutation("policy/ledger/verification.py", 'yield f"{name(row)}: its {part} was changed"', "pass"),
    Mutation("cluster_cms/security/append_only.py", "        if not self._state.adding:\n", "        if False:\n"),
    Mutation("cluster_cms/promises/chains.py", "holds=bool(row and not row.faults)", "holds=True"),
    Mutation("policy/admin/monitoring.py", "figure=row.number if row else 0", "figure=0"),
)


def test_the_revision_shown_is_kept_with_each_inquiry(visitor: Client, language: str, database: None) -> None:
    visit = Visit(visitor, "/contact-us/" if language == "ja" else "/en/contact-us/")
    visit.send(visit.draft())
    assert Inquiry.objects.latest("received_at").policy_revision == policy_in_force()


def test_the_desk_reads_on_the_inquiry_which_revision_it_was(
    inquiry: Inquiry, desk: User, signed_in: Callable[[User], Client]
) -> None:
    page = signed_in(desk).get(f"/admin/inquiries/{inquiry.reference}/").content.decode()
    assert f"プライバシーポリシー第{inquiry.policy_revision.number}版" in page.replace(" ", "")


def test_every_earlier_text_stays_readable(visitor: Client, language: str, database: None) -> None:
    prefix = "" if language == "ja" else "/en"
    history = visitor.get(f"{prefix}/privacy-policy/history/").content.decode()
    for number in PolicyRevision.objects.values_list("number", flat=True):
        assert f"{prefix}/privacy-policy/v/{number}/" in history
        assert visitor.get(f"{prefix}/privacy-policy/v/{number}/").status_code == 200


def test_a_revision_is_never_rewritten(database: None) -> None:
    row = PolicyRevision.objects.latest("number")
    row.summary_ja = "書き換え"
    with pytest.raises(AppendOnlyError):
        row.save()


def test_the_page_names_the_newest_revision_and_its_fingerprint(visitor: Client, database: None) -> None:
    newest, valid = PolicyRevision.objects.latest("number"), policy_in_force()
    item = visitor.get("/en/promises/").content.decode().split('id="promise-7"', 1)[1]
    assert newest.row_hash[:12] in item
    assert valid is not None
    assert f">{valid.number}<" in item


def test_a_text_changed_behind_the_ledger_turns_the_item_red(database: None) -> None:
    with connection.cursor() as cursor:
        unlock(cursor)
        cursor.execute("UPDATE policy_policyrevision SET html_ja = html_ja || 'x' WHERE number = 1")
    assert verify()
    verify_chains()
    assert gather().state(7) == State.FAILED


def unlock(cursor: Any) -> None:
    """Do what only the owner of the database can: take the triggers away."""
    drop = "DROP TRIGGER policy_policyrevision_no_UPDATE"
    if connection.vendor == "postgresql":
        drop = "DROP TRIGGER append_only ON policy_policyrevision"
    cursor.execute(drop)
