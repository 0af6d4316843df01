"""The figures of the desk on one screen, and as a file; those of a person for that person and the officer alone."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from wagtail.admin.utils import get_user_display_name

from cluster_cms import clock
from cluster_cms.operations.heartbeats import Heartbeat
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from cluster_cms.statistics.bar_chart import bar_chart
from cluster_cms.text.csv_cells import csv_file
from contact.admin.base import CsvDownloadView, DeskScreen
from contact.figures.computing import JOB
from contact.figures.report import (
    FEW,
    NAMES,
    SHOWN_MONTHS,
    counted_months,
    export_rows,
    lines_by,
    lines_by_month,
    month_name,
)
from contact.models import BlockedSender, Dimension, Inquiry
from contact.permissions import may_compare_colleagues, may_see_inquiries


class MonthsForm(forms.Form):
    """The first and the last month shown; without a choice, the newest twelve."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.months = counted_months()
        choices = [(f"{month:%Y-%m}", month_name(month)) for month in self.months]
        newest = [value for value, _label in choices[:SHOWN_MONTHS]] or [""]
        for name, label, initial in (
            ("since", pgettext_lazy("month", "From"), newest[-1]),
            ("until", pgettext_lazy("month", "Up to and including"), newest[0]),
        ):
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False, initial=initial)

    def chosen(self) -> list[Any]:
        """Return the months between both choices; a choice that is none counts as not made."""
        chosen = self.cleaned_data if self.is_valid() else {}
        since, until = (chosen.get(name) or self.fields[name].initial for name in ("since", "until"))
        return [month for month in self.months if min(since, until) <= f"{month:%Y-%m}" <= max(since, until)]


def names_for(user: User) -> Mapping[Dimension, Mapping[str, object]]:
    """Return the names of the values of each dimension; of the assignees those whose figures the user may see."""
    people = User.objects.all() if may_compare_colleagues(user) else [user]
    return {**NAMES, Dimension.PERSON: {str(one.pk): get_user_display_name(one) for one in people}}


class FiguresView(DeskScreen):
    """Shows the numbers of some months: by month, subject, language, way and assignee."""

    may_access = staticmethod(may_see_inquiries)
    template_name = "contact/admin/figures.html"
    page_title = gettext_lazy("Figures of the desk")
    header_icon = "table"

    @cached_property
    def form(self) -> MonthsForm:
        return MonthsForm(self.request.GET or None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        months = self.form.chosen()
        by_month = lines_by_month(months)
        pairs = [(line.name, number) for line in by_month for number in (line.tally.received, line.replied)]
        names = names_for(self.user)
        tables = [(dimension.label, lines_by(dimension, months, known)) for dimension, known in names.items()]
        return super().get_context_data(**kwargs) | {
            "form": self.form,
            "few": FEW,
            "computed": Heartbeat.objects.filter(job=JOB, failed=False).first(),
            "open": Inquiry.objects.open().count(),
            "overdue": Inquiry.objects.overdue().count(),
            "unassigned": Inquiry.objects.open().filter(assignee=None).count(),
            "caught": sum(BlockedSender.objects.values_list("caught", flat=True)),
            "chart": bar_chart(pairs),
            "tables": [(pgettext("figures", "By month"), by_month), *tables],
            "query": self.request.GET.urlencode(),
        }


class FiguresFileView(CsvDownloadView):
    """Sends the same numbers as a CSV file, each month for itself."""

    may_access = staticmethod(may_see_inquiries)

    def get_filename(self) -> str:
        return f"desk-figures-{clock.today()}.csv"

    def csv_chunks(self) -> Iterator[bytes]:
        months = MonthsForm(self.request.GET or None).chosen()
        audit.record("figures.exported", actor=self.user, data={"count": len(months)})
        headings = [
            pgettext("figures", "Month"),
            pgettext("figures", "Counted"),
            pgettext("figures", "Value"),
            pgettext("figures", "Received"),
            pgettext("figures", "Answered"),
            pgettext("figures", "Closed"),
            pgettext("figures", "Overdue"),
            _("First reply, median (business days)"),
            _("First reply, 90 % within (business days)"),
            _("Closing, median (business days)"),
            _("Closing, 90 % within (business days)"),
        ]
        return csv_file(headings, list(export_rows(months, names_for(self.user))))
