"""Changes the desk's business days and recomputes the due dates of open inquiries."""

from datetime import date, time, timedelta

from django.db import transaction

from cluster_cms.operations.jobs import Job
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.deadlines.business_days import day_of_receipt, due_after
from contact.models import Closure, DeskCalendar, Inquiry, desk_calendar
from contact.models.desk_calendar import CALENDAR_ID

BATCH = 500


@transaction.atomic
def change_business_days(
    *, answer_days: int, closes_at: time, closures: list[Closure], actor: User
) -> tuple[DeskCalendar, int]:
    """Save the calendar and return it with the number of inquiries whose due date has moved."""
    calendar, _created = DeskCalendar.objects.select_for_update().get_or_create(pk=CALENDAR_ID)
    calendar.answer_days, calendar.closes_at, calendar.closed = answer_days, closes_at, closures
    calendar.save()
    moved = set_due_dates(calendar)
    data: dict[str, audit.Value] = {
        "answer_days": answer_days,
        "closes_at": f"{closes_at:%H:%M}",
        "closures": len(closures),
        "inquiries": moved,
    }
    audit.record("desk.business_days_changed", actor=actor, data=data)
    return calendar, moved


def set_due_dates(calendar: DeskCalendar) -> int:
    """Give every open inquiry the due date that the calendar says; return how many have moved."""
    days: dict[date, date] = {}
    late = []
    for inquiry in Inquiry.objects.open().only("due_from", "due_on").iterator(BATCH):
        receipt = day_of_receipt(inquiry.due_from, calendar)
        due_on = days.setdefault(receipt, days.get(receipt) or due_after(receipt, calendar))
        if inquiry.due_on != due_on:
            inquiry.due_on = due_on
            late.append(inquiry)
    return Inquiry.objects.bulk_update(late, ["due_on"], batch_size=BATCH)


def correct_due_dates() -> None:
    """Follow what changed without us: a new national holiday, or an inquiry that came in beside a change."""
    set_due_dates(desk_calendar())


def rescheduling_job() -> Job:
    return Job(name="due dates of inquiries", every=timedelta(hours=6), run=correct_due_dates)
