"""Each way of publishing follows the rules; what is refused leaves no trace."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.dispatch import Signal
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, TaskState
from wagtail.signals import page_published

from cluster_cms.security.audit import AuditEntry
from policy.pages import PolicyPage
from policy.publishing.promulgation import revision_promulgated
from policy.text.refusal import PublicationRefused
from tests.policy.drafting import approved, bad_draft, form, good_draft, promulgated, saved, source, submitted
from tests.policy.publishing.publish_actions import BY_PEOPLE, BY_PROGRAMS, approval, trace

SignIn = Callable[[AbstractBaseUser], Client]


@pytest.fixture
def client(approver: AbstractBaseUser, signed_in: SignIn) -> Client:
    return signed_in(approver)


def test_an_approved_draft_is_promulgated(client: Client, approver: Any) -> None:
    assert approval(good_draft(), client).status_code == 302
    newest = source().ledger.get(number=4)
    assert newest.wagtail_revision_id == source().live_revision_id
    assert (newest.approver_id, newest.approval_waived) == (approver.pk, False)
    assert AuditEntry.objects.latest("position").subject == "policy:4"


@pytest.mark.parametrize("action", BY_PROGRAMS)
def test_programs_publish_what_was_approved(action: str, policy_page: PolicyPage) -> None:
    revision = approved(good_draft())
    BY_PROGRAMS[action](revision)
    assert source().ledger.get(number=4).wagtail_revision_id == revision.pk


@pytest.mark.parametrize("action", ["button", "bulk"])
def test_a_draft_that_nobody_approved_is_refused(action: str, client: Client) -> None:
    before = trace()
    assert BY_PEOPLE[action](good_draft(), client).status_code == (302 if action == "button" else 409)
    assert trace() == before


def test_the_button_keeps_the_draft_and_says_why(client: Client, legal: Any) -> None:
    page = good_draft("Kept although refused.")
    page.summary_en = ""
    answer = client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), form(page, **{"action-publish": "1"}), follow=True
    )
    assert "改定の要旨の英語がありません。" in answer.text
    assert "Kept although refused." in str(source().get_latest_revision().content["clauses"])
    assert source().ledger.count() == 3


def test_a_refused_approval_is_a_page_with_the_reasons(client: Client, legal: Any) -> None:
    answer = approval(bad_draft(), client)
    assert answer.status_code == 409
    assert "第1項の見出しの英語がありません。" in answer.text
    assert source().current_workflow_task_state.status == TaskState.STATUS_IN_PROGRESS


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_wagtails_own_dialogs_decide_nothing(action: str, client: Client, legal: Any) -> None:
    task = submitted(good_draft(), legal)
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[source().pk, action, task.pk]), {"comment": "x"})
    extra = {"action-workflow-action": "true", "workflow-action-name": action}
    client.post(reverse("wagtailadmin_pages:edit", args=[source().pk]), form(good_draft(), **extra))
    assert (source().ledger.count(), source().current_workflow_task_state.status) == (3, TaskState.STATUS_IN_PROGRESS)


def test_code_is_refused_too(policy_page: PolicyPage) -> None:
    revision, before = approved(bad_draft()), trace()
    with pytest.raises(PublicationRefused):
        revision.publish()
    assert trace() == before


def test_a_live_text_is_not_changed_by_saving_the_page(policy_page: PolicyPage) -> None:
    page = source()
    page.clauses[0].value["heading"]["en"] = "Quietly changed"
    with pytest.raises(PublicationRefused) as refusal:
        page.save()
    assert refusal.value.reasons[0].code == "changed"


def test_a_live_page_is_saved_when_its_text_is_the_same(policy_page: PolicyPage) -> None:
    page = source()
    page.show_in_menus = True
    page.save()
    assert source().show_in_menus
    assert source().ledger.count() == 3


def test_an_older_revision_cannot_quietly_return(policy_page: PolicyPage) -> None:
    first = source().ledger.get(number=1).wagtail_revision
    with pytest.raises(PublicationRefused):
        first.publish()
    assert source().live_revision_id == source().ledger.get(number=3).wagtail_revision_id


@pytest.mark.parametrize("action", ["unpublish", "delete", "move", "copy", "create_alias", "copy_for_translation"])
def test_other_actions_of_programs_are_refused(action: str, policy_page: PolicyPage) -> None:
    with pytest.raises(PublicationRefused):
        getattr(source(), action)()
    assert source().live


def test_a_schedule_is_refused(policy_page: PolicyPage) -> None:
    page = good_draft()
    page.go_live_at = timezone.now() + timedelta(days=1)
    with pytest.raises(PublicationRefused) as refusal:
        saved(page)
    assert refusal.value.reasons[0].code == "schedule"


def test_the_address_of_the_policy_stays(policy_page: PolicyPage) -> None:
    page = source()
    page.slug = "elsewhere"
    with pytest.raises(PublicationRefused) as refusal:
        page.save()
    assert refusal.value.reasons[0].code == "address"


def test_there_is_no_second_policy(policy_page: PolicyPage) -> None:
    with pytest.raises(PublicationRefused) as refusal:
        source().get_parent().add_child(instance=PolicyPage(title="Another", slug="another", live=False))
    assert refusal.value.reasons[0].code == "second"
    assert not Page.objects.filter(slug="another").exists()


@pytest.mark.parametrize("signal", [page_published, revision_promulgated])
def test_a_failing_receiver_undoes_the_publication(signal: Signal, policy_page: PolicyPage) -> None:
    def fail(**kwargs: Any) -> None:
        raise RuntimeError("receiver")

    before = trace()
    signal.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            promulgated(good_draft())
    finally:
        signal.disconnect(fail)
    assert trace() == before


def test_after_publishing_the_next_draft_starts_without_terms(policy_page: PolicyPage) -> None:
    promulgated(good_draft())
    draft = source().get_latest_revision_as_object()
    assert (draft.change_kind, draft.summary_ja, draft.summary_en, draft.effective_on) == ("", "", "", None)
