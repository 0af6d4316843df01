"""Which text was in force on a day: at its end, in Tokyo."""

from datetime import date

import pytest
from django.test import Client

from tests.infrastructure.cast import Clock
from tests.policy.public.announcing import BASE, announce, withdraw

NUMBER = {"ja": "第{}版", "en": "Revision {}"}


@pytest.mark.parametrize("day, number", [("2005-07-01", 1), ("2017-05-29", 1), ("2017-05-30", 2), ("2018-05-01", 2)])
def test_the_day_names_its_revision(day: str, number: int, language: str, visitor: Client) -> None:
    answer = visitor.get(f"{BASE[language]}on/{day}/")
    assert answer.status_code == 200
    assert NUMBER[language].format(number) in answer.text.split("</h1>")[1].split("</dl>")[0]
    assert '<meta name="robots" content="noindex">' in answer.text


@pytest.mark.parametrize("day", ["2018-02-30", "2018-13-01", "20180501", "2018-5-1", "9999-12-31", "0000-01-01"])
def test_outside_the_calendar_there_is_nothing(day: str, language: str, visitor: Client) -> None:
    assert visitor.get(f"{BASE[language]}on/{day}/").status_code == 404


@pytest.mark.parametrize("day", ["2005-06-30", "1999-01-01", "0001-01-01"])
def test_before_the_first_text_the_page_says_from_when_there_is_one(day: str, language: str, visitor: Client) -> None:
    answer = visitor.get(f"{BASE[language]}on/{day}/")
    assert answer.status_code == 404
    assert {"ja": "最初の版は第1版で、2005年7月1日から", "en": "The first is revision 1, in force from 1 July 2005"}[
        language
    ] in answer.text
    assert f'href="{BASE[language]}v/1/"' in answer.text
    assert '<meta name="robots" content="noindex">' in answer.text


FORESEEN = {"ja": "現在の公布では", "en": "As announced so far"}


def test_a_day_to_come_is_answered_by_what_is_announced(
    policy_page: object, clock: Clock, language: str, visitor: Client
) -> None:
    clock.set("2027-12-01 10:00")
    announce(effective_on=date(2028, 1, 1))
    for day, number in (("2027-12-31", 3), ("2028-01-01", 4), ("2199-12-31", 4)):
        lead = visitor.get(f"{BASE[language]}on/{day}/").text.replace("<wbr>", "").split("</h1>")[1].split("</dl>")[0]
        assert FORESEEN[language] in lead
        assert NUMBER[language].format(number) in lead
    withdraw(4)
    lead = visitor.get(f"{BASE[language]}on/2028-01-01/").text.replace("<wbr>", "").split("</h1>")[1].split("</dl>")[0]
    assert NUMBER[language].format(3) in lead


def test_a_day_to_come_is_foreseen_until_it_is_today_in_tokyo(clock: Clock, language: str, visitor: Client) -> None:
    for moment, foreseen in (("2027-12-31 23:59:59", True), ("2028-01-01 00:00", False)):
        clock.set(moment)
        text = visitor.get(f"{BASE[language]}on/2028-01-01/").text.replace("<wbr>", "")
        assert (FORESEEN[language] in text) is foreseen


def test_a_day_on_which_the_text_changed_at_noon_names_both(clock: Clock, language: str, visitor: Client) -> None:
    clock.set("2027-12-01 12:00")
    announce("From noon.")
    for moment in ("2027-12-01 12:00", "2028-02-01 09:00"):
        clock.set(moment)
        text = visitor.get(f"{BASE[language]}on/2027-12-01/").text
        assert "From noon." in text
        assert f'<a href="{BASE[language]}v/3/">' in text.split("</h1>")[1].split('class="facts"')[0]


def test_a_change_at_midnight_leaves_no_earlier_text_on_that_day(visitor: Client) -> None:
    text = visitor.get("/en/privacy-policy/on/2017-05-30/").text
    assert "Earlier on that day" not in text
