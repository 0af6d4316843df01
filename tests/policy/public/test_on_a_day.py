"""Which text was in force on a day: at its end, in Tokyo."""

import pytest
from django.test import Client

from tests.infrastructure.cast import Clock
from tests.policy.public.announcing import BASE, announce

NUMBER = {"ja": "第{}版", "en": "Revision {}"}


@pytest.mark.parametrize("day, number", [("2005-07-01", 1), ("2017-05-29", 1), ("2017-05-30", 2), ("2018-05-01", 2)])
def test_the_day_names_its_revision(day: str, number: int, language: str, visitor: Client) -> None:
    answer = visitor.get(f"{BASE[language]}on/{day}/")
    assert answer.status_code == 200
    assert NUMBER[language].format(number) in answer.text.split("</h1>")[1].split("</dl>")[0]
    assert '<meta name="robots" content="noindex">' in answer.text


@pytest.mark.parametrize("day", ["2005-06-30", "1999-01-01", "2018-02-30", "2018-13-01", "20180501", "2018-5-1"])
def test_before_the_first_revision_and_outside_the_calendar_there_is_nothing(
    day: str, language: str, visitor: Client
) -> None:
    assert visitor.get(f"{BASE[language]}on/{day}/").status_code == 404


def test_tomorrow_has_no_answer_until_it_is_today_in_tokyo(clock: Clock, language: str, visitor: Client) -> None:
    clock.set("2027-12-31 23:59:59")
    assert visitor.get(f"{BASE[language]}on/2028-01-01/").status_code == 404
    clock.set("2028-01-01 00:00")
    assert visitor.get(f"{BASE[language]}on/2028-01-01/").status_code == 200


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
