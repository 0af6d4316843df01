"""Notes and messages of an inquiry: write a note, attach a pasted email, list the conversation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import pgettext

from cluster_cms import clock
from cluster_cms.mail.outbox import MailState, OutboxMail
from cluster_cms.security.accounts import User
from contact.inquiries.handling import InvalidTransition, check_version, lock, record_change, transition
from contact.inquiries.history import name_of
from contact.mails.reply_mail import REPLY
from contact.models import Direction, Inquiry, Message, MessageChannel, Note, Status
from contact.search.scanning import refresh_search_text
from contact.text.email_headers import read_headers

EMAIL_ADDED = "inquiry.email_added"
AT_WORK = (Status.NEW, Status.OPEN)  # stay where they are


@transaction.atomic
def write_note(*, inquiry: Inquiry, key: UUID, text: str, disclosable: bool, version: int, actor: User) -> Note:
    """Keep a note, once for each key. Raises StaleVersion, and Inquiry.DoesNotExist when it was deleted."""
    inquiry = lock(inquiry)
    if known := Note.objects.filter(pk=key).first():
        return known
    check_version(inquiry, version)
    note = Note.objects.create(pk=key, inquiry=inquiry, text=text, disclosable=disclosable, author_id=actor.pk)
    refresh_search_text(inquiry)
    record_change(inquiry, "inquiry.noted", actor)
    return note


@transaction.atomic
def attach_email(*, inquiry: Inquiry, key: UUID, text: str, at: datetime | None, version: int, actor: User) -> Message:
    """Keep a mail of the writer, once for each key, and bring the inquiry back to work.

    What the writer wants used for nothing stays closed. `at` is when it came, where its own headers do not tell.
    Raises StaleVersion, InvalidTransition for suspected spam, and Inquiry.DoesNotExist when the inquiry was deleted.
    """
    inquiry = lock(inquiry)
    if known := Message.objects.filter(pk=key).first():
        return known
    check_version(inquiry, version)
    if inquiry.status == Status.SPAM:
        raise InvalidTransition
    mail = store_email(inquiry, key, text, at, actor)
    refresh_search_text(inquiry)
    if inquiry.status in AT_WORK or inquiry.restricted_at is not None:
        record_change(inquiry, EMAIL_ADDED, actor)
    else:
        transition(inquiry, Status.OPEN, actor, act=EMAIL_ADDED)
    return mail


def store_email(inquiry: Inquiry, key: UUID, text: str, at: datetime | None, actor: User) -> Message:
    """Keep the text as it was pasted, headers included: what they say stands beside it, and nothing is lost."""
    heads = read_headers(text)
    return Message.objects.create(
        pk=key,
        inquiry=inquiry,
        direction=Direction.IN,
        way=MessageChannel.PASTED,
        subject=heads.subject or None,
        address=heads.sender or None,
        body=text,
        language=inquiry.language,
        author_id=actor.pk,
        at=heads.at or at or clock.now(),
    )


@dataclass(frozen=True)
class ConversationEntry:
    """One message with what is known about it. `mail` is None when no mail goes out, or it went out long ago."""

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
        """Return how far its mail has come; the outbox forgets what was sent a month ago, and nothing else."""
        if self.message.way != MessageChannel.HERE:
            return str(self.message.get_way_display())
        return str(self.mail.get_state_display() if self.mail else pgettext("mail", "Sent"))


def conversation_of(inquiry: Inquiry) -> list[ConversationEntry]:
    """Return the messages of an inquiry in the order in which they were written."""
    messages = list(inquiry.messages.all())
    mails = {mail.record: mail for mail in OutboxMail.objects.about(inquiry.reference).filter(kind=REPLY)}
    people = authors(messages)
    return [
        ConversationEntry(message, name_of(message.author_id, people), mails.get(str(message.pk)))
        for message in messages
    ]


def notes_of(inquiry: Inquiry) -> list[tuple[Note, str]]:
    """Return the notes of an inquiry with the names of their authors."""
    notes = list(inquiry.notes.all())
    people = authors(notes)
    return [(note, name_of(note.author_id, people)) for note in notes]


def authors(written: Iterable[Message | Note]) -> dict[int, User]:
    return User.objects.in_bulk({one.author_id for one in written})
