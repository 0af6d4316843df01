"""Marks inquiries as spam or not spam, purges the quarantine after 30 days, and mails the desk its number."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from cluster_cms import clock
from cluster_cms.erasures.erasing import erasing
from cluster_cms.mail.kinds import Letter, MailKind
from cluster_cms.mail.outbox import OutboxMail, queue_mail
from cluster_cms.operations.jobs import Job
from cluster_cms.pages.languages import JAPANESE
from cluster_cms.pages.site_settings import DeskSettings, default_site
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.deadlines.business_days import due_date
from contact.inquiries.handling import NotOpen
from contact.inquiries.spam_scoring import MARKED
from contact.mails.acknowledgements import queue_received_mails
from contact.models import ClearingReason, Inquiry, SpamReason, Status
from contact.rate_limits.counters import DAY, increment
from contact.retention.erasure import ERASURE_KIND, delete_rows

QUARANTINE_KEPT = timedelta(days=30)
QUARANTINE_BATCH = 100
QUARANTINE_CAUSE = "spam"
KIND = "inquiry.quarantine_count"
FROM = 8  # o'clock in Tokyo: there when the desk begins


def quarantine_purge_job() -> Job:
    return Job(name="emptying of the spam box", every=timedelta(hours=1), run=run_quarantine_purge)


def run_quarantine_purge() -> None:
    purge_quarantine()


def purge_quarantine() -> int:
    """Erase suspected spam that has lain for 30 days and is not on hold; return how many."""
    erased = 0
    while count := erase_batch():
        erased += count
    return erased


@transaction.atomic
def erase_batch() -> int:
    """Erase one batch. The rows are locked first, so that none is cleared by the desk meanwhile."""
    old = Inquiry.objects.in_quarantine().filter(quarantined_at__lte=clock.now() - QUARANTINE_KEPT, held_at=None)
    locked = old.order_by("quarantined_at").select_for_update(skip_locked=True)
    batch = list(locked[:QUARANTINE_BATCH])
    if not batch:
        return 0
    with erasing(ERASURE_KIND, [inquiry.pk for inquiry in batch], QUARANTINE_CAUSE):
        for inquiry in batch:
            delete_rows(inquiry)
        audit.record("inquiry.spam_erased", data={"count": len(batch)})
    return len(batch)


def quarantine_count_mail() -> MailKind:
    return MailKind(name=KIND, label=gettext_lazy("Suspected spam, daily count"), render=render)


def quarantine_count_job() -> Job:
    return Job(name="count of suspected spam", every=timedelta(minutes=15), run=queue_quarantine_count)


@transaction.atomic
def queue_quarantine_count() -> None:
    """Queue the mail of the day, once however many workers there are, when there is anything to look at."""
    now = clock.now().astimezone(clock.TOKYO)
    if now.hour < FROM or not Inquiry.objects.in_quarantine().exists():
        return
    today = DAY.key(KIND)
    if increment({today: DAY})[today] == 1:
        queue_mail(KIND, subject=f"{now:%Y-%m-%d}", language=JAPANESE)


def render(mail: OutboxMail) -> Letter | None:
    """Render the mail of a day; when the box was emptied meanwhile there is nothing left to say."""
    number = Inquiry.objects.in_quarantine().count()
    to = DeskSettings.for_site(default_site()).email
    if not (number and to):
        return None
    subject = ngettext("Suspected spam: %(number)d inquiry", "Suspected spam: %(number)d inquiries", number)
    body = ngettext(
        "The box of suspected spam holds %(number)d inquiry. Please look whether it is a genuine one:",
        "The box of suspected spam holds %(number)d inquiries. Please look whether there is a genuine one:",
        number,
    )
    rule = gettext_lazy("What nobody clears is deleted after %(days)d days.")
    words = {"number": number, "days": QUARANTINE_KEPT.days}
    address = settings.SITE_URL + reverse("spam:index")
    return Letter(to=to, subject=subject % words, body=f"{body % words}\n\n{address}\n\n{rule % words}\n")


class NotInQuarantine(Exception):
    """The inquiry is not in the box, perhaps because a colleague cleared it a moment ago."""


@transaction.atomic
def mark_not_spam(*, inquiry: Inquiry, actor: User, reason: ClearingReason = ClearingReason.GENUINE) -> Inquiry:
    """Bring an inquiry from the box to the desk. Raises NotInQuarantine, and Inquiry.DoesNotExist when it is gone.

    The writer gets the acknowledgement, the desk its notice and its clock starts now; the signs stay for the history.
    """
    inquiry = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    if inquiry.status != Status.SPAM:
        raise NotInQuarantine
    inquiry.status, inquiry.quarantined_at, inquiry.due_from = Status.NEW, None, clock.now()
    inquiry.due_on = due_date(inquiry.due_from)
    inquiry.version += 1
    inquiry.save(update_fields=["status", "quarantined_at", "due_from", "due_on", "version"])
    audit.record("inquiry.marked_not_spam", actor=actor, subject=inquiry.reference, data={"reason": reason.value})
    if MARKED not in inquiry.spam_signals:  # else its mails went out before the desk marked it
        queue_received_mails(inquiry)
    return inquiry


@transaction.atomic
def mark_spam(*, inquiry: Inquiry, actor: User, reason: SpamReason = SpamReason.ADVERTISING) -> Inquiry:
    """Put an open inquiry into the box. Raises NotOpen, and Inquiry.DoesNotExist when it is gone."""
    inquiry = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    if not inquiry.is_open:
        raise NotOpen
    inquiry.status, inquiry.quarantined_at = Status.SPAM, clock.now()
    inquiry.spam_signals = list(dict.fromkeys([*inquiry.spam_signals, MARKED]))
    inquiry.version += 1
    inquiry.save(update_fields=["status", "quarantined_at", "spam_signals", "version"])
    audit.record("inquiry.marked_spam", actor=actor, subject=inquiry.reference, data={"reason": reason.value})
    return inquiry
