"""The screen on which the desk says which products an inquiry is about."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from contact.admin.base import InquiryFormScreen, Text
from contact.admin.fields import TopicsField, names_of_topics
from contact.inquiries.handling import InvalidTransition
from contact.inquiries.topics import change_topics
from contact.models import Inquiry
from contact.permissions import may_handle_inquiries
from contact.text.answers import topic_names
from contact.text.question_kinds import ABOUT


class TopicsForm(forms.Form):
    """The products of an inquiry; none ticked: it is about none."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, inquiry: Inquiry, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields[ABOUT] = TopicsField(topic_names(inquiry.answers))


class TopicsView(InquiryFormScreen):
    """Changes the products, unless the inquiry was changed since it was shown."""

    may_access = staticmethod(may_handle_inquiries)
    template_name = "contact/admin/inquiry/topics.html"
    form_class = TopicsForm
    invalid_message = gettext_lazy("Nothing was saved: something is missing below.")
    refusals = {
        InvalidTransition: gettext_lazy(
            "Nothing was saved: this is suspected spam, or the writer has stopped the use of it."
        ),
    }

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.inquiry.version, ABOUT: list(topic_names(self.inquiry.answers))}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"inquiry": self.inquiry}

    def save(self, form: TopicsForm) -> Text:
        kept = topic_names(self.inquiry.answers)
        change_topics(
            inquiry=self.inquiry,
            names=names_of_topics(form.cleaned_data[ABOUT], self.inquiry.language, kept),
            version=form.cleaned_data["version"],
            actor=self.user,
        )
        return gettext_lazy("Inquiry %(reference)s is saved.")
