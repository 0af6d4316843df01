"""The forms in which the desk writes about one inquiry: note, reply, reply given elsewhere."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.template.defaultfilters import filesizeformat
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms.text import cleaning
from contact.admin.fields import PastMomentField, SubmissionKeyField
from contact.admin.transfer_form import DestinationForm
from contact.inquiries.attachments import mailed_size
from contact.inquiries.messages import ConversationEntry, conversation_of
from contact.inquiries.replies import STATUS_AFTER_REPLY, address_of, is_their_own
from contact.inquiries.reply_questions import digest, questions_about
from contact.mails.letterhead import company_domains
from contact.mails.reply_mail import first_subject, salutation
from contact.models import Inquiry, Recipient, ReplyTemplate
from contact.text.form_fields import CleanedField, MailField
from contact.transfers.destination import Destination
from library.attachable import AttachableFile, attachable_files

MAX_TEXT = 20_000  # characters
MAX_SUBJECT = 200
MAX_MAIL = 10 * 1024 * 1024  # bytes of a whole mail; many servers take no more
TEXT_OF_MAIL = 200 * 1024  # bytes of it for text and headers


def long_text(rows: int = 10, **options: Any) -> CleanedField:
    """Return a field for a text of many lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return CleanedField(clean_text=cleaning.tidy, max_length=MAX_TEXT, widget=widget, **options)


class CorrespondenceForm(forms.Form):
    """Base of the forms: saved once by its `key`, and only while the inquiry has the `version` that was shown."""

    id_prefix = ""
    draft_saved_at: datetime | None = None  # when what it shows was kept, where it is a draft
    is_redisplayed = False  # refused, so that the section of the page that holds it is opened
    use_required_attribute = False  # the error messages are ours, not the browser's

    key = SubmissionKeyField()
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        inquiry: Inquiry,
        initial: dict[str, Any] | None = None,
        **options: Any,
    ) -> None:
        self.inquiry = inquiry
        first = {"key": uuid4(), "version": inquiry.version, **self.first_texts(), **(initial or {})}
        super().__init__(data, auto_id=f"{self.id_prefix}-%s", initial=first, **options)

    def first_texts(self) -> dict[str, Any]:
        """Return the texts that an empty form begins with, by field."""
        return {}

    def for_current_version(self, **changes: Any) -> "CorrespondenceForm":
        """Return an unbound form that holds everything typed and the version of the inquiry as it is now."""
        typed = {name: self[name].value() for name in self.fields}
        return type(self)(inquiry=self.inquiry, initial={**typed, "version": self.inquiry.version, **changes})


class NoteForm(CorrespondenceForm):
    """A note for the desk; disclosed to the person only when it is marked so."""

    id_prefix = "note"

    text = long_text(rows=3, label=_("New note"), error_messages={"required": _("Write the note")})
    disclosable = forms.BooleanField(label=_("May be disclosed to the person"), required=False)


def status_afterwards() -> forms.ChoiceField:
    """Return a field for the status of the inquiry after a reply."""
    choices = [(status.value, status.label) for status in STATUS_AFTER_REPLY]
    return forms.ChoiceField(label=_("Status afterwards"), choices=choices, initial=STATUS_AFTER_REPLY[0])


class ExternalReplyForm(CorrespondenceForm):
    """A reply that was given by another channel, for example by telephone."""

    id_prefix = "elsewhere"

    body = long_text(
        rows=4,
        label=_("What was replied, and by which way"),
        error_messages={"required": _("Write what was replied")},
    )
    at = PastMomentField(label=_("When (JST); empty means now"), required=False)
    then = status_afterwards()


