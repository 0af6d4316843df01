"""The forms of a data-subject request: what was requested and by whom, identity checks, ground of refusal."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms import clock
from cluster_cms.text import cleaning
from cluster_cms.text.day_fields import DayField
from contact.models import GROUNDS_OF, IdentityCheck, Inquiry, RequestType, Source
from contact.models.inquiry import LANGUAGE_NAMES
from contact.privacy.requests import RequestDetails
from contact.text.form_fields import LONG, CleanedField, MailField
from contact.text.references import as_reference

CHANNELS = [(source.value, source.label) for source in Source if source != Source.WEB]


class RequestForm(forms.Form):
    """What the desk records of a request. A mail address or a reference is required, to find the data by."""

    request_type = forms.ChoiceField(label=_("Asked for"), choices=RequestType.choices)
    source = forms.ChoiceField(label=pgettext_lazy("request", "Way"), choices=CHANNELS)
    received_on = DayField(label=_("Received on"))
    language = forms.ChoiceField(label=_("Language of the answer"), choices=LANGUAGE_NAMES)
    name = CleanedField(label=pgettext_lazy("of a person", "Name"), required=False)
    address = MailField(label=_("Email address"), required=False)
    references = CleanedField(
        label=_("References of inquiries"), required=False, help_text=_("As named by the person, with blanks between")
    )
    details = CleanedField(
        label=_("What was asked, in short"),
        clean_text=cleaning.tidy,
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_received_on(self) -> date:
        day: date = self.cleaned_data["received_on"]
        if day > clock.today():
            raise forms.ValidationError(_("The day of receipt is not in the future"))
        return day

    def clean_references(self) -> tuple[str, ...]:
        typed = [as_reference(word) for word in self.cleaned_data["references"].replace(",", " ").split()]
        known = set(Inquiry.objects.with_references(*typed).values_list("reference", flat=True))
        if unknown := [one for one in typed if one not in known]:
            raise forms.ValidationError(
                _("No inquiry has this reference: %(found)s"), params={"found": ", ".join(unknown)}
            )
        return tuple(typed)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors and not (found.get("address") or found.get("references")):
            self.add_error("address", _("Write the email address or a reference: one of them leads to the data"))
        return found

    def request_details(self) -> RequestDetails:
        """Return the content of a valid form."""
        data = {**self.cleaned_data}
        return RequestDetails(
            request_type=RequestType(data.pop("request_type")), source=Source(data.pop("source")), **data
        )


class IdentityChecksForm(forms.Form):
    """How the desk made sure that the request comes from the person themselves."""

    identity_checks = forms.MultipleChoiceField(
        label=_("How we made sure who asks"), choices=IdentityCheck.choices, widget=forms.CheckboxSelectMultiple
    )


class RefusalForm(forms.Form):
    """The legal ground on which a request is refused: those of its own article alone."""

    def __init__(self, data: QueryDict | None = None, *, request_type: str) -> None:
        super().__init__(data)
        choices = [(ground.value, ground.label) for ground in GROUNDS_OF[request_type]]
        self.fields["refusal"] = forms.ChoiceField(label=_("Reason of the refusal"), choices=choices)
