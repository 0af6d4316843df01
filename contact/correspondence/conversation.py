"""The messages of an inquiry as the desk reads them: who wrote, when, and how far the mail has come."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import pgettext

from cluster_cms.accounts import User
from cluster_cms.mail.outbox import OutboxMail, State
from contact.desk.history import name_of
from contact.mails.reply import REPLY
from contact.records import Direction, Inquiry, Message, Note, Way


@dataclass(frozen=True)
class Spoken:
    """One message with what is known about it. `mail` is None when no mail goes out, or it went out long ago."""

    message: Message
    who: str
    mail: OutboxMail | None

    @property
    def is_ours(self) -> bool:
        return self.message.direction == Direction.OUT

    @property
    def is_parked(self) -> bool:
        return self.mail is not None and self.mail.state == State.PARKED

    @property
    def state(self) -> str:
        """Return how far its mail has come; the outbox forgets what was sent a month ago, and nothing else."""
        if self.message.way != Way.HERE:
            return str(self.message.get_way_display())
        return str(self.mail.get_state_display() if self.mail else pgettext("mail", "Sent"))


def conversation_of(inquiry: Inquiry) -> list[Spoken]:
    """Return the messages of an inquiry in the order in which they were written."""
    messages = list(inquiry.messages.all())
    mails = {mail.record: mail for mail in OutboxMail.objects.about(inquiry.reference).filter(kind=REPLY)}
    people = authors(messages)
    return [Spoken(message, name_of(message.author_id, people), mails.get(str(message.pk))) for message in messages]


def notes_of(inquiry: Inquiry) -> list[tuple[Note, str]]:
    """Return the notes of an inquiry with the names of their authors."""
    notes = list(inquiry.notes.all())
    people = authors(notes)
    return [(note, name_of(note.author_id, people)) for note in notes]


def authors(written: Iterable[Message | Note]) -> dict[int, User]:
    return User.objects.in_bulk({one.author_id for one in written})
