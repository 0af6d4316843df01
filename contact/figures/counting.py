"""Counts what became of inquiries, by the month of their receipt and one property at a time."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Min, QuerySet

from cluster_cms import clock
from cluster_cms.clock import TOKYO
from contact.deadlines.business_days import MOST_DAYS, due_date, is_business_day
from contact.models import (
    DEADLINE_RUNNING,
    DeskCalendar,
    Dimension,
    Direction,
    FigureState,
    Inquiry,
    Message,
    MonthlyFigure,
    desk_calendar,
)

PERSON_MONTHS = 12  # for which the figures of an assignee are kept
COLUMNS = (
    *("pk", "subject", "language", "source", "assignee", "status"),
    *("received_at", "due_from", "due_on", "answered_at", "closed_at"),
)


class Counted(NamedTuple):
    """What is read of an inquiry: nothing of it is what the person wrote."""

    pk: UUID
    subject: str
    language: str
    source: str
    assignee: int | None
    status: str
    received_at: datetime
    due_from: datetime
    due_on: date
    answered_at: datetime | None
    closed_at: datetime | None


class Key(NamedTuple):
    """Under what an inquiry is counted."""

    month: date
    dimension: str
    value: str


@dataclass
class Tally:
    """The numbers of one key; the days are business days, 0 for the same day, by their number of inquiries."""

    received: int = 0
    closed: int = 0
    late: int = 0
    reply_days: Counter[str] = field(default_factory=Counter)
    closing_days: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Tally | MonthlyFigure") -> None:
        self.received += other.received
        self.closed += other.closed
        self.late += other.late
        self.reply_days.update(other.reply_days)
        self.closing_days.update(other.closing_days)


def count(inquiries: QuerySet[Inquiry]) -> dict[Key, Tally]:
    """Return the numbers of inquiries, suspected spam left out."""
    counted = inquiries.exclude(status="spam").order_by().values_list(*COLUMNS)
    replies = first_replies(inquiries)
    calendar, found = desk_calendar(), defaultdict[Key, Tally](Tally)
    for row in counted.iterator():
        inquiry = Counted(*row)
        tally = tally_of(inquiry, replies.get(inquiry.pk), calendar)
        for key in keys_of(inquiry):
            found[key].add(tally)
    return dict(found)


def first_replies(inquiries: QuerySet[Inquiry]) -> Mapping[UUID, datetime]:
    """Return when each inquiry was first replied to; what went to somebody else is no reply."""
    sent = Message.objects.filter(inquiry__in=inquiries.order_by().values("pk"))
    sent = sent.filter(direction=Direction.OUT, to_another=False)
    return dict(sent.order_by().values_list("inquiry").annotate(first=Min("at")))


def keys_of(inquiry: Counted) -> Iterator[Key]:
    month = inquiry.received_at.astimezone(TOKYO).date().replace(day=1)
    yield Key(month, Dimension.ALL, "")
    yield Key(month, Dimension.SUBJECT, inquiry.subject)
    yield Key(month, Dimension.LANGUAGE, inquiry.language)
    yield Key(month, Dimension.SOURCE, inquiry.source)
    if inquiry.assignee is not None and month >= first_month_of_persons():
        yield Key(month, Dimension.PERSON, str(inquiry.assignee))


def first_month_of_persons() -> date:
    """Return the first month whose figures of assignees are kept."""
    months = clock.today().year * 12 + clock.today().month - PERSON_MONTHS
    return date(months // 12, months % 12 + 1, 1)


def tally_of(inquiry: Counted, replied_at: datetime | None, calendar: DeskCalendar) -> Tally:
    """Return what one inquiry adds; without a reply of which we know it was answered when the desk said so."""
    replied_at = replied_at or inquiry.answered_at
    tally = Tally(received=1)
    if replied_at:
        tally.reply_days[str(days_between(inquiry.received_at, replied_at, calendar))] += 1
        # One that was reopened after its first reply has its term anew; it is the first reply that counts.
        begun = inquiry.due_from if inquiry.due_from <= replied_at else inquiry.received_at
        tally.late = int(replied_at.astimezone(TOKYO).date() > due_date(begun, calendar))
    elif inquiry.status in DEADLINE_RUNNING:
        tally.late = int(inquiry.due_on < clock.today())
    if inquiry.closed_at:
        tally.closed = 1
        tally.closing_days[str(days_between(inquiry.received_at, inquiry.closed_at, calendar))] += 1
    return tally


def days_between(since: datetime, until: datetime, calendar: DeskCalendar) -> int:
    """Return how many business days in Tokyo began after `since`, up to `until`; 0 on the same day or before."""
    first, last, closures = since.astimezone(TOKYO).date(), until.astimezone(TOKYO).date(), calendar.closures
    days = (first + timedelta(days=number) for number in range(1, min((last - first).days, MOST_DAYS) + 1))
    return sum(is_business_day(day, closures) for day in days)


def rows(tallies: Mapping[Key, Tally], state: FigureState) -> list[MonthlyFigure]:
    """Return the numbers as rows that are not saved yet."""
    return [MonthlyFigure(**key._asdict(), state=state, **vars(tally)) for key, tally in tallies.items()]


def keep_figures(inquiry: Inquiry) -> None:
    """Keep the numbers of an inquiry that is deleted in this transaction; they are shown from the next computing on."""
    MonthlyFigure.objects.bulk_create(rows(count(Inquiry.objects.filter(pk=inquiry.pk)), FigureState.WAITING))
