"""Due dates count business days in Tokyo; a change of the calendar moves what is still open."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from cluster_cms.clock import TOKYO
from cluster_cms.security.audit import AuditEntry
from contact.deadlines.business_days import due_date, parse_closures, print_closures
from contact.deadlines.rescheduling import change_business_days, refresh_due_dates
from contact.inquiries.handling import change_status
from contact.inquiries.spam import mark_not_spam
from contact.models import Closure, DeskCalendar, Inquiry, Status, desk_calendar
from tests.contact.visit import texts
from tests.infrastructure.cast import Clock

ADDRESS = "/admin/inquiries/business-days/"
YEARLY = Closure("12-29", "01-03", "年末年始")


def due(moment: str, *closures: Closure, days: int = 3) -> date:
    calendar = DeskCalendar(answer_days=days, closes_at=time(17), closed=list(closures))
    return due_date(datetime.fromisoformat(moment).replace(tzinfo=TOKYO), calendar)


@pytest.mark.parametrize(
    "received, expected",
    [
        ("2026-11-24 10:00", "2026-11-27"),  # Tuesday: Wednesday, Thursday, Friday
        ("2026-11-26 10:00", "2026-12-01"),  # over the weekend
        ("2026-11-24 16:59", "2026-11-27"),
        ("2026-11-24 17:00", "2026-11-30"),  # after closing time: as on Wednesday
        ("2026-11-28 12:00", "2026-12-03"),  # Saturday: as on Monday
        ("2026-11-20 10:00", "2026-11-26"),  # Labour Thanksgiving Day is a Monday
        ("2026-09-18 10:00", "2026-09-28"),  # two holidays, and the day between them (Act, Art. 3(3))
        ("2027-03-19 10:00", "2027-03-25"),  # the equinox falls on a Sunday: the Monday is free (Art. 3(2))
    ],
)
def test_weekends_and_national_holidays_do_not_count(received: str, expected: str) -> None:
    assert due(received).isoformat() == expected


def test_days_on_which_the_desk_is_closed_do_not_count() -> None:
    assert due("2026-12-25 10:00", YEARLY) == date(2027, 1, 5)
    assert due("2027-12-27 10:00", YEARLY, days=2) == date(2028, 1, 4)
    assert due("2026-11-24 10:00", Closure("2026-11-25", "2026-11-26", "")) == date(2026, 12, 1)


def test_a_calendar_that_is_closed_for_ever_ends_the_search() -> None:
    assert due("2026-11-24 10:00", Closure("01-01", "12-31", "")) > date(2028, 1, 1)


def test_the_night_belongs_to_the_day_in_tokyo() -> None:
    assert due("2026-11-25 00:30") == date(2026, 11, 30)


@pytest.mark.parametrize(
    "line, closure",
    [
        ("2027-05-06 創立記念日", Closure("2027-05-06", "2027-05-06", "創立記念日")),
        ("２０２７／５／６　創立記念日", Closure("2027-05-06", "2027-05-06", "創立記念日")),
        ("2026年8月12日(水)〜2026年8月15日 夏季休業", Closure("2026-08-12", "2026-08-15", "夏季休業")),
        ("2026/8/12 - 8/15", Closure("2026-08-12", "2026-08-15", "")),
        ("12/29～1/3 年末年始", YEARLY),
        ("2026-08-12\t夏季休業", Closure("2026-08-12", "2026-08-12", "夏季休業")),
    ],
)
def test_days_are_read_as_people_write_them(line: str, closure: Closure) -> None:
    found = parse_closures(f"{line}\r\n\r\n")
    assert found == [closure]
    assert parse_closures(print_closures(found)) == found


def test_each_line_that_cannot_be_parsed_is_named() -> None:
    with pytest.raises(ValidationError) as refused:
        parse_closures("2026-02-30\n2026-08-12\nいつか\n2026-08-15〜2026-08-12\n2026-01-01〜2026-12-31")
    assert [message.split(":")[0].split("：")[0] for message in refused.value.messages] != []
    assert len(refused.value.messages) == 4


def test_a_new_inquiry_has_its_due_date(inquiry: Inquiry) -> None:
    assert inquiry.due_on == due_date(inquiry.received_at) > inquiry.received_at.astimezone(TOKYO).date()


def test_the_deadline_of_suspected_spam_starts_when_it_is_marked_as_not_spam(
    inquiry: Inquiry, desk: Any, clock: Clock
) -> None:
    Inquiry.objects.filter(pk=inquiry.pk).update(status=Status.SPAM)
    cleared_at = clock.forward(days=20)
    assert mark_not_spam(inquiry=inquiry, actor=desk).due_on == due_date(cleared_at)


@pytest.mark.parametrize("left", [Status.WAITING, Status.ANSWERED, Status.CLOSED])
def test_work_that_begins_again_has_its_full_time(left: Status, inquiry: Inquiry, desk: Any, clock: Clock) -> None:
    change_status(inquiry=inquiry, to=left, version=0, actor=desk)
    again = clock.forward(days=20)
    change_status(inquiry=inquiry, to=Status.OPEN, version=1, actor=desk)
    assert Inquiry.objects.get(pk=inquiry.pk).due_on == due_date(again)


def test_taking_up_a_new_inquiry_gives_no_time(inquiry: Inquiry, desk: Any, clock: Clock) -> None:
    clock.forward(days=20)
    assert change_status(inquiry=inquiry, to=Status.OPEN, version=0, actor=desk).due_on == inquiry.due_on


def test_a_change_of_the_calendar_moves_the_due_dates_of_open_inquiries_alone(inquiry: Inquiry, desk: Any) -> None:
    done = Inquiry.objects.resolved().latest("received_at")
    change_business_days(answer_days=9, closes_at=time(12), closures=[YEARLY], actor=desk)
    inquiry.refresh_from_db()
    calendar = desk_calendar()
    assert (calendar.answer_days, calendar.closures) == (9, [YEARLY])
    assert inquiry.due_on == due_date(inquiry.due_from, calendar)
    assert Inquiry.objects.get(pk=done.pk).due_on == done.due_on
    entry = AuditEntry.objects.latest("position")
    assert (entry.action, entry.actor_id) == ("desk_calendar.changed", desk.pk)


def test_the_worker_puts_right_what_a_new_law_has_moved(inquiry: Inquiry) -> None:
    Inquiry.objects.filter(pk=inquiry.pk).update(due_on=date(2020, 1, 1))
    refresh_due_dates()
    assert Inquiry.objects.get(pk=inquiry.pk).due_on == inquiry.due_on


def test_a_clerk_changes_the_calendar_on_its_screen(desk: Any, signed_in: Callable[[Any], Client]) -> None:
    client = signed_in(desk)
    sent = {"answer_days": "4", "closes_at": "16:30", "closures": "2026/8/12〜2026/8/15 夏季休業"}
    page = texts(client.post(ADDRESS, sent, follow=True))
    assert "2026-08-12 〜 2026-08-15 夏季休業" in page
    assert "元日" in page
    assert (desk_calendar().answer_days, desk_calendar().closes_at) == (4, time(16, 30))


@pytest.mark.parametrize("wrong", [{"answer_days": "0"}, {"closes_at": "x"}, {"closures": "いつか休み"}, {}])
def test_invalid_input_is_reported_and_kept_in_the_form(
    wrong: dict[str, str], desk: Any, signed_in: Callable[[Any], Client]
) -> None:
    sent = {"answer_days": "4", "closes_at": "16:30", "closures": "12/29〜1/3 年末"} | wrong if wrong else {}
    response = signed_in(desk).post(ADDRESS, sent)
    assert response.status_code == 200
    assert all(value in texts(response) for value in wrong.values())
    assert desk_calendar().answer_days == 2


@pytest.mark.parametrize("role, may", [("desk", True), ("privacy", True), ("marketing", False), ("legal", False)])
def test_only_who_works_on_inquiries_may_change_it(
    role: str, may: bool, person: Callable[[str], Any], signed_in: Callable[[Any], Client]
) -> None:
    client = signed_in(person(role))
    assert (client.get(ADDRESS).status_code == 200) == may
    assert (ADDRESS in texts(client.get("/admin/"))) == may
