"""The form in which the desk keeps a mail of the writer, pasted in or uploaded; it asks where the mail is in doubt."""

import hashlib
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from cluster_cms import clock
from cluster_cms.clock import TOKYO, tokyo_time
from contact.admin.correspondence_forms import CorrespondenceForm
from contact.admin.fields import TokyoMomentField
from contact.inquiries.messages import EmailRecord, email_fingerprint, kept_with
from contact.text.form_fields import CleanedField
from contact.text.pasted_mail import NoMailFile, OutlookFile, PastedMail, TimeDoubt, read_file, read_paste

MAX_PASTED = 2_000_000  # characters; a mail with larger attachments comes as a file
MAX_FILE = 10 * 1024 * 1024  # bytes
CLOCK_SKEW = timedelta(minutes=10)  # that two computers may differ by
MAX_NAMED = 5  # references of other inquiries that are named
DIFFERS = gettext_lazy("The email says “%(said)s”. Leave here what is right, then press once more.")
CHANGED = gettext_lazy("The email is another one now. Check this, then press once more.")


def to_be_ticked(label: Any) -> forms.BooleanField:
    """Return a box that stays hidden until something is asked about."""
    return forms.BooleanField(label=label, required=False, widget=forms.HiddenInput)


class EmailForm(CorrespondenceForm):
    """A mail of the writer. What it says of itself is taken where that is certain, else the form is shown again with
    what could be read, and asks for the rest; `read` names the mail of which the fields were shown.
    """

    id_prefix = "mail"

    text = forms.CharField(
        label=gettext_lazy("The email: its source, or its text with the lines From, Subject and Date"),
        required=False,
        strip=False,
        max_length=MAX_PASTED,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "max_length": gettext_lazy(
                "This is longer than %(limit_value)d characters: save the email as a file instead"
            )
        },
    )
    file = forms.FileField(
        label=gettext_lazy("Or its file (.eml)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".eml,.emlx,message/rfc822"}),
        help_text=gettext_lazy("Surer than pasting, above all for emails with attachments. At most 10 MB"),
    )
    sender = CleanedField(label=gettext_lazy("Sender, if the email does not say"), required=False, max_length=500)
    subject = CleanedField(label=pgettext_lazy("mail", "Subject"), required=False, max_length=500)
    at = TokyoMomentField(label=gettext_lazy("Sent (JST), if the email does not say"), required=False)
    time_confirmed = to_be_ticked(gettext_lazy("Yes, this is when it was sent"))
    duplicate_confirmed = to_be_ticked(gettext_lazy("Yes, keep it here as well"))
    read = forms.CharField(required=False, widget=forms.HiddenInput)

    mail: PastedMail | None = None  # what was read

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > MAX_FILE:
            raise forms.ValidationError(
                _("The file is larger than 10 MB. Keep it elsewhere, and write a note about it")
            )
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.errors.keys() & {"text", "file"}:
            return data
        if bool(data["text"].strip()) == bool(data["file"]):
            if data["file"]:
                self.add_error("file", _("Paste the email or choose a file, not both"))
            else:
                self.add_error("text", _("Paste the email, or choose its file"))
            return data
        self.mail = self.read_mail()
        if self.mail:
            self.settle(self.mail)
            self.check_time(self.mail)
            self.check_duplicate(self.mail)
        if self.errors and data.get("file"):
            self.add_error("file", _("Choose the file once more: the browser does not keep it"))
        return data

    @cached_property
    def original(self) -> bytes:
        """Return the bytes of the file, or of the pasted text."""
        file = self.cleaned_data["file"]
        return bytes(file.read()) if file else str(self.cleaned_data["text"]).encode("utf-8", "replace")

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.original).hexdigest()

    def read_mail(self) -> PastedMail | None:
        if not self.cleaned_data["file"]:
            return read_paste(self.cleaned_data["text"])
        try:
            return read_file(self.original)
        except OutlookFile:
            text = _("This is a file of Outlook (.msg), which is not read here. Paste the email, or save it as .eml")
        except NoMailFile:
            text = _("This file is no email. Save the email as .eml, or paste it")
        self.add_error("file", text)
        return None

    def settle(self, mail: PastedMail) -> None:
        """Take what the mail says where nothing was written; ask where the two differ, and for a sender in doubt."""
        said: dict[str, Any] = {"sender": mail.sender, "subject": mail.subject, "at": mail.at}
        seen = self.data.get("read") == self.digest
        for name in said.keys() - self.errors.keys():
            self.settle_field(name, said[name], seen)
        if "sender" not in self.errors and not self.cleaned_data["sender"]:
            self.add_error("sender", _("The email does not name its sender. Write who sent it"))
        elif self.cleaned_data.get("sender") == mail.sender and not mail.address and not seen:
            self.add_error("sender", _("The email shows no address of its sender, or several. Check this"))
        self.show(said)

    def settle_field(self, name: str, said: Any, seen: bool) -> None:
        """Decide on one field; `seen` tells whether it was shown with what this mail says, so that it is confirmed."""
        written = self.cleaned_data[name]
        same = written == (in_minutes(said) if name == "at" else said)
        if same or (not written and not seen):
            self.cleaned_data[name] = said
        elif not seen and (said or self.data.get("read")):
            self.add_error(name, DIFFERS % {"said": as_text(said)} if said else CHANGED)

    def show(self, said: dict[str, Any]) -> None:
        """Fill the empty fields with what was read, for the form that is shown again."""
        filled = QueryDict(mutable=True)
        filled.update(self.data)
        filled["read"] = self.digest
        for name, value in said.items():
            if value and not filled.get(name):
                filled[name] = f"{value.astimezone(TOKYO):%Y-%m-%dT%H:%M}" if name == "at" else value
        self.data = filled

    def check_time(self, mail: PastedMail) -> None:
        """Ask for a time that is not certain, and whether one is right that is in the future or before the inquiry."""
        at = self.cleaned_data.get("at")
        if "at" in self.errors:
            return
        if at is None:
            self.add_error("at", TimeDoubt(mail.time.doubt or TimeDoubt.MISSING).label % {"time": mail.time.worded})
        elif at > clock.now() + CLOCK_SKEW:
            self.ask("time_confirmed", _("The email would come from the future: %(time)s (JST)"), at)
        elif at < self.inquiry.received_at - CLOCK_SKEW:
            self.ask("time_confirmed", _("The email would be older than the inquiry: %(time)s (JST)"), at)

    def ask(self, box: str, question: str, at: datetime | None = None, **values: str) -> None:
        """Show a box that has to be ticked before the mail is kept."""
        self.fields[box].widget = forms.CheckboxInput()
        if not self.cleaned_data.get(box):
            self.add_error(box, question % {"time": tokyo_time(at) if at else "", **values})

    def check_duplicate(self, mail: PastedMail) -> None:
        if found := kept_with(email_fingerprint(mail.message_id, mail.text)):
            text = _("The same email is kept already, with: %(references)s")
            self.ask("duplicate_confirmed", text, references=", ".join(found[:MAX_NAMED]))

    def record(self) -> EmailRecord:
        """Return the mail of a valid form."""
        data, mail = self.cleaned_data, self.mail
        if mail is None:
            raise ValueError("the form is not valid")
        return EmailRecord(
            text=mail.text,
            sender=data["sender"],
            subject=data["subject"],
            at=data["at"],
            message_id=mail.message_id,
            attachments=mail.attachments,
            original=self.original,
            is_source=mail.is_source,
        )


def in_minutes(at: datetime | None) -> datetime | None:
    """Return a time as its field shows it, without seconds."""
    return at.replace(second=0, microsecond=0) if at else None


def as_text(value: Any) -> str:
    return tokyo_time(value) if isinstance(value, datetime) else str(value)
