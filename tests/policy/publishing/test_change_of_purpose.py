"""A change of purpose: announced in advance, and how people were told is recorded."""

from datetime import timedelta

from cluster_cms.clock import today
from policy.models.approval import policy_settings
from policy.pages import PolicyPage
from policy.publishing import promulgation
from tests.policy.drafting import good_draft, promulgated, source
from tests.policy.publishing.invalid_drafts import change_purpose


def changed(*, days: int) -> PolicyPage:
    page = good_draft()
    change_purpose(page, days=days)
    return page


def test_thirty_days_are_enough_and_the_ledger_says_how_people_were_told(policy_page: PolicyPage) -> None:
    row = promulgated(changed(days=30))
    assert row.effective_on == today() + timedelta(days=30)
    assert row.payload()["notified_how"] == {"ja": "メールで知らせます。", "en": "Told by mail."}


def test_the_setting_moves_the_earliest_day(policy_page: PolicyPage) -> None:
    rules = policy_settings()
    rules.notice_days = 45
    rules.save()
    assert [reason.code for reason in promulgation.blocking_reasons(changed(days=44))] == ["notice"]
    assert promulgation.blocking_reasons(changed(days=45)) == []


def test_the_words_are_asked_for_anew_at_the_next_revision(policy_page: PolicyPage) -> None:
    promulgated(changed(days=30))
    draft = source().get_latest_revision_as_object()
    assert (draft.notified_how_ja, draft.notified_how_en) == ("", "")
