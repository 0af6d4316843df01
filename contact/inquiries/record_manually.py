"""Records an inquiry that came by telephone, fax, letter, mail or at the counter."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cluster_cms.mail.outbox import queue_mail
from cluster_cms.privacy.models import Purpose
from cluster_cms.security import audit, crypto
from cluster_cms.security.accounts import User
from contact.deadlines.business_days import due_date
from contact.inquiries.deduplication import find_duplicate, fingerprint, lock_fingerprint, register_submission_key
from contact.inquiries.receive import freeze_purposes
from contact.inquiries.status import Data
from contact.mails.acknowledgements import MANUAL_ACKNOWLEDGEMENT, queue_received_mails
from contact.models import Inquiry, NoticeMethod, Source
from contact.search.search_text import create_search_text
from contact.text import answers
from contact.text.answers import Answer
from contact.text.cleaning import EMAIL_HMAC_CONTEXT
from contact.text.references import new_reference
from policy.publishing.promulgation import policy_in_force

NO_PAGE = 0  # stands for the page in the fingerprint


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
    inquiry = store(taken, policy.pk, said)
    data: Data = {"source": taken.source.value, "language": taken.language, "policy": policy.number}
    audit.record("inquiry.received", actor=actor, subject=inquiry.reference, data=data)
    queue_received_mails(inquiry)
    if taken.acknowledge and taken.mail:
        queue_mail(MANUAL_ACKNOWLEDGEMENT, subject=inquiry.reference, language=inquiry.language)
    return inquiry


def store(taken: ManualEntry, policy_revision_id: int, said: str) -> Inquiry:
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
