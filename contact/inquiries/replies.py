"""Sends a reply by mail, or records one given elsewhere; checks recipient and legal ground first."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cluster_cms import clock
from cluster_cms.mail.outbox import queue_mail
from cluster_cms.security.accounts import User
from contact.inquiries.handling import InvalidTransition, check_version, lock, save_change, transition
from contact.inquiries.messages import MESSAGE_KIND, check_not_erased
from contact.mails.letterhead import desk_address
from contact.mails.reply_mail import REPLY
from contact.models import OPEN, Channel, Direction, Inquiry, Message, MessageChannel, Status
from contact.permissions import colleagues
from contact.search.scanning import refresh_search_text
from contact.text import answers
from contact.transfers.destination import Destination, TransferRefused
from contact.transfers.record_transfer import record_transfer

NOT_OF_THE_DESK = _(
    "This address belongs neither to the desk nor to anybody who works on inquiries. Say who receives the data there."
)
REPLIED = "inquiry.replied"
STATUS_AFTER_REPLY = (Status.ANSWERED, Status.WAITING)
ANSWERABLE = OPEN | {Status.ANSWERED}  # a closed inquiry is reopened first, suspected spam is marked as not spam first


class NotTheirAddress(Exception):
    """The address is not the one given with the inquiry, and no destination says who receives the data there."""


class UseStopped(Exception):
    """The person has stopped the use of the inquiry, so that no reply may be sent."""


def address_of(inquiry: Inquiry) -> str:
    """Return the mail address given with the inquiry; empty where there is none."""
    return answers.text_of(inquiry.answers, "mail")


def is_their_own(inquiry: Inquiry, address: str) -> bool:
    """Tell whether an address is the one given with the inquiry, in whatever case."""
    return bool(address) and address.casefold() == address_of(inquiry).casefold()


def check_recipient(*, inquiry: Inquiry, address: str, destination: Destination | None = None) -> None:
    """Check that a reply may go to an address: the person's own, or another one with a destination.

    Whether the destination may receive the data is checked when the transfer is recorded. Raises UseStopped,
    NotTheirAddress and TransferRefused.
    """
    if inquiry.restricted_at is not None:
        raise UseStopped
    if is_their_own(inquiry, address):
        return
    if not address or destination is None:
        raise NotTheirAddress
    if not destination.is_outside and not is_of_the_desk(address):
        raise TransferRefused({"recipient": NOT_OF_THE_DESK})


def is_of_the_desk(address: str) -> bool:
    """Tell whether an address is the desk's own, or that of somebody who may work on inquiries."""
    return address.casefold() == desk_address().casefold() or colleagues().filter(email__iexact=address).exists()


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
    """Store a reply and queue its mail, once for each key; to another address than the person's, record the transfer.

    `then` is the status afterwards. Raises NotTheirAddress, UseStopped, TransferRefused, StaleVersion,
    InvalidTransition, and Inquiry.DoesNotExist where the inquiry was deleted.
    """
    inquiry = lock(inquiry)
    if known := Message.objects.filter(pk=key).first():
        return known
    check_version(inquiry, version)
    check_recipient(inquiry=inquiry, address=to, destination=destination)
    to_another = not is_their_own(inquiry, to)
    if destination and to_another:
        record_reply_transfer(inquiry, destination, actor, key)
    reply = Message(pk=key, channel=MessageChannel.HERE, address=to, to_another=to_another, subject=subject, body=body)
    store_reply(reply, inquiry, then, actor)
    queue_mail(REPLY, subject=inquiry.reference, record=str(key), language=inquiry.language)
    return reply


def record_reply_transfer(inquiry: Inquiry, destination: Destination, actor: User, reply: UUID) -> None:
    record_transfer(
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
    """Store a reply given elsewhere: by telephone, by letter, from a mail program.

    Raises as send_reply, and CorrespondenceErased.
    """
    inquiry = lock(inquiry)
    if known := Message.objects.filter(pk=key).first():
        return known
    check_not_erased(MESSAGE_KIND, key)
    check_version(inquiry, version)
    reply = Message(pk=key, channel=MessageChannel.ELSEWHERE, body=body, at=at or clock.now())
    store_reply(reply, inquiry, then, actor)
    return reply


def store_reply(reply: Message, inquiry: Inquiry, then: Status, actor: User) -> None:
    if then not in STATUS_AFTER_REPLY or inquiry.status not in ANSWERABLE:
        raise InvalidTransition
    reply.inquiry, reply.direction, reply.language, reply.author_id = inquiry, Direction.OUT, inquiry.language, actor.pk
    reply.save(force_insert=True)
    refresh_search_text(inquiry)
    data = {"channel": MessageChannel(reply.channel).value}
    if then == inquiry.status:
        save_change(inquiry, act=REPLIED, actor=actor, data=data)
    else:
        transition(inquiry, then, actor, act=REPLIED, data=data)
