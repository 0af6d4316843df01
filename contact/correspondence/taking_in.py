"""Taking in a mail that the writer has sent to the desk's own mailbox: pasted in, kept whole, and work goes on."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from cluster_cms import clock
from cluster_cms.accounts import User
from contact.correspondence.pasted_heads import heads_of
from contact.desk.handling import NoSuchMove, check_version, lock, move, record_change
from contact.finding.text import refresh_search_text
from contact.records import Direction, Inquiry, Message, Status, Way

TAKEN_IN = "inquiry.mail_taken_in"
AT_WORK = (Status.NEW, Status.OPEN)  # stay where they are


@transaction.atomic
def take_in_mail(*, inquiry: Inquiry, key: UUID, text: str, at: datetime | None, version: int, actor: User) -> Message:
    """Keep a mail of the writer, once for each key, and bring the inquiry back to work.

    What the writer wants used for nothing stays closed. `at` is when it came, where its own headers do not tell.
    Raises ChangedMeanwhile, NoSuchMove for suspected spam, and Inquiry.DoesNotExist when the inquiry was deleted.
    """
    inquiry = lock(inquiry)
    if known := Message.objects.filter(pk=key).first():
        return known
    check_version(inquiry, version)
    if inquiry.status == Status.SPAM:
        raise NoSuchMove
    mail = keep(inquiry, key, text, at, actor)
    refresh_search_text(inquiry)
    if inquiry.status in AT_WORK or inquiry.restricted_at is not None:
        record_change(inquiry, TAKEN_IN, actor)
    else:
        move(inquiry, Status.OPEN, actor, act=TAKEN_IN)
    return mail


def keep(inquiry: Inquiry, key: UUID, text: str, at: datetime | None, actor: User) -> Message:
    """Keep the text as it was pasted, headers included: what they say stands beside it, and nothing is lost."""
    heads = heads_of(text)
    return Message.objects.create(
        pk=key,
        inquiry=inquiry,
        direction=Direction.IN,
        way=Way.PASTED,
        subject=heads.subject or None,
        address=heads.sender or None,
        body=text,
        language=inquiry.language,
        author_id=actor.pk,
        at=heads.at or at or clock.now(),
    )
