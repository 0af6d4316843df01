"""Changes the desk's business days and recomputes the due dates of open inquiries."""

from datetime import date, time, timedelta

from django.db import transaction
from wagtail.log_actions import LogContext

from cluster_cms.operations.jobs import Job
from cluster_cms.security.accounts import User
from contact.deadlines.business_days import day_of_receipt, due_after
from contact.models import Closure, DeskCalendar, Inquiry, desk_calendar
from contact.models.desk_calendar import CALENDAR_ID

BATCH = 500


@transaction.atomic
def change_business_days(
    *, answer_days: int, closes_at: time, closures: list[Closure], actor: User
) -> tuple[DeskCalendar, int]:
    """Save the calendar, recompute the due dates, and return it with the number of inquiries whose date changed."""
    calendar, _created = DeskCalendar.objects.select_for_update().get_or_create(pk=CALENDAR_ID)
    calendar.answer_days, calendar.closes_at, calendar.closed = answer_days, closes_at, closures
    with LogContext(user=actor):
        calendar.save()
    return calendar, update_due_dates(calendar)


def update_due_dates(calendar: DeskCalendar) -> int:
    """Recompute the due dates of all open inquiries; return how many changed."""
    due_dates: dict[date, date] = {}
    changed = []
    for inquiry in Inquiry.objects.open().only("due_from", "due_on").iterator(BATCH):
        receipt = day_of_receipt(inquiry.due_from, calendar)
        if receipt not in due_dates:
            due_dates[receipt] = due_after(receipt, calendar)
        if inquiry.due_on != due_dates[receipt]:
            inquiry.due_on = due_dates[receipt]
            changed.append(inquiry)
    return Inquiry.objects.bulk_update(changed, ["due_on"], batch_size=BATCH)


def refresh_due_dates() -> None:
    """Correct due dates after a change of national holidays, or of receipts while the calendar was being changed."""
    update_due_dates(desk_calendar())


def rescheduling_job() -> Job:
    return Job(name="due dates of inquiries", every=timedelta(hours=6), run=refresh_due_dates)
