"""The form in which the desk takes down what it was told: the core of the contact form, and how it came."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from cluster_cms import clock
from cluster_cms.languages import JAPANESE
from cluster_cms.privacy.records import Purpose
from contact.answers import Answer
from contact.correspondence.forms import KeyField, MomentField
from contact.form.forms import core_fields
from contact.kinds import SUBJECT, Kind, SubjectKind
from contact.pages import ContactPage
from contact.records import Source, Told
from contact.records.inquiry import LANGUAGE_NAMES
from contact.taking_down import TakenDown

OPTIONAL = ("company", "name", "mail", "phone")
KINDS = {"subject": SUBJECT, "message": str(Kind.LONG_TEXT)}


def usual_purposes() -> list[Purpose]:
    """Return what the contact form names: the same desk takes the same kind of inquiry."""
    page = ContactPage.objects.live().filter(locale__language_code=JAPANESE).first()
    return list(page.purposes_in_order) if page else []


class TakingDownForm(forms.Form):
    use_required_attribute = False

    key = KeyField()
    source = forms.ChoiceField(
        label=_("How it came"), choices=[one for one in Source.choices if one[0] != Source.WEB], initial=Source.PHONE
    )
    received = MomentField(label=_("Received (JST)"), error_messages={"required": _("Write when it came")})
    language = forms.ChoiceField(
        label=_("Language of the person"), choices=LANGUAGE_NAMES, help_text=_("Replies and mails are in this language")
    )
    purposes = forms.ModelMultipleChoiceField(
        Purpose.objects.none(),
        label=_("Purpose of use"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose for what the data may be used")},
    )
    told = forms.ChoiceField(
        label=_("How the person was told of it"),
        choices=[one for one in Told.choices if one[0] != Told.FORM],
        initial=Told.SPOKEN,
    )
    acknowledge = forms.BooleanField(label=_("Send an acknowledgement by mail"), required=False)

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

    def taken(self) -> TakenDown:
        """Return the content of a valid form."""
        data = self.cleaned_data
        return TakenDown(
            submission_key=data["key"].hex,
            source=Source(data["source"]),
            received_at=data["received"],
            language=data["language"],
            answers=self.answers(),
            purposes=list(data["purposes"]),
            told=Told(data["told"]),
            acknowledge=data["acknowledge"],
        )
