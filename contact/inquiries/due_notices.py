"""Mails each assignee in the morning what is due by the next business day; what nobody works on, the desk."""

from datetime import timedelta
from itertools import groupby

from django.db import transaction

from cluster_cms import clock
from cluster_cms.clock import TOKYO
from cluster_cms.operations.jobs import Job
from contact.deadlines.business_days import ONE_DAY, business_days, is_business_day
from contact.mails.colleague_mails import ColleagueEvent, queue_colleague_mail
from contact.models import DEADLINE_RUNNING, Inquiry, desk_calendar
from contact.rate_limits.counters import DAY, increment

FROM = 8  # o'clock in Tokyo, before the desk begins
NAME = "due notices"


@transaction.atomic
def queue_due_notices() -> None:
    """Queue the mails of a business day, once for all workers."""
    calendar, today = desk_calendar(), clock.today()
    if clock.now().astimezone(TOKYO).hour < FROM or not is_business_day(today, calendar.closures):
        return
    key = DAY.key(NAME)
    if increment({key: DAY})[key] > 1:
        return
    following = next(business_days(today + ONE_DAY, calendar), today + ONE_DAY)
    due = Inquiry.objects.filter(status__in=DEADLINE_RUNNING, due_on__gt=today, due_on__lte=following)
    due = due.select_related("assignee").only("reference", "assignee")
    ordered = sorted(due, key=lambda one: (one.assignee_id or 0, one.reference))
    for _key, group in groupby(ordered, key=lambda one: one.assignee_id):
        inquiries = list(group)
        queue_colleague_mail(ColleagueEvent.DUE, [one.reference for one in inquiries], inquiries[0].assignee)


def due_notices_job() -> Job:
    return Job(name=NAME, every=timedelta(minutes=15), run=queue_due_notices)
