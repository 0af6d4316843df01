"""The screen of the desk's calendar: business days, closing hour and closing days."""

from datetime import timedelta
from typing import Any

from django import forms
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.menu import MenuItem

from cluster_cms import clock
from cluster_cms.text.lengths import UncutField
from cluster_cms.views.staff import shown_to
from contact.admin.base import DeskFormScreen
from contact.deadlines.business_days import due_date, national_holidays, parse_closures, print_closures
from contact.deadlines.rescheduling import change_business_days
from contact.models import Closure, desk_calendar
from contact.permissions import may_handle_inquiries

HOLIDAYS_SHOWN = timedelta(days=366)  # from today on


class BusinessDaysForm(forms.Form):
    """The calendar; closures are typed as lines, one day or period each."""

    answer_days = forms.IntegerField(
        label=gettext_lazy("Answer within (business days)"),
        min_value=1,
        max_value=30,
        help_text=gettext_lazy(
            "The day of receipt does not count. Keep it in step with what the contact page promises."
        ),
    )
    closes_at = forms.TimeField(
        label=gettext_lazy("The desk closes at"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=gettext_lazy("What comes later counts as received on the next business day."),
    )
    closures = UncutField(
        label=gettext_lazy("Days on which the desk is closed"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "One day or period a line, then the occasion: “2027-05-06 Founding day”, “2026/8/12 〜 2026/8/15”. "
            "Without a year it comes every year: “12/29 〜 1/3”. A column of dates can be pasted from a sheet. "
            "Saturdays, sundays and national holidays are known."
        ),
    )

    def clean_closures(self) -> list[Closure]:
        return parse_closures(self.cleaned_data["closures"])


class BusinessDaysView(DeskFormScreen):
    """Shows and saves the calendar, with the national holidays and the due date of an inquiry that comes now."""

    may_access = staticmethod(may_handle_inquiries)
    template_name = "contact/admin/business_days.html"
    page_title = gettext_lazy("Business days")
    header_icon = "calendar-alt"
    form_class = BusinessDaysForm
    success_url = reverse_lazy("inquiries:business_days")
    invalid_message = gettext_lazy("Nothing was saved yet: please look at what is marked.")

    def get_initial(self) -> dict[str, Any]:
        calendar = desk_calendar()
        return {
            "answer_days": calendar.answer_days,
            "closes_at": calendar.closes_at,
            "closures": print_closures(calendar.closures),
        }

    def save(self, form: BusinessDaysForm) -> str:
        _calendar, moved = change_business_days(**form.cleaned_data, actor=self.user)
        text = ngettext(
            "The business days are saved; %(count)d open inquiry has got another due date.",
            "The business days are saved; %(count)d open inquiries have got another due date.",
            moved,
        )
        return text % {"count": moved}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = clock.today()
        return super().get_context_data(**kwargs) | {
            "due": due_date(clock.now()),
            "holidays": national_holidays(today, today + HOLIDAYS_SHOWN),
        }


def business_days_menu_item() -> MenuItem:
    """Return the item of the settings menu."""
    address = reverse("inquiries:business_days")
    return shown_to(may_handle_inquiries)(gettext_lazy("Business days"), address, icon_name="calendar-alt", order=125)
