"""Replying to an inquiry: the reply is kept, its mail is queued in the same transaction, the inquiry moves on."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from cluster_cms import clock
from cluster_cms.accounts import User
from cluster_cms.mail.queueing import queue_mail
from contact.correspondence.recipients import check_recipient, is_their_own
from contact.desk.handling import NoSuchMove, check_version, lock, move, record_change
from contact.finding.text import refresh_search_text
from contact.handovers.destination import Destination
from contact.handovers.recording import record_hand_over
from contact.mails.reply import REPLY
from contact.records import OPEN, Channel, Direction, Inquiry, Message, Status, Way

REPLIED = "inquiry.replied"
AFTERWARDS = (Status.ANSWERED, Status.WAITING)  # where an inquiry may stand after a reply
ANSWERABLE = OPEN | {Status.ANSWERED}  # what is closed is taken up first, what is suspected is cleared first


@transaction.atomic
def send_reply(
    *,
    inquiry: Inquiry,
    key: UUID,
    to: str,
    subject: str,
    body: str,
    then: Status,
    version: int,
    actor: User,
    destination: Destination | None = None,
) -> Message:
    """Keep a reply and queue its mail, once for each key; to another address than the person's, record who gets it.

    Raises NotTheirAddress, UseStopped, HandOverRefused, ChangedMeanwhile, NoSuchMove, and Inquiry.DoesNotExist when it
    was deleted.
    """
    inquiry = lock(inquiry)
    if known := Message.objects.filter(pk=key).first():
        return known
    check_version(inquiry, version)
    check_recipient(inquiry=inquiry, address=to, destination=destination)
    to_another = not is_their_own(inquiry, to)
    if destination and to_another:
        hand_over(inquiry, destination, actor, key)
    reply = Message(pk=key, way=Way.HERE, address=to, to_another=to_another, subject=subject, body=body)
    keep(reply, inquiry, then, actor)
    queue_mail(REPLY, subject=inquiry.reference, record=str(key), language=inquiry.language)
    return reply


def hand_over(inquiry: Inquiry, destination: Destination, actor: User, reply: UUID) -> None:
    record_hand_over(
        destination=destination,
        inquiries=Inquiry.objects.filter(pk=inquiry.pk),
        channel=Channel.REPLY,
        items=["reply"],
        actor=actor,
        record=reply,
    )


@transaction.atomic
def record_reply(
    *, inquiry: Inquiry, key: UUID, body: str, at: datetime | None, then: Status, version: int, actor: User
) -> Message:
    """Keep what was replied by another way: on the telephone, by letter, from a mail program. Raises as send_reply."""
    inquiry = lock(inquiry)
    if known := Message.objects.filter(pk=key).first():
        return known
    check_version(inquiry, version)
    reply = Message(pk=key, way=Way.ELSEWHERE, body=body, at=at or clock.now())
    keep(reply, inquiry, then, actor)
    return reply


def keep(reply: Message, inquiry: Inquiry, then: Status, actor: User) -> None:
    if then not in AFTERWARDS or inquiry.status not in ANSWERABLE:
        raise NoSuchMove
    reply.inquiry, reply.direction, reply.language, reply.author_id = inquiry, Direction.OUT, inquiry.language, actor.pk
    reply.save(force_insert=True)
    refresh_search_text(inquiry)
    data = {"way": Way(reply.way).value}
    if then == inquiry.status:
        record_change(inquiry, REPLIED, actor, data)
    else:
        move(inquiry, then, actor, act=REPLIED, data=data)
