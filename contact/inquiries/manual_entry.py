"""Records an inquiry that came by telephone, fax, letter, mail or at the counter."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.inquiries.draft import Submission
from contact.inquiries.receive import find_duplicate, fingerprint, store
from contact.mails.acknowledgements import MANUAL_ACKNOWLEDGEMENT, queue_received_mails
from contact.mails.letterhead import queue_to_writer
from contact.models import Inquiry, NoticeMethod, Source
from policy.publishing import policy_in_force

NO_PAGE = 0  # stands for the page in the fingerprint


class NoPolicy(Exception):
    """No policy is in force that could say by which rules the inquiry is kept."""


@dataclass(frozen=True, kw_only=True)
class ManualEntry(Submission):
    """An inquiry as the desk records it; `acknowledge` asks for a mail to the person."""

    source: Source
    received_at: datetime
    notice_method: NoticeMethod
    acknowledge: bool = False


@transaction.atomic
def record_inquiry_manually(*, entry: ManualEntry, actor: User) -> Inquiry:
    """Store an entry like an inquiry from the form, once for each key. Raises NoPolicy and InquiryErased."""
    at = entry.received_at
    content_hash = fingerprint(page_id=NO_PAGE, answers=entry.answers)
    known = find_duplicate(submission_key=entry.submission_key, fingerprint=content_hash, at=at)
    if known:
        return known
    policy = policy_in_force(at=at) or policy_in_force()
    if policy is None:
        raise NoPolicy
    inquiry = store(entry, at, policy.pk, content_hash, source=entry.source, purpose_notice_method=entry.notice_method)
    queue_received_mails(inquiry)
    if entry.acknowledge and inquiry.email_hmac:
        queue_to_writer(MANUAL_ACKNOWLEDGEMENT, inquiry=inquiry)
    data: dict[str, audit.Value] = {"source": entry.source.value, "language": entry.language, "policy": policy.number}
    audit.record("inquiry.received", actor=actor, subject=inquiry.reference, data=data)
    return inquiry
