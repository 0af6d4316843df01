"""The retention schedule: announces what is due for deletion a week ahead, then purges it."""

from calendar import monthrange
from datetime import date, datetime, timedelta

from django.db import transaction

from cluster_cms import clock
from cluster_cms.mail.outbox import queue_mail
from cluster_cms.operations.jobs import Job
from cluster_cms.pages.languages import JAPANESE
from cluster_cms.pages.site_settings import DeskSettings, default_site
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.models import Inquiry, InquiryQuerySet, Status
from contact.retention.erasure import ERASURE_BATCH, RETENTION, ErasureOutcome, erase_inquiries

WARNING = timedelta(days=7)
WARNING_SENT = "retention.warning"  # the kind of mail; its subject is the day


def retention_job() -> Job:
    return Job(name="retention", every=timedelta(hours=1), run=announce_and_purge)


def announce_and_purge() -> None:
    announce()
    purge()


def past_retention(day: date) -> InquiryQuerySet:
    """Return the closed inquiries whose months will be over on a day in Tokyo; what is on hold has no term."""
    months = DeskSettings.for_site(default_site()).retention_months
    closed_before = clock.midnight(months_before(day, months) + timedelta(days=1))
    return Inquiry.objects.not_on_hold().filter(status=Status.CLOSED, closed_at__lt=closed_before)


def months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_after(moment: datetime, months: int) -> date:
    """Return the day in Tokyo on which the months after a moment are over."""
    day = moment.astimezone(clock.TOKYO).date()
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@transaction.atomic
def announce() -> int:
    """Set the day for what will be over within a week, tell the desk once, and return how many were added.

    Whatever was reopened, or is kept longer by a change of the settings, loses its day again.
    """
    day = clock.today() + WARNING
    soon = past_retention(day)
    Inquiry.objects.exclude(erasure_on=None).exclude(pk__in=soon.values("pk")).update(erasure_on=None)
    count = soon.filter(erasure_on=None).update(erasure_on=day)
    if count:
        audit.record("retention.announced", subject=day.isoformat(), data={"count": count})
        queue_mail(WARNING_SENT, subject=day.isoformat(), language=JAPANESE)
    return count


def expired() -> InquiryQuerySet:
    """Return what was announced, and is over today."""
    today = clock.today()
    return past_retention(today).filter(erasure_on__lte=today)


def announced() -> InquiryQuerySet:
    """Return what will go, the next first."""
    return Inquiry.objects.not_on_hold().exclude(erasure_on=None).order_by("erasure_on", "closed_at")


def purge(*, actor: User | None = None) -> ErasureOutcome:
    """Erase what is expired: always the first batch of what is left, until nothing is."""
    outcome = ErasureOutcome()
    while ids := list(expired().values_list("pk", flat=True)[:ERASURE_BATCH]):
        part = erase_inquiries(inquiries=ids, actor=actor, cause=RETENTION)
        outcome.erased += part.erased
        outcome.refused |= part.refused
        if not part.erased:  # put on hold or taken by another worker meanwhile: the next round looks again
            break
    return outcome
