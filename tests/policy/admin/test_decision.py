"""The screen of the decision: what is decided, who may, and that what was shown is what is promulgated."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from django.urls import reverse
from wagtail.models import TaskState

from cluster_cms import clock as site_clock
from policy.models.writers import writers
from policy.publishing.decision import decision
from policy.publishing.withdrawal import withdraw_revision
from tests.policy.drafting import decide, good_draft, promulgated, saved, source, submitted

SignIn = Callable[[AbstractBaseUser], Client]


def page_of(client: Client, view: str = "") -> str:
    return client.get(reverse("policy_decision"), {"view": view}).text


def test_it_shows_what_is_decided(legal: Any, approver: Any, signed_in: SignIn) -> None:
    page = good_draft()
    page.effective_on = site_clock.today() + timedelta(days=46)
    submitted(page, legal)
    text = page_of(signed_in(approver))
    day = site_clock.tokyo_day(page.effective_on)
    for words in ("第4版を公布しますか", day, "46日後", "内容の改定", page.summary_ja, page.summary_en):
        assert words in text
    assert "新しい文です。" in text
    assert "[[revision" not in text


@pytest.mark.parametrize("view", ["table", "marked", "table-en", "marked-en", "text", "text-en", "nonsense"])
def test_every_view_of_the_change_is_shown(view: str, legal: Any, signed_in: SignIn) -> None:
    saved(good_draft("Wanted words."), legal)
    assert "Wanted words." in page_of(signed_in(legal), view) or view in ("table", "marked", "text", "nonsense")


def test_everybody_who_wrote_is_named_with_the_number_of_versions(legal: Any, approver: Any) -> None:
    saved(good_draft("One."), legal)
    saved(good_draft("Two."), approver)
    newest = saved(good_draft("Three."), legal)
    assert {one.account: one.saves for one in writers(newest)} == {legal.pk: 2, approver.pk: 1}


def test_who_saves_without_a_change_has_written_nothing(legal: Any, approver: Any) -> None:
    saved(good_draft("One."), legal)
    newest = saved(source().get_latest_revision_as_object(), approver)
    assert [one.account for one in writers(newest)] == [legal.pk]


def test_approving_promulgates_and_says_what_holds_now(legal: Any, approver: Any, signed_in: SignIn) -> None:
    submitted(good_draft(), legal)
    client = signed_in(approver)
    answer = decide(client)
    assert (answer.status_code, source().ledger.count()) == (302, 4)
    text = client.get(answer["Location"]).text
    assert "第4版を公布しました。" in text
    assert "/v/4/" in text
    assert "決めることはありません" in text


def test_without_the_tick_nothing_is_promulgated(legal: Any, approver: Any, signed_in: SignIn) -> None:
    submitted(good_draft(), legal)
    found = decision(source())
    assert found
    answer = signed_in(approver).post(reverse("policy_decision"), {"act": "promulgate", "shown": found.digest})
    assert (answer.status_code, source().ledger.count()) == (422, 3)
    assert "確認の欄に印を付けてください。" in answer.text


def test_what_was_changed_meanwhile_is_shown_and_nothing_is_decided(
    legal: Any, approver: Any, signed_in: SignIn
) -> None:
    submitted(good_draft("Seen."), legal)
    seen = decision(source())
    assert seen
    saved(good_draft("Changed behind the back."), legal)
    answer = decide(signed_in(approver), shown=seen.digest, seen=str(seen.revision.pk))
    assert (answer.status_code, source().ledger.count()) == (409, 3)
    assert "Changed behind the back." in answer.context["since"]


@pytest.mark.parametrize("name", ["summary_en", "effective_on", "warnings_reason"])
def test_another_term_is_a_change_too(name: str, legal: Any, approver: Any, signed_in: SignIn) -> None:
    submitted(good_draft(), legal)
    seen = decision(source())
    assert seen
    draft = source().get_latest_revision_as_object()
    setattr(draft, name, site_clock.today() + timedelta(days=60) if name == "effective_on" else "Another word.")
    saved(draft, legal)
    assert decide(signed_in(approver), shown=seen.digest).status_code == 409
    assert source().ledger.count() == 3


def test_a_withdrawal_meanwhile_changes_what_is_decided(legal: Any, approver: Any, signed_in: SignIn) -> None:
    other = good_draft("Announced.")
    other.effective_on = site_clock.today() + timedelta(days=20)
    announced = promulgated(other)
    draft = good_draft("Later.")
    draft.effective_on = site_clock.today() + timedelta(days=40)
    submitted(draft, legal)
    seen = decision(source())
    assert seen
    withdraw_revision(revision=announced, actor=approver, reason_ja="誤り", reason_en="An error.")
    assert decide(signed_in(approver), shown=seen.digest).status_code == 409


def test_a_draft_is_sent_back_and_its_writer_sees_why(legal: Any, approver: Any, signed_in: SignIn) -> None:
    task = submitted(good_draft(), legal)
    assert decide(signed_in(approver), "send_back", comment="第2項の語尾を直してください。").status_code == 302
    assert TaskState.objects.get(pk=task.pk).status == TaskState.STATUS_REJECTED
    for address in (reverse("policy_decision"), reverse("wagtailadmin_pages:edit", args=[source().pk])):
        assert "第2項の語尾を直してください。" in signed_in(legal).get(address).text


def test_a_comment_is_asked_for(legal: Any, approver: Any, signed_in: SignIn) -> None:
    submitted(good_draft(), legal)
    assert decide(signed_in(approver), "send_back", comment=" ").status_code == 422
    assert source().workflow_in_progress


def test_the_writer_submits_from_the_same_screen_again_after_mending(
    legal: Any, approver: Any, signed_in: SignIn
) -> None:
    saved(good_draft(), legal)
    assert decide(signed_in(legal), "submit").status_code == 302
    decide(signed_in(approver), "send_back", comment="Mend it.")
    saved(good_draft("Mended."), legal)
    assert decide(signed_in(legal), "submit").status_code == 302
    assert decide(signed_in(approver)).status_code == 302
    assert source().ledger.count() == 4


def test_a_draft_that_cannot_be_promulgated_is_not_submitted(legal: Any, signed_in: SignIn) -> None:
    page = good_draft()
    page.summary_en = ""
    saved(page, legal)
    assert decide(signed_in(legal), "submit").status_code == 409
    assert not source().workflow_in_progress


@pytest.mark.parametrize("act", ["promulgate", "send_back"])
def test_legal_does_not_decide(act: str, legal: Any, signed_in: SignIn) -> None:
    submitted(good_draft(), legal)
    assert decide(signed_in(legal), act, comment="Back.").status_code in (302, 403, 409)
    assert source().ledger.count() == 3
    assert source().workflow_in_progress


def test_others_do_not_see_it_and_a_stranger_signs_in(
    marketing: Any, admin: Any, visitor: Client, signed_in: SignIn
) -> None:
    for person in (marketing, admin):
        assert signed_in(person).get(reverse("policy_decision")).status_code == 302
    assert "/admin/" in visitor.get(reverse("policy_decision"))["Location"]


def test_an_editor_left_open_makes_no_draft_after_the_approval(policy_page: Any, legal: Any) -> None:
    text = good_draft()
    promulgated(text)
    again = source().get_latest_revision_as_object()
    for name in ("summary_ja", "summary_en", "change_kind", "warnings_reason", "effective_on"):
        setattr(again, name, getattr(text, name))
    assert again.save_revision(user=legal, log_action=True).pk == source().live_revision_id
    assert not source().has_unpublished_changes
