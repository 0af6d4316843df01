"""Four eyes: exactly this revision, approved by a member of Approver who is not its last editor."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import LogContext
from wagtail.models import TaskState

from cluster_cms.oversight.new_powers import MayNotConfirm, confirm_switch
from cluster_cms.security.accounts import PRIVACY, User
from policy.models.approval import PolicySettings, policy_settings
from policy.pages import PolicyPage
from policy.permissions import may_promulgate
from policy.publishing import promulgation
from policy.publishing.withdrawal import reset_draft
from policy.text.refusal import PublicationRefused
from tests.infrastructure.cast import Clock
from tests.policy.drafting import approved, decide, form, good_draft, saved, source, submitted

SignIn = Callable[[AbstractBaseUser], Client]


def codes(page: PolicyPage, revision: Any) -> set[str]:
    return {reason.code for reason in promulgation.blocking_reasons(page, revision=revision)}


def switch(on: bool) -> PolicySettings:
    rules = policy_settings()
    rules.approval_waived = on
    rules.save()
    return rules


def waive() -> None:
    """Let one person publish alone from now on, as the privacy officer has confirmed it."""
    confirm_switch(row=switch(True), actor=User.objects.get(groups__name=PRIVACY))


def consent(page: PolicyPage, writer: Any, approver: Any) -> Any:
    task = submitted(page, writer)
    task.status, task.finished_by, task.finished_at = TaskState.STATUS_APPROVED, approver, timezone.now()
    task.save()
    return task.revision


def test_a_draft_without_approval_is_refused(policy_page: PolicyPage, legal: Any) -> None:
    page = good_draft()
    assert codes(page, saved(page, legal)) == {"approval"}


def test_the_approval_counts_for_exactly_that_revision(policy_page: PolicyPage, legal: Any) -> None:
    page = good_draft()
    first = approved(page)
    assert codes(page, first) == set()
    assert codes(page, saved(page, legal)) == {"approval"}


def test_nobody_approves_what_they_wrote_last(policy_page: PolicyPage, approver: Any) -> None:
    page = good_draft()
    assert codes(page, consent(page, approver, approver)) == {"approval"}


def test_consent_of_a_person_outside_the_group_does_not_count(policy_page: PolicyPage, legal: Any, admin: Any) -> None:
    page = good_draft()
    assert not may_promulgate(admin)
    assert codes(page, consent(page, legal, admin)) == {"approval"}


def test_a_revision_of_unknown_origin_is_refused(policy_page: PolicyPage, approver: Any) -> None:
    page = good_draft()
    assert codes(page, consent(page, None, approver)) == {"approval"}


def test_a_text_cannot_go_live_under_the_name_of_an_approved_one(policy_page: PolicyPage) -> None:
    page = good_draft()
    page.live_revision = approved(page)
    page.clauses[0].value["heading"]["en"] = "Something else"
    with pytest.raises(PublicationRefused) as refusal:
        page.save()
    assert [reason.code for reason in refusal.value.reasons] == ["content_mismatch"]


def test_whoever_wrote_any_part_of_the_change_approves_nothing(approver: Any, legal: Any, signed_in: SignIn) -> None:
    saved(good_draft("Written by the approver."), approver)
    submitted(good_draft("Polished by legal."), legal)
    answer = decide(signed_in(approver))
    assert answer.status_code == 409
    assert "この下書きで変わるところの一部をご自分で書かれた" in answer.text
    assert source().ledger.count() == 3


def test_returning_the_draft_wipes_out_what_its_writers_wrote(approver: Any, legal: Any, signed_in: SignIn) -> None:
    saved(good_draft("Written by the approver."), approver)
    reset_draft(page=source(), actor=legal)
    submitted(good_draft("Written by legal."), legal)
    assert decide(signed_in(approver)).status_code == 302
    assert source().ledger.get(number=4).approver_id == approver.pk


def test_no_publish_button_is_shown_unless_one_person_may_do_it_alone(approver: Any, signed_in: SignIn) -> None:
    client, address = signed_in(approver), reverse("wagtailadmin_pages:edit", args=[source().pk])
    assert "action-publish" not in client.get(address).text
    waive()
    assert "action-publish" in client.get(address).text


def test_one_person_may_publish_alone_and_the_ledger_says_so(approver: Any, signed_in: SignIn) -> None:
    waive()
    page = good_draft()
    signed_in(approver).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form(page, **{"action-publish": "1"}))
    row = source().ledger.get(number=4)
    assert row.approval_waived
    assert row.payload()["approval_waived"] is True
    assert row.approver_id == row.submitter_id == approver.pk


def test_a_second_person_is_recorded_even_where_none_is_needed(policy_page: PolicyPage) -> None:
    waive()
    approved(good_draft()).publish()
    assert not source().ledger.get(number=4).approval_waived


def test_only_a_superuser_waives_the_second_person(approver: Any, admin: Any, signed_in: SignIn) -> None:
    address = reverse("wagtailsettings:edit", args=["policy", "policysettings", policy_settings().site.pk])
    signed_in(approver).post(address, {"notice_days": "40", "approval_waived": "on"})
    assert list(PolicySettings.objects.values_list("notice_days", "approval_waived")) == [(40, False)]
    signed_in(admin).post(address, {"notice_days": "40", "approval_waived": "on"})
    assert policy_settings().approval_waived


def test_the_waiver_has_no_effect_on_its_first_day(policy_page: PolicyPage, legal: Any, clock: Clock) -> None:
    page = good_draft()
    revision = saved(page, legal)
    switch(True)
    assert codes(page, revision) == {"approval"}
    clock.forward(hours=23, minutes=59)
    assert not policy_settings().waiver_in_effect
    clock.forward(minutes=2)
    assert codes(page, revision) == set()


def test_a_waiver_that_is_switched_on_again_waits_again(privacy_officer: User) -> None:
    waive()
    assert policy_settings().waiver_in_effect
    switch(False)
    assert not policy_settings().waiver_in_effect
    switch(True)
    assert not policy_settings().waiver_in_effect


def test_the_officer_alone_confirms_the_waiver_and_not_her_own(
    admin: User, privacy_officer: User, signed_in: SignIn
) -> None:
    rules = switch(True)
    for other in (admin, User.objects.filter(groups__name="Approver").earliest("pk")):
        with pytest.raises(MayNotConfirm):
            confirm_switch(row=rules, actor=other)
        signed_in(other).post(reverse("confirmations"), {"switch": "policy.PolicySettings"})
    assert not policy_settings().waiver_in_effect
    assert 'name="switch"' in signed_in(privacy_officer).get(reverse("confirmations")).text
    signed_in(privacy_officer).post(reverse("confirmations"), {"switch": "policy.PolicySettings"})
    assert policy_settings().waiver_in_effect
    switch(False)
    with LogContext(user=privacy_officer), pytest.raises(MayNotConfirm):
        confirm_switch(row=switch(True), actor=privacy_officer)
