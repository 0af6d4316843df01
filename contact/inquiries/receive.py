"""Receives an inquiry from the form: stored once, however often it is sent."""

from datetime import datetime

from django.db import transaction
from wagtail.models import Page

from cluster_cms import clock
from cluster_cms.security import audit, crypto
from contact.deadlines.business_days import due_date
from contact.inquiries.deduplication import find_duplicate, fingerprint, lock_fingerprint, register_submission_key
from contact.inquiries.draft import Draft
from contact.inquiries.question_history import remember_questions
from contact.inquiries.spam_scoring import SpamScore, spam_score_of
from contact.mails.acknowledgements import queue_received_mails
from contact.models import Inquiry, InquiryPurpose, Status
from contact.rate_limits.limits import CountedPost
from contact.search.search_text import create_search_text
from contact.text import answers
from contact.text.cleaning import EMAIL_HMAC_CONTEXT
from contact.text.question_kinds import CORE_FIELDS
from contact.text.references import new_reference


@transaction.atomic
def receive_inquiry(
    *, draft: Draft, page: Page, policy_revision_id: int, at: datetime | None = None, post: CountedPost | None = None
) -> Inquiry:
    """Store a draft with its audit entry, its mails and the count of its post in one transaction.

    A draft sent before, or one that says what was said on this page a moment ago, gives back that inquiry, with its
    reference alone. Raises InquiryErased, and TooMany when others took the last place under a limit meanwhile.
    """
    said = fingerprint(page_id=page.pk, answers=draft.answers)
    lock_fingerprint(said)
    at = at or clock.now()
    inquiry = find_duplicate(submission_key=draft.submission_key, fingerprint=said, at=at)
    if inquiry is None:
        spam = spam_score_of(draft, sends=post.sends if post else 0, at=at)
        inquiry = store(draft, page, policy_revision_id, at, said, spam=spam)
    if post:  # last: all posts share a row, which nobody is to hold for long
        post.count()
    return inquiry


def store(draft: Draft, page: Page, policy_revision_id: int, at: datetime, said: str, *, spam: SpamScore) -> Inquiry:
    register_submission_key(draft.submission_key, at)
    inquiry = Inquiry.objects.create(
        reference=new_reference(),
        page_id=page.pk,
        page_title=page.title,
        page_path=page.url_path,
        page_revision_id=draft.page_revision_id,
        language=draft.language,
        received_at=at,
        due_from=at,
        due_on=due_date(at),
        status=Status.SPAM if spam.is_suspicious else Status.NEW,
        quarantined_at=at if spam.is_suspicious else None,
        spam_score=spam.score,
        spam_signals=list(spam.signs),
        subject=answers.text_of(draft.answers, "subject"),
        policy_revision_id=policy_revision_id,
        purpose=draft.purpose,
        submission_key=draft.submission_key,
        fingerprint=said,
        email_hmac=crypto.lookup_hash(answers.text_of(draft.answers, "mail"), purpose=EMAIL_HMAC_CONTEXT),
        question_keys=[answer["key"] for answer in draft.answers if answer["key"] not in CORE_FIELDS],
        answers=draft.answers,
    )
    create_search_text(inquiry)
    freeze_purposes(inquiry, draft.purpose_ids)
    remember_questions(draft.answers, draft.language)
    data = {"page": page.pk, "language": draft.language, "policy": draft.policy_number, "score": spam.score}
    audit.record("inquiry.received", subject=inquiry.reference, data=data)
    if inquiry.status == Status.NEW:
        queue_received_mails(inquiry)
    return inquiry


def freeze_purposes(inquiry: Inquiry, purposes: list[int]) -> None:
    """Bind the inquiry to the purposes that stood beside the form; their words stand in it as they were."""
    InquiryPurpose.objects.bulk_create(InquiryPurpose(inquiry=inquiry, purpose_id=purpose) for purpose in purposes)
