"""The screen on which the desk puts the wrong mail address of an inquiry right."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contact.admin.base import InquiryFormScreen, Text
from contact.inquiries.handling import InvalidTransition
from contact.models import AddressConfirmation
from contact.permissions import may_handle_inquiries
from contact.privacy.address_changes import correct_address
from contact.privacy.correction import NothingToCorrect
from contact.text.form_fields import MailField


class AddressForm(forms.Form):
    """The new address, and how the desk made sure that it is the writer's own."""

    use_required_attribute = False

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    mail = MailField(
        label=gettext_lazy("New email address"),
        help_text=gettext_lazy("Read it out letter by letter. Emails go exactly there."),
        error_messages={"required": gettext_lazy("Enter the email address")},
    )
    reference_named = forms.BooleanField(
        label=gettext_lazy("The person named the reference of the inquiry"),
        error_messages={"required": gettext_lazy("Ask for the reference first")},
    )
    confirmation = forms.ChoiceField(
        label=gettext_lazy("How the person confirmed the address"),
        choices=AddressConfirmation.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("It is recorded with your name and the time, without the address."),
        error_messages={"required": gettext_lazy("Choose how you made sure that the address is the person's own")},
    )
    acknowledge = forms.BooleanField(
        label=gettext_lazy("Send the acknowledgement to the new address"), required=False, initial=True
    )


class AddressView(InquiryFormScreen):
    """Puts the mail address right, unless the inquiry was changed since it was shown."""

    may_access = staticmethod(may_handle_inquiries)
    template_name = "contact/admin/inquiry/address.html"
    form_class = AddressForm
    invalid_message = gettext_lazy("Nothing was saved: something is missing below.")
    refusals = {
        NothingToCorrect: gettext_lazy("The inquiry has this email address already."),
        InvalidTransition: gettext_lazy("Nothing was saved: this is suspected spam. Mark it as not spam first."),
    }

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.inquiry.version}

    def get_form(self, form_class: type[forms.Form] | None = None) -> forms.Form:
        form = super().get_form(form_class)
        if self.inquiry.restricted_at:
            del form.fields["acknowledge"]  # the use is stopped: no mail goes out
        return form

    def save(self, form: AddressForm) -> Text:
        data = form.cleaned_data
        correct_address(
            inquiry=self.inquiry,
            address=data["mail"],
            confirmation=AddressConfirmation(data["confirmation"]),
            version=data["version"],
            actor=self.user,
            acknowledge=data.get("acknowledge", False),
        )
        return _("The email address of inquiry %(reference)s is put right.")
