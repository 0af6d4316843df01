"""The forms of the page of one's own data."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cluster_cms.text import cleaning
from contact.text.form_fields import LONG, CleanedField, MailField, PhoneField

WITHOUT_REFERENCES = _("I have lost the reference: do it after this time, unless somebody objects")


class OwnDataForm(forms.Form):
    """A form whose errors are also listed on top."""

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(data, auto_id="field-%s", **options)

    def problems(self) -> list[tuple[str, str]]:
        """Return the id of the field and the text of each error."""
        return [(self[name].auto_id, str(error)) for name, errors in self.errors.items() for error in errors]


class LinkRequestForm(OwnDataForm):
    mail = MailField(
        label=_("The email address of your inquiry"),
        help_text=_("We send a link to it, which works for 30 minutes and once. You see the same page in any case"),
        error_messages={"required": _("Enter your email address")},
        attrs={"class": "input", "autocomplete": "email"},
    )


class DeletionForm(OwnDataForm):
    """Deletes open inquiries only when that is ticked as well."""

    sure = forms.BooleanField(
        label=_("I understand that this cannot be undone"),
        error_messages={"required": _("Tick the box first: what is deleted cannot be brought back")},
    )
    also_open = forms.BooleanField(
        label=_("Also delete the inquiries that are still being answered; then no answer comes"), required=False
    )
    without_references = forms.BooleanField(label=WITHOUT_REFERENCES, required=False)


class StopForm(OwnDataForm):
    """Stops the use of open inquiries whose references are lost only when that is ticked."""

    without_references = forms.BooleanField(label=WITHOUT_REFERENCES, required=False)


class CorrectionForm(OwnDataForm):
    """What can be corrected of one inquiry; an unchanged field stays as it is."""

    name = CleanedField(label=_("Your name"), max_length=100, error_messages={"required": _("Enter your name")})
    company = CleanedField(label=_("Company or organisation"), required=False)
    phone = PhoneField(label=_("Telephone"), required=False)
    addition = CleanedField(
        label=_("Add to your message"),
        help_text=_("It is put below what you wrote, with the date of today"),
        clean_text=cleaning.tidy,
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    mail = MailField(
        label=_("New email address"),
        help_text=_("Only if it changes. It counts once you open the link that we send to the new address"),
        required=False,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"
