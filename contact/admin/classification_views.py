"""The screen on which the desk changes subject and language of an inquiry."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from contact.admin.base import InquiryFormScreen, Text
from contact.inquiries.classification import ConsentInLanguage, classify
from contact.inquiries.handling import InvalidTransition
from contact.models.inquiry import LANGUAGE_NAMES
from contact.permissions import may_handle_inquiries
from contact.text.question_kinds import SubjectKind


class ClassificationForm(forms.Form):
    """Subject and language."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    subject = forms.ChoiceField(label=pgettext_lazy("inquiry", "Subject"), choices=SubjectKind.choices)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=LANGUAGE_NAMES,
        help_text=gettext_lazy("Replies, their templates and further emails to the writer are in this language."),
    )


class ClassificationView(InquiryFormScreen):
    """Changes subject and language, unless the inquiry was changed since it was shown."""

    may_access = staticmethod(may_handle_inquiries)
    template_name = "contact/admin/inquiry/classification.html"
    form_class = ClassificationForm
    invalid_message = gettext_lazy("Nothing was saved: choose from the list.")
    refusals = {
        InvalidTransition: gettext_lazy(
            "Nothing was saved: this is suspected spam, or the writer has stopped the use of it."
        ),
        ConsentInLanguage: gettext_lazy(
            "Nothing was saved: a consent was asked for in the present language, and its links work in that one alone."
        ),
    }

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.inquiry, name) for name in ("version", "subject", "language")}

    def save(self, form: ClassificationForm) -> Text:
        data = form.cleaned_data | {"subject": SubjectKind(form.cleaned_data["subject"])}
        classify(inquiry=self.inquiry, actor=self.user, **data)
        return gettext_lazy("Inquiry %(reference)s is saved.")
