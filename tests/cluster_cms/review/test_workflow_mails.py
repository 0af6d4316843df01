"""Mails of workflows: each in its receiver's language, through the outbox, and only to people who can act."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.mail.sending import send_due_mails
from cluster_cms.review.review_requests import ask_for_review
from cluster_cms.review.workflow_mails import ASKED, DECIDED
from cluster_cms.security.accounts import LEGAL, MARKETING, User
from home.models import CompanyPage
from policy.pages import PolicyPage
from tests.cluster_cms.review.conftest import mails_to
from tests.policy.drafting import good_draft, submitted

SignIn = Callable[[User], Client]


def speaks(user: User, language: str) -> None:
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})


def receivers(kind: str) -> set[int]:
    records = OutboxMail.objects.filter(kind=kind).values_list("record", flat=True)
    return {int(record.split(":")[1]) for record in records}


@pytest.fixture(autouse=True)
def _nothing_queued(database: None) -> None:
    """The demo's own approvals have left mails in the outbox."""
    OutboxMail.objects.all().delete()


@pytest.fixture
def asked(draft: CompanyPage, marketing: User, colleague: User) -> CompanyPage:
    """A page that the colleague was asked to review."""
    ask_for_review(page=draft, reviewer=colleague, group=None, note="数字をお願いします。", actor=marketing)
    return draft


@pytest.mark.parametrize("language, subject", [("ja", "確認のお願い：準備中"), ("en", "Please review: 準備中")])
def test_who_is_asked_reads_it_in_their_own_language(
    draft: CompanyPage, marketing: User, colleague: User, language: str, subject: str
) -> None:
    speaks(colleague, language)
    ask_for_review(page=draft, reviewer=colleague, group=None, note="数字をお願いします。", actor=marketing)
    send_due_mails()
    [sent] = mails_to(colleague.email)
    assert sent.subject.startswith(subject)
    assert "数字をお願いします。" in str(sent.body)
    assert f"/admin/pages/{draft.pk}/edit/" in str(sent.body)


def test_nobody_is_written_to_but_who_was_asked(asked: CompanyPage, colleague: User, admin: User) -> None:
    assert receivers(ASKED) == {colleague.pk}
    assert not mail.outbox  # Wagtail's own mails, which went at once and to every superuser


def test_a_group_is_asked_without_who_asks_and_who_has_left(
    draft: CompanyPage, marketing: User, colleague: User
) -> None:
    left = User.objects.create_user("left", "left@example.com", is_active=False)
    left.groups.add(Group.objects.get(name=MARKETING))
    group = Group.objects.get(name=MARKETING)
    ask_for_review(page=draft, reviewer=None, group=group, note="", actor=marketing)
    assert colleague.pk in receivers(ASKED)
    assert not {marketing.pk, left.pk} & receivers(ASKED)


def test_who_has_declined_such_mails_gets_none(draft: CompanyPage, marketing: User, colleague: User) -> None:
    UserProfile.objects.update_or_create(user=colleague, defaults={"submitted_notifications": False})
    ask_for_review(page=draft, reviewer=colleague, group=None, note="", actor=marketing)
    assert not receivers(ASKED)


@pytest.mark.parametrize("action, ja, en", [("approve", "承認され", "Approved"), ("reject", "修正", "Changes")])
def test_who_asked_gets_the_answer_in_their_own_language(
    asked: CompanyPage,
    marketing: User,
    colleague: User,
    signed_in: SignIn,
    language: str,
    action: str,
    ja: str,
    en: str,
) -> None:
    User.objects.filter(pk=marketing.pk).update(email="marketing@example.com")
    speaks(marketing, language)
    state = CompanyPage.objects.get(pk=asked.pk).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[asked.pk, action, state.pk])
    signed_in(colleague).post(address, {"comment": "三行目をご覧ください。"})
    assert receivers(DECIDED) == {marketing.pk}
    send_due_mails()
    [sent] = mails_to("marketing@example.com")
    assert sent.subject.startswith(ja if language == "ja" else en)


def test_a_request_that_was_decided_meanwhile_is_not_sent(
    asked: CompanyPage, colleague: User, signed_in: SignIn
) -> None:
    state = CompanyPage.objects.get(pk=asked.pk).current_workflow_task_state
    signed_in(colleague).post(
        reverse("wagtailadmin_pages:workflow_action", args=[asked.pk, "approve", state.pk]), {"comment": ""}
    )
    send_due_mails()
    assert not mails_to(colleague.email)


def test_the_policy_is_told_to_approvers_who_can_approve(
    policy_page: PolicyPage, legal: User, approver: User, admin: User
) -> None:
    User.objects.filter(pk=approver.pk).update(email="approver@example.com")
    submitted(good_draft(), User.objects.filter(groups__name=LEGAL).earliest("pk"))
    assert approver.pk in receivers(ASKED)
    assert not {legal.pk, admin.pk} & receivers(ASKED)
