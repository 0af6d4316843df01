"""A changed purpose is told once to every address under which something is held, and to nobody else."""

from collections.abc import Callable
from typing import Any

import pytest

from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.mail.sending import send_due_mails
from cluster_cms.security.audit import AuditEntry
from contact.mails.purpose_notice import PURPOSE_NOTICE
from contact.models import Inquiry, PurposeNotice, Status
from contact.privacy import purpose_changes
from contact.privacy.purpose_changes import create_purpose_notice, queue_purpose_notices
from policy.models.revisions import PolicyRevision
from tests.contact.visit import WRITTEN, Visit
from tests.policy.drafting import good_draft, promulgated
from tests.policy.publishing.invalid_drafts import change_purpose

Visits = Callable[..., Visit]


@pytest.fixture
def revision(policy_page: Any) -> Any:
    """A revision that changes a purpose, promulgated as people do it."""
    page = good_draft()
    change_purpose(page)
    return promulgated(page)


def notified() -> list[str]:
    """Queue the notices, and return the references that they name."""
    queue_purpose_notices()
    return list(OutboxMail.objects.filter(kind=PURPOSE_NOTICE).values_list("subject", flat=True))


def addresses() -> set[str]:
    return set(Inquiry.objects.not_spam().values_list("email_hmac", flat=True))


def test_a_promulgated_change_of_purpose_is_noted_at_once(revision: Any) -> None:
    assert PurposeNotice.objects.get().revision == revision


def test_another_change_concerns_nobody(policy_page: Any) -> None:
    promulgated(good_draft())
    create_purpose_notice(revision=PolicyRevision(change_kind="editorial"))
    assert not PurposeNotice.objects.exists()


def test_each_address_is_notified_once_however_many_inquiries_it_sent(
    visit: Visits, revision: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purpose_changes, "BATCH", 2)
    PurposeNotice.objects.update(last_email_hmac="")
    inquiries = [visit().send_all(message=text) for text in ("一通目です。", "二通目です。")]
    Inquiry.objects.filter(pk__in=[one.pk for one in inquiries]).update(received_at="2026-01-01 00:00+09:00")
    assert len(notified()) == len(addresses())
    assert len(notified()) == len(addresses())
    entry = AuditEntry.objects.get(action="policy.purpose_notified")
    assert entry.data == f'{{"count":{len(addresses())}}}'


def test_later_inquiries_stopped_use_and_spam_are_not_notified(visit: Visits, policy_page: Any) -> None:
    stopped, spam = visit().send_all(mail="stop@example.com"), visit().send_all(mail="spam@example.com")
    Inquiry.objects.filter(pk=stopped.pk).update(restricted_at=stopped.received_at)
    Inquiry.objects.filter(pk=spam.pk).update(status=Status.SPAM)
    page = good_draft()
    change_purpose(page)
    promulgated(page)
    later = visit().send_all(mail="later@example.com")
    assert not {stopped.reference, spam.reference, later.reference} & set(notified())


def test_the_mail_says_what_changes_and_that_it_does_not_reach_what_is_held(
    inquiry: Inquiry, policy_page: Any, mailoutbox: list[Any]
) -> None:
    page = good_draft("Another purpose.")
    change_purpose(page)
    revision = promulgated(page)
    queue_purpose_notices()
    send_due_mails()
    (letter,) = [one for one in mailoutbox if one.to == [WRITTEN["mail"]] and "利用目的" in one.subject]
    for said in (inquiry.reference, revision.summary("ja"), revision.address("ja"), "適用しません", "your-data"):
        assert said in letter.body
    assert WRITTEN["name"] not in letter.body
