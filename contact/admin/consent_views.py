"""The screen from which the desk asks for consent, and sees what was answered."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from cluster_cms.privacy.countries import COUNTRIES, JAPAN
from cluster_cms.privacy.models import Purpose
from contact.admin.base import InquiryScreen
from contact.permissions import may_reply_to_inquiries
from contact.privacy.consents import MayNotAsk, NoNeedToAsk, ask_consent
from contact.text.form_fields import CleanedField


class ConsentForm(forms.Form):
    purpose = forms.ModelChoiceField(
        Purpose.objects.none(),
        label=gettext_lazy("Purpose"),
        empty_label=gettext_lazy("Choose the purpose"),
        help_text=gettext_lazy("The writer gets a mail with a link to a page, and says yes or no there."),
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

    def question(self) -> dict[str, Any]:
        """Return what the writer is asked."""
        given = self.cleaned_data
        recipient, country = given["recipient"], given["country"] or JAPAN
        return {"purpose": given["purpose"], "recipient": recipient, "country": country if recipient else JAPAN}


class ConsentView(InquiryScreen):
    """Lists what the writer was asked and has answered, and asks."""

    question = staticmethod(may_reply_to_inquiries)
    template_name = "contact/admin/consents.html"
    header_icon = "help"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        consents = self.inquiry.consents.select_related("purpose")
        return {"form": ConsentForm(), "consents": consents} | super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        form = ConsentForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(inquiry=self.inquiry, form=form))
        try:
            ask_consent(inquiry=self.inquiry, actor=self.person, **form.question())
        except NoNeedToAsk:
            messages.warning(request, _("No mail goes out: the inquiry may be used for it, or the writer was asked."))
        except MayNotAsk:
            messages.error(request, _("The writer has refused or stopped the use, so nothing is asked."))
        else:
            messages.success(request, _("The question goes out by mail."))
        return redirect("inquiries:consent", reference)
