"""Marks inquiries as spam or not spam, purges the quarantine after 30 days, and mails the desk how many are in it."""

from contextlib import suppress
from datetime import timedelta

from django.db import transaction

from cluster_cms import clock
from cluster_cms.erasures.erasing import erasing
from cluster_cms.mail.outbox import queue_mail
from cluster_cms.operations.jobs import Job
from cluster_cms.operations.large_tables import run_in_batches
from cluster_cms.pages.languages import JAPANESE
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.deadlines.business_days import due_date
from contact.inquiries.block_list import AlreadyBlocked, add_entry
from contact.inquiries.handling import Data, NotOpen, check_version, lock, save_change
from contact.inquiries.spam_scoring import MARKED
from contact.mails.acknowledgements import queue_received_mails, record_suppression
from contact.mails.desk_notices import QUARANTINE_COUNT
from contact.models import ClearingReason, Inquiry, SpamReason, Status
from contact.rate_limits.counters import DAY, increment
from contact.retention.erasure import ERASURE_KIND, delete_rows
from contact.retention.schedule import QUARANTINE_PERIOD
from contact.text import answers

QUARANTINE_CAUSE = "spam"  # in the erasure journal
QUARANTINE_BATCH = 100  # inquiries in one transaction
COUNT_FROM = 8  # o'clock in Tokyo, before the desk begins


class NotInQuarantine(Exception):
    """The inquiry is not in quarantine, perhaps because a colleague marked it as not spam a moment ago."""


@transaction.atomic
def mark_spam(
    *,
    inquiry: Inquiry,
    actor: User,
    reason: SpamReason = SpamReason.ADVERTISING,
    version: int | None = None,
    block: bool = False,
) -> Inquiry:
    """Move an open inquiry into quarantine, and with `block` its sender onto the block list.

    `version` is the one shown; None: any. Raises NotOpen, StaleVersion, Inquiry.DoesNotExist where it was deleted, and
    NotASender and OwnDomain for a sender who cannot be blocked.
    """
    inquiry = lock(inquiry)
    if not inquiry.is_open:
        raise NotOpen
    check_version(inquiry, version)
    inquiry.status, inquiry.quarantined_at = Status.SPAM, clock.now()
    inquiry.spam_signals = list(dict.fromkeys([*inquiry.spam_signals, MARKED]))
    if block:
        with suppress(AlreadyBlocked):
            add_entry(answers.text_of(inquiry.answers, "mail"), actor)
    fields = ("status", "quarantined_at", "spam_signals")
    data: Data = {"reason": reason.value, **({"blocked": True} if block else {})}
    return save_change(inquiry, *fields, act="inquiry.marked_spam", actor=actor, data=data)


@transaction.atomic
def mark_not_spam(
    *, inquiry: Inquiry, actor: User, reason: ClearingReason = ClearingReason.GENUINE, version: int | None = None
) -> Inquiry:
    """Move an inquiry from quarantine to the inbox, queue its mails and start its deadline; the signals stay.

    `version` is the one shown; None: any. Raises NotInQuarantine, StaleVersion, and Inquiry.DoesNotExist where it was
    deleted.
    """
    inquiry = lock(inquiry)
    if inquiry.status != Status.SPAM:
        raise NotInQuarantine
    check_version(inquiry, version)
    inquiry.status, inquiry.quarantined_at, inquiry.due_from = Status.NEW, None, clock.now()
    inquiry.due_on = due_date(inquiry.due_from)
    fields = ("status", "quarantined_at", "due_from", "due_on")
    # One that the desk had marked got its mails on receipt.
    suppressed = MARKED not in inquiry.spam_signals and not queue_received_mails(inquiry)
    save_change(inquiry, *fields, act="inquiry.marked_not_spam", actor=actor, data={"reason": reason.value})
    if suppressed:
        record_suppression(inquiry)
    return inquiry


def purge_quarantine() -> int:
    """Erase suspected spam after 30 days in quarantine unless it is on hold; return how many inquiries."""
    return run_in_batches(erase_quarantine_batch)


def erase_quarantine_batch() -> int:
    """Erase one batch. The rows are locked first, so that the desk cannot mark one as not spam meanwhile."""
    old = Inquiry.objects.in_quarantine().not_on_hold().filter(quarantined_at__lte=clock.now() - QUARANTINE_PERIOD)
    batch = list(old.order_by("quarantined_at").select_for_update(skip_locked=True)[:QUARANTINE_BATCH])
    if batch:
        with erasing(ERASURE_KIND, [inquiry.pk for inquiry in batch], QUARANTINE_CAUSE):
            for inquiry in batch:
                delete_rows(inquiry)
        audit.record("inquiry.spam_erased", data={"count": len(batch)})
    return len(batch)


def quarantine_purge_job() -> Job:
    return Job(name="purge of the spam quarantine", every=timedelta(hours=1), run=purge_quarantine)


@transaction.atomic
def queue_quarantine_count() -> None:
    """Queue the mail of the day, once for all workers, if there is anything in quarantine."""
    now = clock.now().astimezone(clock.TOKYO)
    if now.hour < COUNT_FROM or not Inquiry.objects.in_quarantine().exists():
        return
    today = DAY.key(QUARANTINE_COUNT)
    if increment({today: DAY})[today] == 1:
        queue_mail(QUARANTINE_COUNT, subject=f"{now:%Y-%m-%d}", language=JAPANESE)


def quarantine_count_job() -> Job:
    return Job(name="count of suspected spam", every=timedelta(minutes=15), run=queue_quarantine_count)
