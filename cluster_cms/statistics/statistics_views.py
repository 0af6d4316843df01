"""The screen of the statistics in the admin's reports, its file, and who may see them."""

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.menu import MenuItem

from cluster_cms import clock
from cluster_cms.clock import tokyo_date
from cluster_cms.security.accounts import MARKETING, PRIVACY, User, grant
from cluster_cms.statistics.bar_chart import bar_chart
from cluster_cms.statistics.daily_counts import FEW
from cluster_cms.statistics.statistics_report import (
    Period,
    export_rows,
    host_lines,
    language_lines,
    page_choices,
    page_lines,
    searches_without_result,
    views_by_day,
)
from cluster_cms.text.csv_cells import CSV_TYPE, csv_file
from cluster_cms.text.day_fields import DayField
from cluster_cms.views.staff import PermittedScreen, PermittedView, shown_to

VIEW_STATISTICS = "view_dailycount"
USUAL = timedelta(days=29)  # before today: thirty days are shown
LONGEST = timedelta(days=3_660)
KEY = re.compile(r"[0-9]{1,18}|[a-z][a-z:_-]{0,59}")  # of a page


def may_see_statistics(user: User | AnonymousUser) -> bool:
    return user.has_perm(f"cluster_cms.{VIEW_STATISTICS}")


def give_view_right() -> None:
    """Let marketing and the privacy officer see the statistics; run by bootstrap_site."""
    for group in (MARKETING, PRIVACY):
        grant(group, f"cluster_cms.{VIEW_STATISTICS}")


class PeriodForm(forms.Form):
    """The choice of days, page and language; without any, the last thirty days of all pages."""

    since = DayField(label=pgettext_lazy("day", "From"), required=False)
    until = DayField(label=gettext_lazy("Up to and including"), required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        required=False,
        choices=[("", gettext_lazy("Both languages")), *settings.LANGUAGES],
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        asked = str(data.get("page", ""))
        since, until = self.days()
        choices = page_choices(Period(since, until, page=asked if KEY.fullmatch(asked) else ""))
        self.fields["page"] = forms.ChoiceField(
            label=pgettext_lazy("statistics", "Page"),
            required=False,
            choices=[("", _("All pages")), *choices],
        )
        self.order_fields(["since", "until", "page", "language"])

    def days(self) -> tuple[date, date]:
        """Return first and last day, each as it is asked for where that can be read, else the usual one."""
        until = self.day("until") or clock.today()
        since = self.day("since") or until - USUAL
        return since, until

    def day(self, name: str) -> date | None:
        try:
            day: date | None = self.fields[name].clean(self[name].value())
        except ValidationError:
            return None
        return day

    def clean(self) -> dict[str, Any]:
        since, until = self.days()
        if not self.errors and since > until:
            self.add_error("until", _("This day is before the first one."))
        elif not self.errors and until - since > LONGEST:
            self.add_error("since", _("This is more than ten years before the last day."))
        return self.cleaned_data

    def period(self) -> Period | None:
        """Return what is asked for; None while a field is wrong."""
        if not self.is_valid():
            return None
        since, until = self.days()
        return Period(since, until, self.cleaned_data["page"], self.cleaned_data["language"])


class StatisticsScreen(PermittedScreen):
    """Shows a chart by day, and tables by page, language and referring host."""

    template_name = "cluster_cms/admin/statistics.html"
    page_title = gettext_lazy("Page views")
    header_icon = "view"
    question = staticmethod(may_see_statistics)

    @cached_property
    def form(self) -> PeriodForm:
        return PeriodForm(self.request.GET)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | {"form": self.form, "few": FEW}
        period = self.form.period()
        return context | (report(period) | {"query": self.request.GET.urlencode()} if period else {})


def report(period: Period) -> dict[str, Any]:
    """Return what the screen shows of a period."""
    days = views_by_day(period)
    return {
        "period": period,
        "days": days,
        "chart": bar_chart([(tokyo_date(day), number) for day, number in days]),
        "total": sum(number for _day, number in days),
        "empty_searches": searches_without_result(period),
        "tables": [
            (_("By page"), pgettext_lazy("statistics", "Page"), page_lines(period)),
            (_("By language"), _("Language"), language_lines(period)),
            (_("By referring site"), _("Referring site"), host_lines(period)),
        ],
    }


class StatisticsFile(PermittedView):
    """Sends the counts of a period as a CSV file."""

    question = staticmethod(may_see_statistics)
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponseBase:
        period = PeriodForm(request.GET).period()
        if period is None:
            return HttpResponseRedirect(f"{reverse('statistics')}?{request.GET.urlencode()}")
        headings = [_("Day"), _("Page"), _("Number or name"), _("Language"), _("Referring site"), _("Views")]
        name = f"views-{period.since}-{period.until}.csv"
        disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
        rows = csv_file(headings, export_rows(period))
        return StreamingHttpResponse(rows, content_type=CSV_TYPE, headers=disposition)


def urls() -> list[URLPattern]:
    return [
        path("reports/views/", StatisticsScreen.as_view(), name="statistics"),
        path("reports/views/file/", StatisticsFile.as_view(), name="statistics_file"),
    ]


def statistics_menu_item() -> MenuItem:
    return shown_to(may_see_statistics)(
        gettext_lazy("Page views"), reverse("statistics"), name="statistics", icon_name="view", order=50
    )
