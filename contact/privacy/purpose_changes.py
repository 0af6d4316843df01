"""Mails every person whose data are held when a new policy revision changes a purpose (APPI Art. 21(3))."""

from datetime import timedelta
from typing import Any

from cluster_cms import clock
from cluster_cms.mail.outbox import queue_mail
from cluster_cms.operations.jobs import Job
from cluster_cms.operations.large_tables import run_in_batches
from cluster_cms.security import audit
from contact.mails.purpose_notice import PURPOSE_NOTICE
from contact.models import Inquiry, InquiryQuerySet, PurposeNotice
from policy.publishing import PolicyRevision, revision_promulgated

PURPOSE = "purpose"  # the change_kind of a revision that changes a purpose
BATCH = 100  # mail addresses in one transaction


def listen() -> None:
    """Connect to the signal of promulgations; called once, when the app is ready."""
    revision_promulgated.connect(create_purpose_notice, dispatch_uid="contact.privacy.purpose_changes")


def create_purpose_notice(*, revision: PolicyRevision, replaced: PolicyRevision | None = None, **_signal: Any) -> None:
    """Store, in the transaction of the promulgation, that notices of a changed purpose are to be sent.

    Nobody is told twice of a revision that is announced again with a correction: mails not yet sent name the new one.
    """
    if replaced and PurposeNotice.objects.filter(revision=replaced).update(revision=revision):
        return
    if revision.change_kind == PURPOSE and revision.recorded_at_publication:
        PurposeNotice.objects.create(revision=revision)


def queue_purpose_notices() -> int:
    """Queue one mail for each mail address, in batches, until all notices are finished."""
    return run_in_batches(queue_notice_batch)


def queue_notice_batch() -> bool:
    """Queue the mails to the next addresses, and tell whether a notice was unfinished; it is locked meanwhile."""
    notice = PurposeNotice.objects.unfinished().select_for_update().order_by("pk").first()
    if notice is None:
        return False
    inquiries = concerned_by(notice)
    keys = list(inquiries.values_list("email_hmac", flat=True).order_by("email_hmac").distinct()[:BATCH])
    for key in keys:
        newest = inquiries.filter(email_hmac=key).latest("received_at")
        queue_mail(PURPOSE_NOTICE, subject=newest.reference, record=str(notice.pk), language=newest.language)
    if keys:
        notice.last_email_hmac, notice.count = keys[-1], notice.count + len(keys)
    else:
        notice.finished_at = clock.now()
    notice.save()
    if not keys:
        subject = f"policy:{notice.revision.number}"
        audit.record("policy.purpose_notified", subject=subject, data={"count": notice.count})
    return True


def concerned_by(notice: PurposeNotice) -> InquiryQuerySet:
    """Return the inquiries held at the promulgation, of addresses that were not notified yet."""
    held = Inquiry.objects.not_spam().unrestricted().filter(received_at__lte=notice.promulgated_at)
    return held.exclude(email_hmac="").filter(email_hmac__gt=notice.last_email_hmac)


def purpose_notice_job() -> Job:
    return Job(name="notices of changed purposes", every=timedelta(minutes=1), run=queue_purpose_notices)
