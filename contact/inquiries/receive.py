"""Stores an inquiry once, from the form or recorded by hand (telephone, fax, letter, mail, counter)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from wagtail.models import Page

from cluster_cms import clock
from cluster_cms.mail.outbox import queue_mail
from cluster_cms.privacy.models import Purpose
from cluster_cms.security import audit, crypto
from cluster_cms.security.accounts import User
from contact.deadlines.business_days import due_date
from contact.inquiries.handling import Data
from contact.inquiries.spam_scoring import SpamScore, spam_score_of
from contact.inquiries.submission import Draft, find_duplicate, fingerprint, lock_fingerprint, register_submission_key
from contact.mails.acknowledgements import MANUAL_ACKNOWLEDGEMENT, queue_received_mails
from contact.models import AskedQuestion, Inquiry, InquiryPurpose, NoticeMethod, Source, Status
from contact.rate_limits.limits import CountedPost
from contact.search.scanning import create_search_text
from contact.text import answers
from contact.text.answers import Answer
from contact.text.cleaning import EMAIL_HMAC_CONTEXT
from contact.text.question_kinds import CORE_FIELDS
from contact.text.references import new_reference
from policy.publishing import policy_in_force

NO_PAGE = 0  # stands for the page in the fingerprint


def remember_questions(answers: Iterable[Answer], language: str) -> None:
    """Note the questions of an inquiry, each as it was asked just now."""
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


class NoPolicy(Exception):
    """No policy is in force: nobody could say by which rules the inquiry is kept."""


@dataclass(frozen=True)
class ManualEntry:
    """What somebody at the desk was told, and how. `acknowledge` asks for a mail to the person."""

    submission_key: str
    source: Source
    received_at: datetime
    language: str
    answers: list[Answer]
    purposes: list[Purpose]
    told: NoticeMethod
    acknowledge: bool = False

    @property
    def mail(self) -> str:
        return answers.text_of(self.answers, "mail")

    @property
    def purpose(self) -> str:
        return "\n".join(purpose.text(self.language) for purpose in self.purposes)


@transaction.atomic
def record_inquiry_manually(*, taken: ManualEntry, actor: User) -> Inquiry:
    """Store it as an inquiry like any other, once for each key. Raises NoPolicy and InquiryErased."""
    said = fingerprint(page_id=NO_PAGE, answers=taken.answers)
    lock_fingerprint(said)
    known = find_duplicate(submission_key=taken.submission_key, fingerprint=said, at=taken.received_at)
    if known:
        return known
    policy = policy_in_force(at=taken.received_at) or policy_in_force()
    if policy is None:
        raise NoPolicy
    inquiry = store_manual_entry(taken, policy.pk, said)
    data: Data = {"source": taken.source.value, "language": taken.language, "policy": policy.number}
    audit.record("inquiry.received", actor=actor, subject=inquiry.reference, data=data)
    queue_received_mails(inquiry)
    if taken.acknowledge and taken.mail:
        queue_mail(MANUAL_ACKNOWLEDGEMENT, subject=inquiry.reference, language=inquiry.language)
    return inquiry


def store_manual_entry(taken: ManualEntry, policy_revision_id: int, said: str) -> Inquiry:
    inquiry = Inquiry.objects.create(
        reference=new_reference(),
        language=taken.language,
        source=taken.source,
        received_at=taken.received_at,
        due_from=taken.received_at,
        due_on=due_date(taken.received_at),
        subject=answers.text_of(taken.answers, "subject"),
        policy_revision_id=policy_revision_id,
        purpose=taken.purpose,
        purpose_notice_method=taken.told,
        submission_key=taken.submission_key,
        fingerprint=said,
        email_hmac=crypto.lookup_hash(taken.mail, purpose=EMAIL_HMAC_CONTEXT) if taken.mail else "",
        answers=taken.answers,
    )
    create_search_text(inquiry)
    freeze_purposes(inquiry, [purpose.pk for purpose in taken.purposes])
    register_submission_key(taken.submission_key, taken.received_at)
    return inquiry
