"""The screen that records an inquiry which came by telephone, letter, fax or in person."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cluster_cms import clock
from cluster_cms.pages.languages import JAPANESE
from cluster_cms.privacy.models import Purpose
from contact.admin.base import DeskFormScreen
from contact.admin.fields import PastMomentField, SubmissionKeyField, TopicsField, names_of_topics
from contact.inquiries.manual_entry import ManualEntry, NoPolicy, record_inquiry_manually
from contact.inquiries.receive import InquiryErased
from contact.models import NoticeMethod, Source
from contact.models.inquiry import LANGUAGE_NAMES
from contact.pages import ContactPage
from contact.permissions import may_handle_inquiries
from contact.public.form import core_fields
from contact.text.answers import Answer, topics_answer
from contact.text.question_kinds import ABOUT, SUBJECT, Kind, SubjectKind

OPTIONAL = ("company", "name", "mail", "phone")
KINDS = {"subject": SUBJECT, "message": str(Kind.LONG_TEXT)}


def usual_purposes() -> list[Purpose]:
    """Return the purposes that the Japanese contact form states."""
    page = ContactPage.objects.live().filter(locale__language_code=JAPANESE).first()
    return list(page.purposes_in_order) if page else []


class ManualEntryForm(forms.Form):
    """The fields of the contact form, with how and when the inquiry came; most of them are optional here."""

    use_required_attribute = False

    key = SubmissionKeyField()
    source = forms.ChoiceField(
        label=gettext_lazy("How it came"),
        choices=[one for one in Source.choices if one[0] != Source.WEB],
        initial=Source.PHONE,
    )
    received = PastMomentField(
        label=gettext_lazy("Received (JST)"), error_messages={"required": gettext_lazy("Write when it came")}
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the person"),
        choices=LANGUAGE_NAMES,
        help_text=gettext_lazy("Replies and emails are in this language"),
    )
    purposes: "forms.ModelMultipleChoiceField[Purpose]" = forms.ModelMultipleChoiceField(
        Purpose.objects.none(),
        label=gettext_lazy("Purpose of use"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose for what the data may be used")},
    )
    notice_method = forms.ChoiceField(
        label=gettext_lazy("How the person was told of it"),
        choices=[one for one in NoticeMethod.choices if one[0] != NoticeMethod.FORM],
        initial=NoticeMethod.SPOKEN,
    )
    acknowledge = forms.BooleanField(label=gettext_lazy("Send an acknowledgement by email"), required=False)

    field_order = (
        "key",
        "source",
        "received",
        "language",
        ABOUT,
        *core_fields(),
        "purposes",
        "notice_method",
        "acknowledge",
    )

    def __init__(self, data: QueryDict | None = None, **options: Any) -> None:
        super().__init__(data, auto_id="inquiry-%s", **options)
        purposes = self.fields["purposes"]
        if isinstance(purposes, forms.ModelMultipleChoiceField):
            purposes.queryset = Purpose.objects.in_use()
        self.fields |= core_fields()
        topics = TopicsField()
        if topics.choices:
            self.fields[ABOUT] = topics
        for name in OPTIONAL:
            self.fields[name].required = False
        choices = [("", _("Please choose")), *SubjectKind.choices]
        missing = {"required": _("Choose a subject")}
        self.fields["subject"] = forms.ChoiceField(label=_("Subject"), choices=choices, error_messages=missing)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("acknowledge") and not data.get("mail") and not self.has_error("mail"):
            self.add_error("mail", _("An acknowledgement needs an email address"))
        return data

    def answers(self) -> list[Answer]:
        """Return the answers, each with its question in the language of the person."""
        language, topics = self.cleaned_data["language"], self.cleaned_data.get(ABOUT)
        with translation.override(language):
            about = [topics_answer(names_of_topics(topics, language))] if topics else []
            return about + [
                Answer(
                    key=name,
                    label=str(field.label),
                    kind=KINDS.get(name, str(Kind.TEXT)),
                    value=self.cleaned_data[name],
                )
                for name, field in core_fields().items()
            ]

    def manual_entry(self) -> ManualEntry:
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
            notice_method=NoticeMethod(data["notice_method"]),
            acknowledge=data["acknowledge"],
        )


class ManualEntryView(DeskFormScreen):
    """Records an inquiry on behalf of the person whose inquiry it is."""

    may_access = staticmethod(may_handle_inquiries)
    template_name = "contact/admin/inbox/record_manually.html"
    page_title = gettext_lazy("Take down an inquiry")
    header_icon = "plus"
    form_class = ManualEntryForm
    invalid_message = gettext_lazy("Nothing was saved: something is missing below.")
    refusals = {
        NoPolicy: gettext_lazy("Nothing was saved: no privacy policy is in force. Please tell legal."),
        InquiryErased: gettext_lazy("This was saved before and has been deleted since. Open the form anew to save it."),
    }

    def get_initial(self) -> dict[str, Any]:
        return {"received": clock.now(), "purposes": usual_purposes()}

    def save(self, form: ManualEntryForm) -> str:
        inquiry = record_inquiry_manually(entry=form.manual_entry(), actor=self.user)
        self.success_url = reverse("inquiries:inquiry", args=[inquiry.reference])
        return _("Inquiry %(reference)s is taken down.") % {"reference": inquiry.reference}
