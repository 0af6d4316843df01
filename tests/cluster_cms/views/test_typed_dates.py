"""Staff type a date or a time as they write it; what is not certain is asked for again, also by Wagtail's calendar."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override
from playwright.sync_api import Page, expect
from wagtail.admin.forms.models import formfield_for_dbfield

from cluster_cms.privacy.models import Contractor
from cluster_cms.text.day_fields import DayField, MomentField
from contact.admin.fields import TokyoMomentField
from home.models import NewsPage
from policy.pages import PolicyPage

DAYS = [
    (PolicyPage, "established_on"),
    (PolicyPage, "effective_on"),
    (Contractor, "ended_on"),
    (NewsPage, "date"),
]


@pytest.mark.parametrize("model, name", DAYS)
def test_the_admin_reads_the_days_of_models_with_certainty(model: Any, name: str) -> None:
    field = formfield_for_dbfield(model._meta.get_field(name))
    assert isinstance(field, DayField)
    assert field.clean("令和8年12月1日") == date(2026, 12, 1)
    for typed in ("1/12/2026", "12/1/26", "0026-12-01", "平成32年1月1日"):
        with pytest.raises(ValidationError):
            field.clean(typed)


def test_the_admin_asks_again_for_a_moment_that_is_not_certain() -> None:
    field = formfield_for_dbfield(PolicyPage._meta.get_field("go_live_at"))
    assert isinstance(field, MomentField)
    for typed in ("12/1/26 10:00", "1/12/2026 10:00", "0026-12-01 10:00", "2026-12-01"):
        with pytest.raises(ValidationError):
            field.clean(typed)


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "Europe/London"])
def test_times_of_the_desk_are_of_tokyo_whatever_zone_the_user_prefers(zone: str) -> None:
    with timezone.override(zone):
        assert TokyoMomentField().clean("2026/12/1 午前9時5分") == datetime(2026, 12, 1, 0, 5, tzinfo=UTC)


def test_a_refused_day_says_how_to_write_it_in_both_languages() -> None:
    for language, words in {"ja": "どちら|とも読めます", "en": "This may be"}.items():
        with override(language), pytest.raises(ValidationError, match=words) as error:
            DayField().clean("1/12/2026")
        assert "2026-01-12" in error.value.messages[0]


@pytest.mark.browser
def test_the_calendar_of_the_admin_keeps_what_it_cannot_read(staff_page: Callable[[Any], Page], marketing: Any) -> None:
    page = staff_page(marketing)
    page.goto(f"/admin/pages/{NewsPage.objects.first().pk}/edit/")
    field = page.locator("[name=date]")
    for typed in ("令和9年4月1日", "1/12/2027", "2027-04"):
        field.fill(typed)
        field.press("Tab")
        expect(field).to_have_value(typed)
