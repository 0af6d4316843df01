"""The form of an export: recipient, purpose, reason, format and columns."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms.privacy.models import Purpose
from cluster_cms.text.lengths import UncutField
from contact.admin.transfer_form import DestinationForm
from contact.exports.columns import UNCHECKED_AT_FIRST, Column
from contact.exports.exporting import MAX_XLSX_INQUIRIES
from contact.exports.record_export import ExportRequest
from contact.models import ExportFormat, ExportReason, InquiryQuerySet

NO_REASON = [("", pgettext_lazy("export", "Choose a reason"))]


class ExportForm(DestinationForm):
    """What is stated before inquiries leave the site; all of it is recorded."""

    purpose: "forms.ModelChoiceField[Purpose]" = forms.ModelChoiceField(
        Purpose.objects.all(),
        label=_("Purpose"),
        required=False,
        empty_label=_("Choose the purpose for which the data are used"),
        help_text=_(
            "Inquiries that were not collected for it are left out, unless their writers have agreed. Not needed where "
            "a law, property or life demands the transfer."
        ),
    )
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[*NO_REASON, *ExportReason.choices],
        help_text=_("It is recorded with your name and the time, and cannot be changed afterwards."),
        error_messages={"required": _("Choose why the inquiries leave the site")},
    )
    remark = UncutField(
        label=_("Remark"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Stored encrypted, and deleted with the first inquiry of this export that is deleted."),
    )
    form = forms.ChoiceField(
        label=_("Format"),
        choices=ExportFormat.choices,
        initial=ExportFormat.XLSX,
        widget=forms.RadioSelect,
        help_text=_(
            "Take Excel when in doubt. In CSV an apostrophe stands before every text that Excel would run as a formula "
            "or show differently, such as 0312345678: CSV is altered there. JSON is what was written, unaltered."
        ),
    )
    columns = forms.MultipleChoiceField(
        label=_("Columns"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Take out no more than you need."),
        error_messages={"required": _("Choose at least one column")},
    )
    spam = forms.BooleanField(label=_("With suspected spam"), required=False)

    def __init__(self, data: Any = None, *, available: list[Column], **options: Any) -> None:
        super().__init__(data, **options)
        columns = self.fields["columns"]
        columns.initial = [column.key for column in available if column.key not in UNCHECKED_AT_FIRST]
        if isinstance(columns, forms.MultipleChoiceField):
            columns.choices = [(column.key, column.heading) for column in available]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("reason") == ExportReason.OTHER and not found.get("remark"):
            self.add_error("remark", _("Say what the other reason is"))
        if "to_recipient" in found and not found.get("purpose") and not self.destination().needs_no_purpose:
            self.add_error("purpose", _("Choose the purpose for which the data are used"))
        return found

    def sections(self) -> list[tuple[str | Promise, list[forms.BoundField]]]:
        """Return the headings of the form, each with its fields, in the order in which they are shown."""
        return [
            (_("To whom"), self.destination_fields()),
            (_("What for"), [self["purpose"], self["reason"], self["remark"]]),
            (pgettext_lazy("desk", "What"), [self["form"], self["columns"], self["spam"]]),
        ]

    def refuse_too_many(self, inquiries: InquiryQuerySet) -> bool:
        """Return True, with an error in the form, when there are more inquiries than an Excel sheet has rows."""
        if self.cleaned_data["form"] != ExportFormat.XLSX or inquiries.count() <= MAX_XLSX_INQUIRIES:
            return False
        text = _("An Excel sheet holds no more than %(rows)s inquiries: choose CSV.")
        self.add_error("form", text % {"rows": MAX_XLSX_INQUIRIES})
        return True

    def export_request(self) -> ExportRequest:
        """Return the content of a valid form."""
        data = self.cleaned_data
        return ExportRequest(
            form=ExportFormat(data["form"]),
            reason=ExportReason(data["reason"]),
            columns=frozenset(data["columns"]),
            remark=data["remark"],
            destination=self.destination(),
            purpose=data["purpose"],
        )