class ReplyForm(CorrespondenceForm, DestinationForm):
    """A reply to the address that the person gave, or to another one together with its recipient."""

    id_prefix = "reply"
    recipients = tuple(Recipient)

    subject = CleanedField(
        label=pgettext_lazy("mail", "Subject"),
        max_length=MAX_SUBJECT,
        error_messages={"required": _("Write a subject")},
    )
    body = long_text(rows=12, label=_("Reply"), error_messages={"required": _("Write the reply")})
    documents = forms.TypedMultipleChoiceField(
        label=_("Documents of the library"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The newest revision goes with the reply, as it is when you send it. All together up to 7 MB."),
        error_messages={"invalid_choice": _("A chosen document is not on the site any more. Look at the list again")},
    )
    then = status_afterwards()
    other = MailField(
        label=_("Send it to another address instead"),
        required=False,
        help_text=_("Leave this empty to write to the person. Say below who receives the data at the other address."),
    )
    # The newest message when the form was first shown, and the newest one that has come since and was read.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    acknowledged = forms.CharField(required=False)
    checked = forms.CharField(required=False)  # which questions about the words were answered with yes
    template = forms.ModelChoiceField(
        ReplyTemplate.objects.all(), label=_("Reply template"), required=False, empty_label=_("Please choose")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offered = attachable_files(self.inquiry.language)
        documents = self.fields["documents"]
        if isinstance(documents, forms.ChoiceField):
            documents.choices = [(file.document_id, file.label) for file in self.offered]
        recipient = self.fields["to_recipient"]
        recipient.required = False  # to the person's own address nothing is asked
        recipient.help_text = _(
            "The desk itself means: those who handle inquiries. Inside the company means: an address that ends with "
            "%(domains)s. Neither needs a ground, nor does the person; every other receiver does."
        ) % {"domains": ", ".join(f"@{domain}" for domain in sorted(company_domains()))}

    def first_texts(self) -> dict[str, Any]:
        newest = self.inquiry.messages.order_by("recorded_at", "pk").last()
        texts = {"subject": first_subject(self.inquiry), "body": salutation(self.inquiry)}
        return {**texts, "seen": str(newest.pk) if newest else ""}

    @cached_property
    def unseen(self) -> list[ConversationEntry]:
        """Return the messages stored since the form was first shown; all where that cannot be told.

        None for a reply that was saved already: it is not sent a second time.
        """
        if self.is_bound and self.inquiry.messages.filter(pk=self.cleaned_data["key"]).exists():
            return []
        entries = sorted(conversation_of(self.inquiry), key=lambda one: (one.message.recorded_at, one.message.pk))
        ids = [str(entry.message.pk) for entry in entries]
        seen = self["seen"].value()
        return entries[ids.index(seen) + 1 :] if seen in ids else entries

    @cached_property
    def questions(self) -> list[str]:
        """Return what is asked about the words before they leave."""
        if not self.is_bound or "body" in self.errors:
            return []
        text = f"{self.cleaned_data.get('subject', '')}\n{self.cleaned_data.get('body', '')}"
        return questions_about(inquiry=self.inquiry, text=text, attachments=len(self.chosen_files()))

    @property
    def answer(self) -> str:
        """Return the value of the box that says yes to all of them."""
        return digest(self.questions)

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if "preview" not in self.data and self.questions and found.get("checked") != self.answer:
            self.add_error("checked", _("Look at the questions, and tick the box if the reply is right as it is"))
        if found.get("body", "").strip() == salutation(self.inquiry).strip():
            self.add_error("body", self.fields["body"].error_messages["required"])
        if self.unseen and found.get("acknowledged") != str(self.unseen[-1].message.pk):
            self.add_error("acknowledged", _("Read what has come meanwhile, and tick that your reply goes out as well"))
        chosen = [file.size for file in self.chosen_files()]
        if mailed_size(chosen) > MAX_MAIL - TEXT_OF_MAIL:
            sentence = _("Together they have %(size)s, too much for one email. Choose fewer documents")
            self.add_error("documents", sentence % {"size": filesizeformat(sum(chosen))})
        recipient, other = self.fields["to_recipient"], found.get("other", "")
        if self.goes_to_third_party() and not found.get("to_recipient") and "to_recipient" not in self.errors:
            self.add_error("to_recipient", recipient.error_messages["required"])
        if found.get("to_recipient") and not other and "other" not in self.errors:
            self.add_error("other", _("Write the address of whoever receives it, or empty the form and start again"))
        return found

    def goes_to_third_party(self) -> bool:
        """Tell whether another address than the person's own was entered."""
        other = self.cleaned_data.get("other", "")
        return bool(other) and not is_their_own(self.inquiry, other)

    def recipient(self) -> tuple[str, Destination | None]:
        """Return the address, and the recipient of the data there; None when the address is the person's own."""
        if self.goes_to_third_party():
            return self.cleaned_data["other"], self.destination()
        return address_of(self.inquiry), None

    def chosen_files(self) -> list[AttachableFile]:
        """Return the files that are chosen, valid or not."""
        chosen = {str(one) for one in self["documents"].value() or []}
        return [file for file in self.offered if str(file.document_id) in chosen]

    def names_third_party(self) -> bool:
        """Tell whether the section about another address holds anything, so that it is shown open."""
        return bool(self["other"].value() or self["to_recipient"].value())

    def with_template(self, text: str) -> CorrespondenceForm:
        """Return an unbound form that holds everything typed and, below it, the text of a reply template."""
        typed = str(self["body"].value() or "").rstrip()
        form = self.for_current_version()
        form.initial.update(body="\n\n".join(filter(None, [typed, text])), version=self["version"].value())
        return form
