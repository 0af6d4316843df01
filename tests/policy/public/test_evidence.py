"""What was published or put before an approver is not lost and not rewritten."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser, Group
from django.core.management import call_command
from django.db import connection
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from wagtail.models import Revision

from cluster_cms.security.append_only import AppendOnlyError
from policy.models.revisions import PolicyRevision
from policy.pages import PolicyPage
from tests.policy.drafting import form, good_draft, promulgated, saved, source, submitted

SignIn = Callable[[AbstractBaseUser], Client]


def test_purging_keeps_every_promulgated_revision(policy_page: PolicyPage) -> None:
    held = set(PolicyRevision.objects.values_list("wagtail_revision_id", flat=True))
    saved(good_draft("Once."))
    saved(good_draft("Twice."))
    call_command("purge_revisions", verbosity=0)
    assert held <= set(Revision.objects.values_list("pk", flat=True))
    assert source().live_revision_id in held


def autosave(client: Client, page: PolicyPage, revision: Revision) -> Any:
    extra = {"overwrite_revision_id": str(revision.pk)}
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(address, form(page, **extra), headers={"Accept": "application/json"})


def test_autosave_rewrites_an_ordinary_draft(legal: Any, signed_in: SignIn) -> None:
    revision = saved(good_draft("First."), legal)
    answer = autosave(signed_in(legal), good_draft("Second."), revision)
    assert answer.json()["revision_id"] == revision.pk


def test_autosave_cannot_rewrite_a_published_revision(legal: Any, signed_in: SignIn) -> None:
    revision = promulgated(good_draft("Approved.")).wagtail_revision
    answer = autosave(signed_in(legal), good_draft("Not approved."), revision)
    assert answer.json()["revision_id"] != revision.pk
    revision.refresh_from_db()
    assert "Not approved." not in str(revision.content)


def test_autosave_cannot_rewrite_what_lies_before_the_approver(legal: Any, signed_in: SignIn) -> None:
    task = submitted(good_draft("Submitted."), legal)
    legal.groups.add(Group.objects.get(name="Approver"))  # else the workflow locks the page for legal
    answer = autosave(signed_in(legal), good_draft("Changed afterwards."), task.revision)
    assert answer.json()["revision_id"] != task.revision_id
    assert "Changed afterwards." not in str(Revision.objects.get(pk=task.revision_id).content)


def test_the_model_refuses_change_and_deletion(policy_page: PolicyPage) -> None:
    row = PolicyRevision.objects.get(number=1)
    with pytest.raises(AppendOnlyError):
        row.save()
    with pytest.raises(AppendOnlyError):
        row.delete()
    with pytest.raises(AppendOnlyError):
        PolicyRevision.objects.update(summary_en="Another summary")
    with pytest.raises(AppendOnlyError):
        PolicyRevision.objects.all().delete()


@pytest.mark.parametrize(
    "statement", ["UPDATE policy_policyrevision SET summary_en = 'x'", "DELETE FROM policy_policyrevision"]
)
def test_the_database_refuses_change_and_deletion(statement: str, policy_page: PolicyPage) -> None:
    with pytest.raises(Exception, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_nothing_leads_around_the_ledger_by_deleting_a_wagtail_revision(policy_page: PolicyPage) -> None:
    with pytest.raises(ProtectedError):
        source().live_revision.delete()


def test_the_people_stay_named_when_their_accounts_go(legal: Any, approver: Any) -> None:
    submitted(good_draft(), legal).approve(user=approver)
    number_of_legal, name_of_legal = legal.pk, legal.get_full_name() or legal.get_username()
    legal.delete()
    row = PolicyRevision.objects.get(number=4)
    assert (row.submitter_id, row.submitter_name) == (number_of_legal, name_of_legal)
    assert row.approver_name == (approver.get_full_name() or approver.get_username())
    assert row.task_state_id is not None
