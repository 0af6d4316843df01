"""A running workflow: nobody gets past it, a later change goes back to the approver, a failure leaves it as it was."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser, Group
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page, Revision, TaskState

from cluster_cms.operations.scheduled import publish_and_expire
from cluster_cms.security.accounts import APPROVER
from home.models import CompanyPage
from policy.pages import PolicyPage
from policy.publishing.decision import decision
from tests.infrastructure.cast import live_page
from tests.policy.drafting import bad_draft, decide, form, good_draft, saved, source, submitted
from tests.policy.publishing.publish_actions import trace

SignIn = Callable[[AbstractBaseUser], Client]


def task() -> TaskState:
    """Return the decision that is open now."""
    return source().current_workflow_task_state


@pytest.mark.parametrize("action", ["button", "bulk", "code"])
def test_a_superuser_does_not_get_past_it(action: str, admin: Any, legal: Any, signed_in: SignIn) -> None:
    page, client = good_draft(), signed_in(admin)
    open_task, before = submitted(page, legal), trace()
    if action == "button":
        answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form(page, **{"action-publish": "1"}))
        assert answer["Location"] == reverse("wagtailadmin_home")
    elif action == "bulk":
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        assert client.post(f"{address}?id={page.pk}", {"include_descendants": ""}).status_code < 500
    else:
        with pytest.raises(PermissionDenied):
            open_task.revision.publish(user=admin)
    assert (trace(), task().pk, task().status) == (before, open_task.pk, TaskState.STATUS_IN_PROGRESS)


def test_a_change_while_the_screen_is_open_is_asked_about_anew(
    approver: Any, legal: Any, admin: Any, signed_in: SignIn
) -> None:
    admin.groups.add(Group.objects.get(name=APPROVER))
    submitted(good_draft("Submitted."), legal)
    newest = saved(good_draft("Changed by the second approver."), admin)
    shown = decision(source())
    assert shown
    changed = saved(good_draft("Changed once more."), legal)
    assert decide(signed_in(approver), shown=shown.digest, seen=str(newest.pk)).status_code == 409
    assert (source().ledger.count(), task().status) == (3, TaskState.STATUS_IN_PROGRESS)
    decide(signed_in(approver))
    assert source().ledger.get(number=4).wagtail_revision_id == changed.pk


def test_an_approver_without_the_right_to_publish_is_refused(approver: Any, legal: Any, signed_in: SignIn) -> None:
    submitted(good_draft(), legal)
    GroupPagePermission.objects.filter(group__name=APPROVER, permission__codename="publish_page").delete()
    before = trace()
    assert decide(signed_in(approver)).status_code in (302, 403)
    assert (trace(), task().status) == (before, TaskState.STATUS_IN_PROGRESS)


def test_a_refused_schedule_survives_and_the_other_pages_go_live(policy_page: PolicyPage, clock: Any) -> None:
    revision, before = saved(bad_draft()), trace()
    due = timezone.now() + timedelta(minutes=5)
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=due)
    other = CompanyPage(title="Other", slug="other", live=False, go_live_at=due + timedelta(minutes=1))
    live_page("home.homepage").add_child(instance=other)
    other.save_revision().publish()
    clock.forward(minutes=10)
    publish_and_expire()
    revision.refresh_from_db()
    assert (trace(), revision.approved_go_live_at) == (before, due)
    assert Page.objects.get(pk=other.pk).live
