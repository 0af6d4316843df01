"""The screens of withdrawal and of the return of the draft."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from django.urls import reverse

from policy.models.events import PolicyEvent
from policy.models.revisions import PolicyRevision
from tests.policy.drafting import good_draft, promulgated, source

SignIn = Callable[[AbstractBaseUser], Client]
WORDS = {"reason_ja": "時期を改めます。", "reason_en": "Another time."}


@pytest.fixture
def announced(policy_page: Any, clock: Any) -> PolicyRevision:
    clock.set("2027-12-01 10:00")
    page = good_draft("In the new year.")
    page.effective_on = date(2028, 1, 1)
    return promulgated(page)


def editor() -> str:
    return reverse("wagtailadmin_pages:edit", args=[source().pk])


def test_the_approver_withdraws_and_then_returns_the_draft_with_one_click(
    announced: PolicyRevision, approver: Any, signed_in: SignIn
) -> None:
    client = signed_in(approver)
    assert reverse("policy_withdraw") in client.get(editor()).text
    answer = client.post(reverse("policy_withdraw"), WORDS, follow=True)
    assert answer.redirect_chain == [(reverse("policy_reset"), 302)]
    assert PolicyEvent.objects.get().revision == announced
    client.post(reverse("policy_reset"))
    assert "In the new year." not in str(source().get_latest_revision().content)
    assert reverse("policy_withdraw") not in client.get(editor()).text


def test_the_screen_says_what_the_withdrawal_undoes_and_which_text_then_stands(
    announced: PolicyRevision, approver: Any, signed_in: SignIn
) -> None:
    client = signed_in(approver)
    assert "第3版がそのまま施行中です" in client.get(reverse("policy_withdraw")).text
    later = good_draft("Later.")
    later.effective_on = date(2028, 2, 1)
    promulgated(later)
    text = client.get(reverse("policy_withdraw")).text
    assert "取り下げると元に戻るもの" in text
    assert "第4版は公布されたままで、2028年1月1日（土）に施行されます" in text
    assert "compare/4..5/" in text


def test_a_missing_reason_is_asked_for(announced: PolicyRevision, approver: Any, signed_in: SignIn) -> None:
    answer = signed_in(approver).post(reverse("policy_withdraw"), {**WORDS, "reason_en": ""})
    assert answer.status_code == 422
    assert not PolicyEvent.objects.exists()


def test_legal_does_not_withdraw(announced: PolicyRevision, legal: Any, signed_in: SignIn) -> None:
    client = signed_in(legal)
    assert reverse("policy_withdraw") not in client.get(editor()).text
    client.post(reverse("policy_withdraw"), WORDS)
    assert not PolicyEvent.objects.exists()


def test_there_is_nothing_to_withdraw_otherwise(approver: Any, policy_page: Any, signed_in: SignIn) -> None:
    assert signed_in(approver).get(reverse("policy_withdraw")).status_code == 404
