"""Notes and messages of an inquiry: write a note, attach a pasted email, list the conversation."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import pgettext

from cluster_cms import clock
from cluster_cms.mail.outbox import MailState, OutboxMail
from cluster_cms.security.accounts import User
from contact.inquiries.handling import InvalidTransition, check_version, lock, save_change, transition
from contact.inquiries.history import name_of, people_of
from contact.mails.reply_mail import REPLY
from contact.models import Direction, Inquiry, Message, MessageChannel, Note, Status
from contact.search.scanning import refresh_search_text
from contact.text.email_headers import read_headers

EMAIL_ADDED = "inquiry.email_added"
NOT_REOPENED = (Status.NEW, Status.OPEN)  # keep their status when a mail is added


@transaction.atomic
def write_note(*, inquiry: Inquiry, key: UUID, text: str, disclosable: bool, version: int, actor: User) -> Note:
    """Store a note, once for each key. Raises StaleVersion, and Inquiry.DoesNotExist where the inquiry was deleted."""
    inquiry = lock(inquiry)
    if known := Note.objects.filter(pk=key).first():
        return known
    check_version(inquiry, version)
    note = Note.objects.create(pk=key, inquiry=inquiry, text=text, disclosable=disclosable, author_id=actor.pk)
    refresh_search_text(inquiry)
    save_change(inquiry, act="inquiry.noted", actor=actor)
    return note


@transaction.atomic
def attach_email(*, inquiry: Inquiry, key: UUID, text: str, at: datetime | None, version: int, actor: User) -> Message:
    """Store a pasted mail of the writer, once for each key, and reopen the inquiry unless its use was stopped.

    `at` is when the mail came, used where its headers hold no date. Raises StaleVersion, InvalidTransition for
    suspected spam, and Inquiry.DoesNotExist where the inquiry was deleted.
    """
    inquiry = lock(inquiry)
    if known := Message.objects.filter(pk=key).first():
        return known
    check_version(inquiry, version)
    if inquiry.status == Status.SPAM:
        raise InvalidTransition
    mail = store_email(inquiry, key, text, at, actor)
    refresh_search_text(inquiry)
    if inquiry.status in NOT_REOPENED or inquiry.restricted_at is not None:
        save_change(inquiry, act=EMAIL_ADDED, actor=actor)
    else:
        transition(inquiry, Status.OPEN, actor, act=EMAIL_ADDED)
    return mail


def store_email(inquiry: Inquiry, key: UUID, text: str, at: datetime | None, actor: User) -> Message:
    """Store the text as it was pasted, headers included, and what the headers say in columns of their own."""
    headers = read_headers(text)
    return Message.objects.create(
        pk=key,
        inquiry=inquiry,
        direction=Direction.IN,
        channel=MessageChannel.PASTED,
        subject=headers.subject or None,
        address=headers.sender or None,
        body=text,
        language=inquiry.language,
        author_id=actor.pk,
        at=headers.at or at or clock.now(),
    )


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
    def is_parked(self) -> bool:
        return self.mail is not None and self.mail.state == MailState.DEAD_LETTERED

    @property
    def state(self) -> str:
        """Return the state of the mail in words; the outbox deletes only mails sent a month ago."""
        if self.message.channel != MessageChannel.HERE:
            return str(self.message.get_channel_display())
        return str(self.mail.get_state_display() if self.mail else pgettext("mail", "Sent"))


def conversation_of(inquiry: Inquiry) -> list[ConversationEntry]:
    """Return the messages of an inquiry, the oldest first."""
    messages = list(inquiry.messages.all())
    mails = {mail.record: mail for mail in OutboxMail.objects.about(inquiry.reference).filter(kind=REPLY)}
    people = people_of(message.author_id for message in messages)
    return [
        ConversationEntry(message, name_of(message.author_id, people), mails.get(str(message.pk)))
        for message in messages
    ]


def notes_of(inquiry: Inquiry) -> list[tuple[Note, str]]:
    """Return the notes of an inquiry with the names of their authors."""
    notes = list(inquiry.notes.all())
    people = people_of(note.author_id for note in notes)
    return [(note, name_of(note.author_id, people)) for note in notes]
