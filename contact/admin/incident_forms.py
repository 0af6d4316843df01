"""The forms of an incident: when it happened, what it was, and how the persons were told; times are of Tokyo."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cluster_cms import clock
from cluster_cms.security.accounts import User
from cluster_cms.text import cleaning
from contact.admin.fields import PastMomentField, TokyoMomentField
from contact.models import IncidentKind, PersonsNotice
from contact.text.form_fields import LONG, CleanedField


class IncidentForm(forms.Form):
    """When it happened and when it was learned of."""

    kind = forms.ChoiceField(label=pgettext_lazy("incident", "What happened"), choices=IncidentKind.choices)
    begins_at = TokyoMomentField(label=gettext_lazy("From (JST)"))
    ends_at = TokyoMomentField(label=gettext_lazy("Until (JST)"))
    learned_at = TokyoMomentField(label=gettext_lazy("Learned of it (JST)"))
    account = forms.ModelChoiceField(
        User.objects.all(), label=gettext_lazy("Account"), required=False, empty_label=gettext_lazy("Every account")
    )
    wrongful = forms.BooleanField(
        label=gettext_lazy("A wrongful act is possible"),
        required=False,
        help_text=gettext_lazy("The final report is then due within 60 days instead of 30."),
    )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends, learned = (found.get(name) for name in ("begins_at", "ends_at", "learned_at"))
        if begins and ends and ends < begins:
            self.add_error("ends_at", _("The end cannot be before the beginning"))
        if learned and learned > clock.now():
            self.add_error("learned_at", _("This time is yet to come"))
        return found


def several_lines(label: Any, **options: Any) -> CleanedField:
    """Return a field for what a report tells in several lines; it is stored encrypted."""
    widget = forms.Textarea(attrs={"rows": 3})
    return CleanedField(label=label, clean_text=cleaning.tidy, max_length=LONG, widget=widget, **options)


class DescriptionForm(forms.Form):
    """What the reports to the commission state (Enforcement Rules of the APPI, Art. 8(1))."""

    description = several_lines(pgettext_lazy("incident", "What happened, to which items of data"), required=False)
    people = forms.IntegerField(
        label=pgettext_lazy("incident", "Number of persons"),
        required=False,
        min_value=0,
        max_value=10_000_000,
        help_text=gettext_lazy("As far as it is known by now"),
    )
    cause = several_lines(pgettext_lazy("incident", "Cause"), required=False)
    measures = several_lines(
        pgettext_lazy("incident", "Measures"),
        required=False,
        help_text=gettext_lazy("What was done for the persons, and so that it does not happen again"),
    )


class NoticeForm(forms.Form):
    """How the persons were told (APPI Art. 26(2))."""

    notice = forms.ChoiceField(
        label=gettext_lazy("How the persons were told"),
        choices=[("", gettext_lazy("Please choose")), *PersonsNotice.choices],
        error_messages={"required": gettext_lazy("Choose how the persons were told, or that there is no duty to")},
    )
    at = PastMomentField(label=gettext_lazy("When (JST); empty means now"), required=False)
    text = several_lines(
        gettext_lazy("What they were told, or why not"),
        error_messages={"required": gettext_lazy("Write what they were told, or why not")},
    )
