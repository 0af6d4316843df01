"""Notes and messages of an inquiry: write a note, attach a pasted email, list the conversation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils.translation import pgettext

from cluster_cms import clock
from cluster_cms.erasures.erasing import Erasure
from cluster_cms.mail.outbox import FAILED, PROMPT, MailState, OutboxMail
from cluster_cms.security import audit, crypto
from cluster_cms.security.accounts import User
from contact.inquiries.attachments import keep_mail_files
from contact.inquiries.desk_drafts import discard_draft
from contact.inquiries.handling import (
    TRANSITION_FIELDS,
    Data,
    InvalidTransition,
    check_version,
    lock,
    save_change,
    transition,
)
from contact.inquiries.history import name_of, people_of
from contact.mails.colleague_mails import ColleagueEvent, wants
from contact.mails.person_act_notice import PersonAct, queue_person_act
from contact.mails.reply_mail import REPLY
from contact.models import Direction, DraftForm, EmailOriginal, Inquiry, Message, MessageChannel, Note, Status
from contact.search.scanning import refresh_search_text
from contact.text.pasted_mail import Attachment

EMAIL_ADDED, ORIGINAL_DOWNLOADED = "inquiry.email_added", "inquiry.original_downloaded"
EMAIL_FINGERPRINT_CONTEXT = "email.fingerprint"
MESSAGE_KIND, NOTE_KIND = "message", "note"  # in the erasure journal
Record = TypeVar("Record", Message, Note)
NOT_REOPENED = (Status.NEW, Status.OPEN)  # keep their status when a mail is added


class CorrespondenceErased(Exception):
    """The key was used before, and what was stored under it has been removed since."""


class KeyReused(Exception):
    """The form was saved before with other words, for example by the Back button; these were not saved."""


def find_saved(model: type[Record], key: UUID, **words: str) -> Record | None:
    """Return what was saved under the key of a form, or None. Raises KeyReused where it says something else."""
    known = model.objects.filter(pk=key).first()
    if known and any((getattr(known, name) or "") != text for name, text in words.items()):
        raise KeyReused
    return known


@transaction.atomic
def write_note(*, inquiry: Inquiry, key: UUID, text: str, disclosable: bool, version: int, actor: User) -> Note:
    """Store a note, once for each key.

    Raises StaleVersion, KeyReused, CorrespondenceErased, and Inquiry.DoesNotExist where the inquiry was deleted.
    """
    inquiry = lock(inquiry)
    if known := find_saved(Note, key, text=text):
        return known
    check_not_erased(NOTE_KIND, key)
    check_version(inquiry, version)
    note = Note.objects.create(pk=key, inquiry=inquiry, text=text, disclosable=disclosable, author_id=actor.pk)
    discard_draft(inquiry=inquiry, form=DraftForm.NOTES, actor=actor)
    refresh_search_text(inquiry)
    save_change(inquiry, act="inquiry.noted", actor=actor)
    return note


@dataclass(frozen=True, kw_only=True)
class EmailRecord:
    """A mail of the writer as the clerk has confirmed it; `original` are its bytes, or those of the pasted text."""

    text: str
    sender: str
    subject: str
    at: datetime
    message_id: str
    attachments: Sequence[Attachment]
    original: bytes
    is_source: bool


@transaction.atomic
def attach_email(*, inquiry: Inquiry, key: UUID, mail: EmailRecord, version: int, actor: User) -> Message:
    """Store a mail of the writer, once for each key, and reopen the inquiry unless its use was stopped.

    Raises StaleVersion, KeyReused, InvalidTransition for suspected spam, CorrespondenceErased, and Inquiry.DoesNotExist
    where the inquiry was deleted.
    """
    inquiry = lock(inquiry)
    if known := find_saved(Message, key, body=mail.text):
        return known
    check_not_erased(MESSAGE_KIND, key)
    check_version(inquiry, version)
    if inquiry.status == Status.SPAM:
        raise InvalidTransition
    message = store_email(inquiry, key, mail, actor)
    refresh_search_text(inquiry)
    put_to_work(inquiry, message, act=EMAIL_ADDED, actor=actor)
    return message


def store_email(
    inquiry: Inquiry,
    key: UUID,
    mail: EmailRecord,
    actor: User | None,
    *,
    channel: MessageChannel = MessageChannel.PASTED,
) -> Message:
    """Store a mail of the writer with its files and its original, and tell the assignee."""
    message = Message.objects.create(
        pk=key,
        inquiry=inquiry,
        direction=Direction.IN,
        channel=channel,
        subject=mail.subject or None,
        address=mail.sender or None,
        body=mail.text,
        language=inquiry.language,
        author_id=actor.pk if actor else None,
        at=mail.at,
        message_id=mail.message_id or None,
        email_fingerprint=email_fingerprint(mail.message_id, mail.text),
    )
    if left := keep_mail_files(message, mail.attachments, actor):
        message.attachments = [one.listed() for one in left]
        message.save(update_fields=["attachments"])
    EmailOriginal.objects.create(message=message, content=mail.original, is_source=mail.is_source)
    tell_of_email(inquiry, actor)
    return message


def tell_of_email(inquiry: Inquiry, actor: User | None) -> None:
    """Mail the assignee once, however many mails come before the inquiry is opened again.

    Without an assignee the desk, unless somebody of it adds the mail. Nobody is told of their own act.
    """
    known = actor is not None and (
        inquiry.assignee is None or inquiry.assignee == actor or not wants(inquiry.assignee, ColleagueEvent.MESSAGE)
    )
    if inquiry.read_at is not None and not known:
        queue_person_act(PersonAct.MAILED, [(inquiry.reference, inquiry.assignee_id)])


def put_to_work(
    inquiry: Inquiry, message: Message, *fields: str, act: str, actor: User | None, data: Data | None = None
) -> None:
    """Reopen a locked inquiry for a mail of the writer, unless its use was stopped, and save more `fields` of it.

    What it was before is kept with the message, so that a mail kept in the wrong place can leave as it came.
    """
    if inquiry.status in NOT_REOPENED or inquiry.restricted_at is not None:
        inquiry.last_act_at = clock.now()
        save_change(inquiry, "last_act_at", *fields, act=act, actor=actor, data=data)
        return
    before = state_to_restore(inquiry)
    inquiry.save(update_fields=fields)
    message.replaced_state = before
    message.save(update_fields=["replaced_state"])
    transition(inquiry, Status.OPEN, actor, act=act, data=data)


def state_to_restore(inquiry: Inquiry) -> dict[str, Any]:
    """Return what the next change may replace of an inquiry, with the version after it."""
    before = {name: None if (value := getattr(inquiry, name)) is None else str(value) for name in TRANSITION_FIELDS}
    return {"version": inquiry.version + 1, **before}


def email_fingerprint(message_id: str, text: str) -> str:
    """Return the keyed hash by which the same mail is found: of its Message-ID, else of its text."""
    return crypto.lookup_hash(message_id or text, purpose=EMAIL_FINGERPRINT_CONTEXT)


def kept_with(fingerprint: str) -> list[str]:
    """Return the references of the inquiries with which a mail is kept already."""
    found = Message.objects.filter(email_fingerprint=fingerprint).order_by("recorded_at")
    return list(dict.fromkeys(found.values_list("inquiry__reference", flat=True)))


def check_not_erased(kind: str, key: UUID) -> None:
    """Raise CorrespondenceErased where this was stored before and has been removed: it must not come back."""
    if Erasure.objects.filter(kind=kind, record=key).exists():
        raise CorrespondenceErased


@transaction.atomic
def download_original(*, inquiry: Inquiry, message: UUID, actor: User) -> EmailOriginal:
    """Return the original of a mail, and record that it is downloaded. Raises EmailOriginal.DoesNotExist."""
    original = EmailOriginal.objects.select_related("message").get(message=message, message__inquiry=inquiry)
    audit.record(ORIGINAL_DOWNLOADED, actor=actor, subject=inquiry.reference)
    return original


@dataclass(frozen=True)
class ConversationEntry:
    """One message for display. `mail` is None where none is sent, or where the outbox has deleted it after sending."""

    message: Message
    who: str
    mail: OutboxMail | None

    @property
    def is_ours(self) -> bool:
        return self.message.direction == Direction.OUT

    @property
    def may_leave(self) -> bool:
        """Tell whether it may be moved or removed: what was sent from here is a fact."""
        return self.message.channel != MessageChannel.HERE

    @property
    def has_failed(self) -> bool:
        """Tell whether the mail was refused, given up or came back, and nobody has dealt with it."""
        return self.mail is not None and self.mail.state in FAILED

    @property
    def was_sent(self) -> bool:
        return self.mail is not None and self.mail.state == MailState.SENT

    @property
    def is_delayed(self) -> bool:
        """Tell whether the mail has not left for more than five minutes."""
        unsent = self.mail is not None and self.mail.state in (MailState.QUEUED, MailState.SENDING)
        return self.mail is not None and unsent and self.mail.created_at < clock.now() - PROMPT

    @property
    def state(self) -> str:
        """Return the state of the mail in words; the outbox deletes only mails sent a month ago."""
        if self.message.awaits_reader:
            return pgettext("reply", "Waits for a second reader")
        if self.message.channel != MessageChannel.HERE:
            return str(self.message.get_channel_display())
        return str(self.mail.get_state_display() if self.mail else pgettext("mail", "Sent"))


def conversation_of(inquiry: Inquiry) -> list[ConversationEntry]:
    """Return the messages of an inquiry, the oldest first."""
    found = inquiry.messages.select_related("original").defer("original__content")
    messages = list(found.prefetch_related("attached_files"))
    mails = {mail.record: mail for mail in OutboxMail.objects.about(inquiry.reference).filter(kind=REPLY)}
    people = people_of(message.author_id for message in messages)
    return [
        ConversationEntry(message, name_of(message.author_id, people), mails.get(str(message.pk)))
        for message in messages
    ]


def notes_of(inquiry: Inquiry) -> list[tuple[Note, str, str]]:
    """Return the notes of an inquiry with the names of their authors, and of the colleague whom a note asks."""
    notes = list(inquiry.notes.select_related("asked"))
    asked = {note.pk: note.asked.colleague_id for note in notes if hasattr(note, "asked")}
    people = people_of([*(note.author_id for note in notes), *asked.values()])
    names = {pk: name_of(colleague, people) for pk, colleague in asked.items()}
    return [(note, name_of(note.author_id, people), names.get(note.pk, "")) for note in notes]
