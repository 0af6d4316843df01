"""The screen on which the desk records an inquiry that did not come by the form."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from cluster_cms import clock
from cluster_cms.pages.sites import JAPANESE
from cluster_cms.privacy.models import Purpose
from contact.admin.base import DeskScreen
from contact.admin.correspondence_forms import MomentField, SubmissionKeyField
from contact.inquiries.manual_entry import ManualEntry, NoPolicy, record_inquiry_manually
from contact.inquiries.receive import InquiryErased
from contact.models import NoticeMethod, Source
from contact.models.inquiry import LANGUAGE_NAMES
from contact.pages import ContactPage
from contact.permissions import may_handle_inquiries
from contact.public.form import core_fields
from contact.text.answers import Answer
from contact.text.question_kinds import SUBJECT, Kind, SubjectKind

OPTIONAL = ("company", "name", "mail", "phone")
KINDS = {"subject": SUBJECT, "message": str(Kind.LONG_TEXT)}


def usual_purposes() -> list[Purpose]:
    """Return what the contact form names: the same desk takes the same kind of inquiry."""
    page = ContactPage.objects.live().filter(locale__language_code=JAPANESE).first()
    return list(page.purposes_in_order) if page else []


class ManualEntryForm(forms.Form):
    use_required_attribute = False

    key = SubmissionKeyField()
    source = forms.ChoiceField(
        label=gettext_lazy("How it came"),
        choices=[one for one in Source.choices if one[0] != Source.WEB],
        initial=Source.PHONE,
    )
    received = MomentField(
        label=gettext_lazy("Received (JST)"), error_messages={"required": gettext_lazy("Write when it came")}
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the person"),
        choices=LANGUAGE_NAMES,
        help_text=gettext_lazy("Replies and mails are in this language"),
    )
    purposes = forms.ModelMultipleChoiceField(
        Purpose.objects.none(),
        label=gettext_lazy("Purpose of use"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose for what the data may be used")},
    )
    told = forms.ChoiceField(
        label=gettext_lazy("How the person was told of it"),
        choices=[one for one in NoticeMethod.choices if one[0] != NoticeMethod.FORM],
        initial=NoticeMethod.SPOKEN,
    )
    acknowledge = forms.BooleanField(label=gettext_lazy("Send an acknowledgement by mail"), required=False)

    field_order = ("key", "source", "received", "language", *core_fields(), "purposes", "told", "acknowledge")

    def __init__(self, data: QueryDict | None = None, **first: Any) -> None:
        initial = {"received": clock.now(), "purposes": usual_purposes(), **first}
        super().__init__(data, auto_id="inquiry-%s", initial=initial)
        purposes = self.fields["purposes"]
        if isinstance(purposes, forms.ModelMultipleChoiceField):
            purposes.queryset = Purpose.objects.in_use()
        self.fields |= core_fields()
        for name in OPTIONAL:
            self.fields[name].required = False
        self.fields["subject"].widget = forms.Select(choices=[("", _("Please choose")), *SubjectKind.choices])
        self.order_fields(self.field_order)
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("acknowledge") and not data.get("mail") and not self.has_error("mail"):
            self.add_error("mail", _("An acknowledgement needs a mail address"))
        return data

    def answers(self) -> list[Answer]:
        """Return what was told, each with its question in the language of the person."""
        with translation.override(self.cleaned_data["language"]):
            return [
                Answer(
                    key=name,
                    label=str(field.label),
                    kind=KINDS.get(name, str(Kind.TEXT)),
                    value=self.cleaned_data[name],
                )
                for name, field in core_fields().items()
            ]

    def taken(self) -> ManualEntry:
        """Return the content of a valid form."""
        data = self.cleaned_data
        return ManualEntry(
            submission_key=data["key"].hex,
            source=Source(data["source"]),
            received_at=data["received"],
            language=data["language"],
            answers=self.answers(),
            purpose="\n".join(purpose.text(data["language"]) for purpose in data["purposes"]),
            purpose_ids=[purpose.pk for purpose in data["purposes"]],
            notice_method=NoticeMethod(data["told"]),
            acknowledge=data["acknowledge"],
        )


class ManualEntryView(DeskScreen):
    """Shows the form, and shows it again, text and all, when something is amiss."""

    question = staticmethod(may_handle_inquiries)
    template_name = "contact/admin/record_manually.html"
    page_title = gettext_lazy("Take down an inquiry")
    header_icon = "plus"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(ManualEntryForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ManualEntryForm(request.POST)
        if not form.is_valid():
            return self.show(form, _("Nothing was saved: something is missing below."))
        try:
            inquiry = record_inquiry_manually(entry=form.taken(), actor=self.person)
        except NoPolicy:
            return self.show(form, _("Nothing was saved: no privacy policy is in force. Please tell legal."))
        except InquiryErased:
            return self.show(
                form, _("This was saved before and has been deleted since. Open the form anew to save it.")
            )
        messages.success(request, _("Inquiry %(reference)s is taken down.") % {"reference": inquiry.reference})
        return redirect("inquiries:inquiry", inquiry.reference)

    def show(self, form: ManualEntryForm, told: str = "") -> HttpResponse:
        if told:
            messages.error(self.request, told)
        context: dict[str, Any] = self.get_context_data(form=form)
        return self.render_to_response(context)
