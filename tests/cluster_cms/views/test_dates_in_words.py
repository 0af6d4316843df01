"""Beside each date field of the staff area stands what is read of it: the day of the week, and how far away it is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.forms import Field
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Page, expect
from wagtail.admin.forms.models import formfield_for_dbfield

from cluster_cms.text.day_fields import TYPED, DayField, read_typed
from contact.admin.fields import PastMomentField, TokyoMomentField
from policy.pages import PolicyPage
from tests.infrastructure.cast import Clock
from tests.policy.drafting import source

FIRST_OF_APRIL = {"ja": "2027年4月1日（木）、今日から121日後", "en": "Thursday, 1 April 2027: 121 days from today"}
WAYS = ("令和9年4月1日", "2027年4月1日", "1 April 2027", "2027-04-01", "２０２７/４/１")


@pytest.fixture
def today(clock: Clock) -> Any:
    return clock.set("2026-12-01 09:00")


@pytest.mark.parametrize("typed", WAYS)
def test_each_way_of_writing_a_day_reads_the_same(typed: str, language: str, today: Any) -> None:
    with override(language):
        assert read_typed(typed) == (FIRST_OF_APRIL[language], False)


@pytest.mark.parametrize("typed, words", [("2026-12-01", "今日です"), ("2026-11-30", "1日前"), ("30.11.2026", "1日前")])
def test_today_and_the_past_are_said_as_such(typed: str, words: str, today: Any) -> None:
    with override("ja"):
        assert read_typed(typed).words.endswith(words)


@pytest.mark.parametrize("typed", ["2027-04", "1/12/2026", "明日", "2027-02-30", "2027年4月1日（金）"])
def test_what_cannot_be_read_is_said_in_words(typed: str, language: str, today: Any) -> None:
    with override(language):
        found = read_typed(typed)
    assert found.unclear
    assert "%" not in found.words


def test_a_moment_is_read_with_its_time(today: Any) -> None:
    with override("ja"):
        assert read_typed("2027/4/1 午前9時5分", with_time=True).words == f"{FIRST_OF_APRIL['ja']} 09:05"
        assert read_typed("2027/4/1", with_time=True).unclear


def test_the_server_shows_it_too_with_what_was_typed(today: Any) -> None:
    field = formfield_for_dbfield(PolicyPage._meta.get_field("effective_on"))
    with override("ja"):
        assert FIRST_OF_APRIL["ja"] in field.widget.render("day", "2027-04-01", {"id": "id_day"})
        html = field.widget.render("day", "<b>", {"id": "id_day"})
    assert "typed-date--unclear" in html
    assert "<b>" not in html


@pytest.mark.parametrize(
    "field, kind", [(DayField(), "day"), (TokyoMomentField(), "moment"), (PastMomentField(), "moment")]
)
def test_every_date_field_is_found_by_the_script_without_doing_anything_for_it(field: Field, kind: str) -> None:
    assert field.widget.attrs[TYPED] == kind


def test_staff_ask_and_a_stranger_is_sent_to_sign_in(desk: Any, signed_in: Any, visitor: Client) -> None:
    asked = {"typed": "2027-04-01", "kind": "day"}
    assert signed_in(desk).post(reverse("typed_date"), asked).json()["unclear"] is False
    answer = visitor.get(reverse("typed_date"))
    assert answer.status_code == 302
    assert "login" in answer["Location"]


@pytest.mark.browser
def test_the_editor_says_it_while_one_types(staff_page: Callable[[Any], Page], legal: Any) -> None:
    page = staff_page(legal)
    page.goto(f"/admin/pages/{source().pk}/edit/")
    page.get_by_role("tab", name="次の改定").click()
    field, words = page.locator("[name=effective_on]"), page.locator("#id_effective_on-in-words")
    read = {"令和19年4月1日": "2037年4月1日（水）、今日から", "1/12/2037": "とも読めます", "1 April 2037": "（水）"}
    for typed, said in read.items():
        field.fill(typed)
        expect(words).to_contain_text(said)
        expect(field).to_have_value(typed)
    field.fill("")
    expect(words).to_have_text("")
