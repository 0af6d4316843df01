"""The screen that asks the writer of an inquiry for consent by mail, and lists the answers."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from cluster_cms.privacy.countries import COUNTRIES, JAPAN
from cluster_cms.privacy.models import Purpose
from contact.admin.base import InquiryFormScreen
from contact.permissions import may_reply_to_inquiries
from contact.privacy.consents import MayNotAsk, NoNeedToAsk, ask_consent
from contact.text.form_fields import CleanedField


class ConsentForm(forms.Form):
    """Which purpose, and which third party, the writer is asked to agree to."""

    purpose: "forms.ModelChoiceField[Purpose]" = forms.ModelChoiceField(
        Purpose.objects.none(),
        label=gettext_lazy("Purpose"),
        empty_label=gettext_lazy("Choose the purpose"),
        help_text=gettext_lazy("The writer gets an email with a link to a page, and says yes or no there."),
        error_messages={"required": gettext_lazy("Choose the purpose to ask for")},
    )
    recipient = CleanedField(
        label=gettext_lazy("To be given to"),
        required=False,
        max_length=200,
        help_text=gettext_lazy(
            "Only to give it to a third party by consent: its name, as the transfer will name it. Empty means our own "
            "use."
        ),
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Country of the receiver"), required=False, choices=COUNTRIES, initial=JAPAN
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        purpose = self.fields["purpose"]
        if isinstance(purpose, forms.ModelChoiceField):
            purpose.queryset = Purpose.objects.in_use()

    def request_details(self) -> dict[str, Any]:
        """Return purpose, recipient and country, as `ask_consent` takes them; without a recipient it is Japan."""
        data = self.cleaned_data
        country = data["country"] if data["recipient"] and data["country"] else JAPAN
        return {"purpose": data["purpose"], "recipient": data["recipient"], "country": country}


class ConsentView(InquiryFormScreen):
    """Lists what the writer was asked and has answered, and asks for another consent."""

    may_access = staticmethod(may_reply_to_inquiries)
    template_name = "contact/admin/inquiry/consents.html"
    header_icon = "help"
    form_class = ConsentForm

    def get_success_url(self) -> str:
        return reverse("inquiries:consent", args=[self.inquiry.reference])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"consents": self.inquiry.consents.select_related("purpose")} | super().get_context_data(**kwargs)

    def form_valid(self, form: ConsentForm) -> HttpResponse:
        try:
            ask_consent(inquiry=self.inquiry, actor=self.user, **form.request_details())
        except NoNeedToAsk:
            text = _("No email goes out: the inquiry may be used for it, or the writer was asked.")
            messages.warning(self.request, text)
        except MayNotAsk:
            messages.error(self.request, _("The writer has refused or stopped the use, so nothing is asked."))
        else:
            messages.success(self.request, _("The question goes out by email."))
        return redirect(self.get_success_url())
