"""Stores an inquiry once, however often it is sent: its content, purposes, search text, audit entry and mails."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from wagtail.models import Page

from cluster_cms import clock
from cluster_cms.operations.jobs import Job
from cluster_cms.operations.large_tables import delete_in_batches
from cluster_cms.security import audit, crypto
from cluster_cms.text.cleaning import one_line
from cluster_cms.text.folding import fold
from contact.deadlines.business_days import due_date
from contact.inquiries.attachments import attach_held_files, held_digests
from contact.inquiries.draft import DRAFT_VALID_FOR, Draft, Submission
from contact.inquiries.spam_scoring import spam_score_of
from contact.mails.acknowledgements import queue_received_mails, record_suppression
from contact.models import AskedQuestion, Inquiry, InquiryPurpose, InquiryTopic, SearchText, Status, UsedSubmissionKey
from contact.models.submissions import submission_key_hash
from contact.rate_limits.limits import CountedPost
from contact.text import answers
from contact.text.answers import Answer, Value
from contact.text.email_address import email_hmac
from contact.text.question_kinds import CORE_FIELDS, FILES
from contact.text.references import new_reference

SAME_WITHIN = timedelta(minutes=15)
LOCK_CLASS = 0x636F6E74  # any fixed number: our own class of advisory locks on PostgreSQL
BATCH = 1_000
FINGERPRINT_CONTEXT = "inquiry.fingerprint"


class InquiryErased(Exception):
    """The submission key was used before, and its inquiry has been erased since: it must not come back by a resend."""


@transaction.atomic
def receive_inquiry(
    *, draft: Draft, page: Page, policy_revision_id: int, at: datetime | None = None, post: CountedPost | None = None
) -> Inquiry:
    """Store a draft with its audit entry, its mails and the count of its post in one transaction.

    Returns the stored inquiry with its reference alone when the draft was sent before, or when one with equal answers
    came from this page within 15 minutes. Raises InquiryErased, FilesGone, and LimitReached when others were faster.
    """
    at = at or clock.now()
    by_content = answers.with_files(draft.answers, held_digests(answers.keys_of(draft.answers, FILES)))
    content_hash = fingerprint(page_id=page.pk, answers=by_content)
    inquiry = find_duplicate(submission_key=draft.submission_key, fingerprint=content_hash, at=at)
    if inquiry is None:
        inquiry = store_draft(draft, page, policy_revision_id, content_hash, at=at, post=post)
    if post:  # last: all posts share a row, which nobody is to hold for long
        post.count()
    return inquiry


def store_draft(
    draft: Draft, page: Page, policy_revision_id: int, content_hash: str, *, at: datetime, post: CountedPost | None
) -> Inquiry:
    """Store a draft with its spam score, record it, and queue its mails unless it goes to the quarantine."""
    spam = spam_score_of(draft, post, at=at)
    suspicious = spam.is_suspicious
    inquiry = store(
        draft,
        at,
        policy_revision_id,
        content_hash,
        page_id=page.pk,
        page_title=page.title,
        page_path=page.url_path,
        page_revision_id=draft.page_revision_id,
        status=Status.SPAM if suspicious else Status.NEW,
        quarantined_at=at if suspicious else None,
        spam_score=spam.score,
        spam_signals=list(spam.signals),
    )
    suppressed = not suspicious and not queue_received_mails(inquiry)
    data = {"page": page.pk, "language": draft.language, "policy": draft.policy_number, "score": spam.score}
    audit.record("inquiry.received", subject=inquiry.reference, data=data)
    if suppressed:
        record_suppression(inquiry)
    return inquiry


def store(
    submission: Submission, received_at: datetime, policy_revision_id: int, content_hash: str, **origin: Any
) -> Inquiry:
    """Insert an inquiry with its search text, purposes and questions; `origin` are the fields of this origin alone."""
    register_submission_key(submission.submission_key, received_at)
    address = answers.text_of(submission.answers, "mail")
    inquiry = Inquiry.objects.create(
        reference=new_reference(),
        language=submission.language,
        received_at=received_at,
        due_from=received_at,
        due_on=due_date(received_at),
        subject=answers.text_of(submission.answers, "subject"),
        policy_revision_id=policy_revision_id,
        purpose=submission.purpose,
        submission_key=submission.submission_key,
        fingerprint=content_hash,
        email_hmac=email_hmac(address) if address else "",
        question_keys=[answer["key"] for answer in submission.answers if answer["key"] not in CORE_FIELDS],
        answers=answers.with_files(submission.answers),
        **origin,
    )
    attach_held_files(inquiry, answers.keys_of(submission.answers, FILES))
    text = answers.search_text(submission.answers)
    SearchText.objects.create(inquiry=inquiry, received_at=received_at, reference=inquiry.reference, text=text)
    InquiryPurpose.objects.bulk_create(InquiryPurpose(inquiry=inquiry, purpose_id=pk) for pk in submission.purpose_ids)
    save_topics(inquiry)
    remember_questions(submission.answers, submission.language)
    return inquiry


def save_topics(inquiry: Inquiry) -> None:
    """Save by which products the desk finds a new inquiry, as its answers name them."""
    keys = answers.topic_keys(inquiry.answers)
    InquiryTopic.objects.bulk_create(InquiryTopic(inquiry=inquiry, key=key) for key in keys)


def remember_questions(answers: Iterable[Answer], language: str) -> None:
    """Save the questions of an inquiry that are not of the core, each as it was asked last in the language."""
    asked = {answer["key"]: answer["label"] for answer in answers if answer["key"] not in CORE_FIELDS}
    if not asked:
        return
    known = dict(AskedQuestion.objects.filter(language=language).values_list("key", "label"))
    AskedQuestion.objects.bulk_create(
        [AskedQuestion(key=key, language=language, label=asked[key]) for key in asked if known.get(key) != asked[key]],
        update_conflicts=True,
        unique_fields=["key", "language"],
        update_fields=["label"],
    )


def fingerprint(*, page_id: int, answers: Iterable[Answer]) -> str:
    """Return an equal hash for equal answers on the same page; width, case, kana and blanks make no difference."""
    content = sorted([answer["key"], [*folded_texts(answer["value"]), answer.get("unit", "")]] for answer in answers)
    return crypto.lookup_hash(json.dumps([page_id, content], ensure_ascii=False), purpose=FINGERPRINT_CONTEXT)


def folded_texts(value: Value) -> list[str]:
    texts = value if isinstance(value, list) else [value]
    return [one_line(fold(text)) for text in texts]


def find_duplicate(*, submission_key: str, fingerprint: str, at: datetime) -> Inquiry | None:
    """Lock the fingerprint; return the inquiry of the key, or else the latest with equal answers within 15 minutes.

    Only its reference and its key are loaded. One query for both: it nearly always finds nothing.
    """
    lock_fingerprint(fingerprint)
    # Both ways in time: the clocks of two hosts differ, and the later of two clicks may pass first.
    same = Q(fingerprint=fingerprint, received_at__gt=at - SAME_WITHIN, received_at__lt=at + SAME_WITHIN)
    known = Inquiry.objects.filter(Q(submission_key=submission_key) | same).latest_first()
    found = list(known.only("reference", "submission_key"))
    own = (inquiry for inquiry in found if inquiry.submission_key == submission_key)
    return next(own, None) or next(iter(found), None)


def lock_fingerprint(fingerprint: str) -> None:
    """Make equal inquiries wait for each other until commit; SQLite's write lock (BEGIN IMMEDIATE) does so already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK_CLASS, int(fingerprint[:7], 16)])


def register_submission_key(submission_key: str, at: datetime) -> None:
    """Save the hash of a key. Raises InquiryErased when it was used before: its inquiry is gone."""
    used = UsedSubmissionKey(key_hash=submission_key_hash(submission_key), sent_at=at)
    try:
        used.save(force_insert=True)
    except IntegrityError as error:
        raise InquiryErased from error


def delete_expired_submission_keys() -> int:
    """Delete the keys of expired drafts, in batches; return how many."""
    return delete_in_batches(UsedSubmissionKey.objects.filter(sent_at__lte=clock.now() - 2 * DRAFT_VALID_FOR), BATCH)


def submission_key_deletion_job() -> Job:
    return Job(name="deletion of submission keys", every=timedelta(hours=1), run=delete_expired_submission_keys)
