"""The forms in which the desk writes, each with the version it was written at and a key used once."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms import clock
from cluster_cms.clock import TOKYO
from contact.admin.transfer_form import DestinationForm
from contact.inquiries.replies import AFTERWARDS, address_of, is_their_own
from contact.mails.reply_mail import first_subject, salutation
from contact.models import Inquiry, ReplyTemplate
from contact.text import cleaning
from contact.text.form_fields import CleanedField, MailField
from contact.transfers.destination import Destination

LONGEST = 20_000  # characters of one text
SUBJECT = 200
EARLIEST = 2000  # year


class SubmissionKeyField(forms.UUIDField):
    """The key of what is written; one that was damaged on the way is replaced, so that nobody is stuck."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> UUID:
        try:
            found = super().clean(value)
        except ValidationError:
            return uuid4()
        return found if isinstance(found, UUID) else uuid4()


class MomentField(forms.DateTimeField):
    """A moment in Tokyo that is not to come, whatever time zone the person at the screen prefers."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    default_error_messages = {"invalid": _("Write date and time, for example 2026-12-01 14:05")}

    def prepare_value(self, value: Any) -> Any:
        return value.astimezone(TOKYO).replace(tzinfo=None) if isinstance(value, datetime) else value

    def to_python(self, value: Any) -> datetime | None:
        text = cleaning.narrow(str(value or "")).replace("/", "-")
        if not text:
            return None
        try:
            at = datetime.fromisoformat(text)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        at = at if at.tzinfo else at.replace(tzinfo=TOKYO)
        if at.year < EARLIEST:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if at > clock.now():
            raise ValidationError(_("This moment is still to come"))
        return at


def long_text(rows: int = 10, **options: Any) -> CleanedField:
    """Return a field for a text of many lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return CleanedField(clean_text=cleaning.tidy, max_length=LONGEST, widget=widget, **options)


class WritingForm(forms.Form):
    """Base of the forms in which something is written about one inquiry."""

    prefix_of_ids = ""
    comes_back = False  # with what was typed: its place on the page is then open
    use_required_attribute = False  # our own words tell what is missing

    key = SubmissionKeyField()
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, inquiry: Inquiry, **first: Any) -> None:
        initial = {"key": uuid4(), "version": inquiry.version, **self.first_words(inquiry), **first}
        super().__init__(data, auto_id=f"{self.prefix_of_ids}-%s", initial=initial)
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)  # the browser would cut what is pasted, without a word

    def first_words(self, _inquiry: Inquiry) -> dict[str, Any]:
        return {}

    def renewed(self, inquiry: Inquiry) -> "WritingForm":
        """Return the form with all that was typed, for the inquiry as it is now."""
        typed = {name: self[name].value() for name in self.fields}
        return type(self)(inquiry=inquiry, **(typed | {"version": inquiry.version}))


class NoteForm(WritingForm):
    prefix_of_ids = "note"

    text = long_text(rows=3, label=_("New note"), error_messages={"required": _("Write the note")})
    disclosable = forms.BooleanField(label=_("May be disclosed to the person"), required=False)


class MailForm(WritingForm):
    """A mail of the writer, pasted in."""

    prefix_of_ids = "mail"

    text = long_text(
        rows=6,
        label=_("The mail, with the lines From, Subject and Date if you have them"),
        error_messages={"required": _("Paste the mail")},
    )
    at = MomentField(label=_("Received (JST), if the mail does not say"), required=False)


def afterwards() -> forms.ChoiceField:
    choices = [(status.value, status.label) for status in AFTERWARDS]
    return forms.ChoiceField(label=_("Status afterwards"), choices=choices, initial=AFTERWARDS[0])


class ElsewhereForm(WritingForm):
    """A reply that was given by another way."""

    prefix_of_ids = "elsewhere"

    body = long_text(
        rows=4,
        label=_("What was replied, and by which way"),
        error_messages={"required": _("Write what was replied")},
    )
    at = MomentField(label=_("When (JST); empty means now"), required=False)
    then = afterwards()


class ReplyForm(WritingForm, DestinationForm):
    """A reply to the address that the person gave, or to another one of which is said who receives it."""

    prefix_of_ids = "reply"

    subject = CleanedField(
        label=pgettext_lazy("mail", "Subject"),
        max_length=SUBJECT,
        error_messages={"required": _("Write a subject")},
    )
    body = long_text(rows=12, label=_("Reply"), error_messages={"required": _("Write the reply")})
    then = afterwards()
    other = MailField(
        label=_("Send it to another address instead"),
        required=False,
        help_text=_("Leave this empty to write to the person. Say below who receives the data at the other address."),
    )
    template = forms.ModelChoiceField(
        ReplyTemplate.objects.all(), label=_("Reply template"), required=False, empty_label=_("Please choose")
    )

    def first_words(self, inquiry: Inquiry) -> dict[str, Any]:
        return {"subject": first_subject(inquiry), "body": salutation(inquiry)}

    def __init__(self, data: QueryDict | None = None, *, inquiry: Inquiry, **first: Any) -> None:
        super().__init__(data, inquiry=inquiry, **first)
        self.inquiry = inquiry
        self.fields["to_recipient"].required = False  # to the person's own address nothing is asked

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        recipient, other = self.fields["to_recipient"], found.get("other", "")
        if self.goes_elsewhere() and not found.get("to_recipient") and "to_recipient" not in self.errors:
            self.add_error("to_recipient", recipient.error_messages["required"])
        if found.get("to_recipient") and not other and "other" not in self.errors:
            self.add_error("other", _("Write the address of whoever receives it, or empty the form and start again"))
        return found

    def goes_elsewhere(self) -> bool:
        other = self.cleaned_data.get("other", "")
        return bool(other) and not is_their_own(self.inquiry, other)

    def recipient(self) -> tuple[str, Destination | None]:
        """Return the address, and who receives the data there when it is not the person's own."""
        if self.goes_elsewhere():
            return self.cleaned_data["other"], self.destination()
        return address_of(self.inquiry), None

    def asks_elsewhere(self) -> bool:
        """Tell whether the part about another address has to stand open."""
        return bool(self["other"].value() or self["to_recipient"].value())

    def with_template(self, text: str, inquiry: Inquiry) -> WritingForm:
        """Return the form with a text added below what was typed."""
        typed = str(self["body"].value() or "").rstrip()
        with_text = self.renewed(inquiry)
        with_text.initial["body"] = "\n\n".join(filter(None, [typed, text]))
        with_text.initial["version"] = self["version"].value()
        return with_text
