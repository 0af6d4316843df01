"""The retention schedule: announces what is due for deletion a week ahead, then purges it."""

import json
from calendar import monthrange
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from cluster_cms import clock
from cluster_cms.mail.outbox import queue_mail
from cluster_cms.operations.jobs import Job
from cluster_cms.operations.large_tables import run_in_batches
from cluster_cms.pages.languages import JAPANESE
from cluster_cms.pages.site_settings import DeskSettings, default_site
from cluster_cms.security import audit
from cluster_cms.security.audit import AuditEntry
from contact.models import Inquiry, InquiryQuerySet
from contact.retention.erasure import ERASURE_BATCH, RETENTION, ErasureOutcome, erase_inquiries

NOTICE_PERIOD = timedelta(days=7)
QUARANTINE_PERIOD = timedelta(days=30)  # for suspected spam (contact.inquiries.spam)
RETENTION_WARNING = "retention.warning"  # a kind of mail; its subject is the day of deletion


def retention_months() -> int:
    """Return for how many months a closed inquiry or an answered request is kept."""
    return DeskSettings.for_site(default_site()).retention_months


def months_for_stored() -> int:
    """Return for how many months an answered request is kept: a shorter time counts after a week's notice."""
    recent = AuditEntry.objects.filter(action="desk_settings.changed", at__gt=clock.now() - NOTICE_PERIOD)
    before = [json.loads(data).get("retention_months.before") or 0 for data in recent.values_list("data", flat=True)]
    return max([retention_months(), *before])


def add_months(day: date, months: int) -> date:
    """Return the same day of the month `months` later (earlier if negative), or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_of_retention(moment: datetime) -> date:
    """Return the date in Tokyo on which the retention of what was closed at `moment` ends."""
    return add_months(moment.astimezone(clock.TOKYO).date(), retention_months())


def past_retention(day: date) -> InquiryQuerySet:
    """Return the inquiries whose retention is over on a date in Tokyo, whatever their status, without those on hold.

    It counts from the closing, and where nobody has closed an inquiry from the last act of either side. Suspected spam
    has a term of its own.
    """
    before = clock.midnight(add_months(day, -retention_months()) + timedelta(days=1))
    never_closed = Q(closed_at=None, last_act_at__lt=before)
    return Inquiry.objects.not_on_hold().not_spam().filter(Q(closed_at__lt=before) | never_closed)


def announced() -> InquiryQuerySet:
    """Return the inquiries announced for deletion, the next first."""
    return Inquiry.objects.not_on_hold().exclude(erasure_on=None).order_by("erasure_on", "last_act_at")


def expired() -> InquiryQuerySet:
    """Return the announced inquiries whose day of deletion has come."""
    today = clock.today()
    return past_retention(today).filter(erasure_on__lte=today)


@transaction.atomic
def announce() -> int:
    """Set the day of deletion of what expires within a week, queue one mail to the desk, return how many are new.

    What was reopened, or is kept longer since a change of the settings, loses its day again.
    """
    day = clock.today() + NOTICE_PERIOD
    expiring = past_retention(day)
    Inquiry.objects.exclude(erasure_on=None).exclude(pk__in=expiring.values("pk")).update(erasure_on=None)
    count = expiring.filter(erasure_on=None).update(erasure_on=day)
    if count:
        queue_mail(RETENTION_WARNING, subject=day.isoformat(), language=JAPANESE)
        audit.record("retention.announced", subject=day.isoformat(), data={"count": count})
    return count


def purge() -> ErasureOutcome:
    """Erase all expired inquiries, in batches; what another worker or a hold has taken meanwhile is left."""
    outcome = ErasureOutcome()

    def erase_next() -> int:
        ids = list(expired().values_list("pk", flat=True)[:ERASURE_BATCH])
        erased = erase_inquiries(inquiries=ids, actor=None, cause=RETENTION)
        outcome.add(erased)
        return len(erased.erased)

    run_in_batches(erase_next)
    return outcome


def announce_and_purge() -> None:
    announce()
    purge()


def retention_job() -> Job:
    return Job(name="retention", every=timedelta(hours=1), run=announce_and_purge)
