"""The figures of the desk: counted by month, kept without the inquiries, never about single ones."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from cluster_cms.clock import TOKYO
from cluster_cms.security.accounts import User
from contact.figures.computing import compute_figures
from contact.figures.counting import days_between
from contact.figures.report import FEW, days_of, lines_by, lines_by_month
from contact.inquiries.handling import assign, mark_answered
from contact.models import Dimension, FigureState, Inquiry, MonthlyFigure, Status, desk_calendar
from contact.pages import ContactPage
from contact.retention.erasure import erase_inquiry
from tests.contact.visit import received, texts
from tests.infrastructure.cast import Clock

SCREEN = "/admin/inquiries/figures/"
MONTH = date(2027, 9, 1)  # in which the demo has no inquiries
NAMES = {"products": "P", "careers": "C"}


@pytest.fixture
def letters(contact_page: ContactPage, clock: Clock) -> list[Inquiry]:
    """Six inquiries of one day, a Monday."""
    clock.set("2027-09-06 10:00")
    return [received(contact_page, message=f"件{number}") for number in range(6)]


@pytest.fixture
def counted(letters: list[Inquiry], desk: User, privacy_officer: User, clock: Clock) -> list[Inquiry]:
    """Five are the clerk's and answered after 0, 1, 1, 2 and 8 business days; the sixth is the officer's and open."""
    for inquiry in letters[:5]:
        assign(inquiry=inquiry, assignee=desk, version=inquiry.version, actor=desk)
    assign(inquiry=letters[5], assignee=privacy_officer, version=0, actor=privacy_officer)
    for inquiry, day in zip(letters, ("06", "07", "07", "08", "16"), strict=False):
        clock.set(f"2027-09-{day} 15:00")
        mark_answered(inquiry=inquiry, actor=desk)
    compute_figures()
    return letters


def line() -> Any:
    return lines_by_month([MONTH])[0]


def test_replies_are_counted_in_business_days_from_the_receipt(counted: list[Inquiry]) -> None:
    assert (line().tally.received, line().replied, line().tally.closed) == (6, 5, 0)
    assert (line().reply_median, line().reply_most) == (1, 8)
    assert line().tally.late == 2  # one was answered too late, the open one is overdue


def test_weekends_and_holidays_are_no_business_days(database: None, clock: Clock) -> None:
    friday = clock.set("2027-09-17 10:00").astimezone(TOKYO)
    calendar = desk_calendar()
    assert days_between(friday, friday + timedelta(days=3), calendar) == 0  # Monday is Respect for the Aged Day
    assert days_between(friday, friday + timedelta(days=5), calendar) == 2
    assert days_between(friday, friday - timedelta(days=5), calendar) == 0


def test_the_days_of_few_inquiries_are_not_shown() -> None:
    assert days_of({"3": FEW - 1}, 50) is None
    assert days_of({"3": FEW}, 50) == 3
    assert [days_of({"1": 9, "10": 1}, percent) for percent in (50, 90, 100)] == [1, 1, 10]


def test_the_figures_stay_when_the_inquiries_are_deleted(counted: list[Inquiry]) -> None:
    before = line()
    for inquiry in counted:
        erase_inquiry(inquiry=inquiry, actor=None)
    assert line() == before  # as of the last computing
    compute_figures()
    assert line().tally == before.tally
    assert not MonthlyFigure.objects.filter(month=MONTH, state=FigureState.PRESENT).exists()
    compute_figures()
    assert line().tally == before.tally


def test_no_row_is_left_about_one_deleted_inquiry(counted: list[Inquiry]) -> None:
    for inquiry in counted:
        erase_inquiry(inquiry=inquiry, actor=None)
    compute_figures()
    rows = MonthlyFigure.objects.filter(month=MONTH)
    assert not rows.exclude(state=FigureState.ERASED).exists()
    assert rows.filter(dimension=Dimension.ALL).get().received == 6
    fields = {field.name for field in MonthlyFigure._meta.get_fields()}
    assert not {"inquiry", "reference", "email_hmac"} & fields


def test_properties_are_counted_one_at_a_time(counted: list[Inquiry]) -> None:
    assert [(one.name, one.tally.received) for one in lines_by(Dimension.SUBJECT, [MONTH], NAMES)] == [("P", 6)]
    assert [one.tally.received for one in lines_by(Dimension.LANGUAGE, [MONTH], {"ja": "J"})] == [6]
    assert [one.tally.received for one in lines_by(Dimension.SOURCE, [MONTH], {"web": "W"})] == [6]


def test_suspected_spam_is_not_counted(letters: list[Inquiry], clock: Clock) -> None:
    Inquiry.objects.filter(pk=letters[0].pk).update(status=Status.SPAM)
    compute_figures()
    erase_inquiry(inquiry=letters[0], actor=None)
    compute_figures()
    assert line().tally.received == 5


def test_the_figures_of_a_person_end_after_a_year(counted: list[Inquiry], desk: User, clock: Clock) -> None:
    known = {str(desk.pk): "K"}
    assert lines_by(Dimension.PERSON, [MONTH], known)[0].tally.received == 5
    clock.set("2028-09-02 10:00")
    compute_figures()
    assert lines_by(Dimension.PERSON, [MONTH], known) == []
    assert line().tally.received == 6


def test_a_clerk_sees_the_own_line_and_the_officer_all(
    counted: list[Inquiry], desk: User, privacy_officer: User, signed_in: Callable[[Any], Client]
) -> None:
    User.objects.filter(pk=privacy_officer.pk).update(last_name="責任者")
    User.objects.filter(pk=desk.pk).update(last_name="受付者")

    def people(user: User) -> str:
        page = texts(signed_in(user).get(SCREEN, {"since": "2027-09", "until": "2027-09"}))
        return page.partition("担当者ごと")[2]

    assert "受付者" in people(desk)
    assert "責任者" not in people(desk)
    assert "受付者" in people(privacy_officer)
    assert "責任者" in people(privacy_officer)


def test_a_superuser_compares_nobody(counted: list[Inquiry], admin: User, signed_in: Callable[[Any], Client]) -> None:
    page = texts(signed_in(admin).get(SCREEN, {"since": "2027-09", "until": "2027-09"}))
    assert "担当者ごと" not in page


def test_the_file_holds_the_same_numbers(
    counted: list[Inquiry], desk: User, signed_in: Callable[[Any], Client]
) -> None:
    response = signed_in(desk).post(f"{SCREEN}file/?since=2027-09&until=2027-09")
    rows = b"".join(response).decode("utf-8-sig").splitlines()
    assert rows[1] == '"2027-09","すべてのお問い合わせ","","6","5","0","2","1","8","",""'
    assert not [row for row in rows if counted[0].reference in row]


@pytest.mark.parametrize("asked", [{}, {"since": "x"}, {"since": "2027-09", "until": "1999-01"}, {"until": "'"}])
def test_any_choice_of_months_is_answered(
    counted: list[Inquiry], desk: User, signed_in: Callable[[Any], Client], asked: dict[str, str]
) -> None:
    page = texts(signed_in(desk).get(SCREEN, asked))
    assert "窓口の集計" in page
    assert "営業日" in page
