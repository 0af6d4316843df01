"""Sends a reply, or records one sent elsewhere; checks the recipient first."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cluster_cms import clock
from cluster_cms.mail.outbox import queue_mail
from cluster_cms.pages.site_settings import DeskSettings, default_site
from cluster_cms.security.accounts import User
from contact.inquiries.handling import InvalidTransition, check_version, lock, record_change, transition
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
AFTERWARDS = (Status.ANSWERED, Status.WAITING)  # where an inquiry may stand after a reply
ANSWERABLE = OPEN | {Status.ANSWERED}  # what is closed is taken up first, what is suspected is cleared first


class NotTheirAddress(Exception):
    """The address is none that the person gave with the inquiry, and it is not said who receives the data there."""


class UseStopped(Exception):
    """The person has stopped the use of what they wrote; nobody writes to them about it any more."""


def address_of(inquiry: Inquiry) -> str:
    """Return the mail address that the person gave; empty when they gave none."""
    return answers.text_of(inquiry.answers, "mail")


def is_their_own(inquiry: Inquiry, address: str) -> bool:
    """Tell whether an address is the person's own; case does not make it another one."""
    return bool(address) and address.casefold() == address_of(inquiry).casefold()


def check_recipient(*, inquiry: Inquiry, address: str, destination: Destination | None = None) -> None:
    """Let the person's own address pass, and any other of which is said who receives the data there.

    Whether that receiver may have them is asked when the transfer is recorded.

    Raises UseStopped, NotTheirAddress, TransferRefused.
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
    own = DeskSettings.for_site(default_site()).email
    return address.casefold() == own.casefold() or colleagues().filter(email__iexact=address).exists()


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

    Raises NotTheirAddress, UseStopped, TransferRefused, StaleVersion, InvalidTransition, and Inquiry.DoesNotExist
    when it was deleted.
    """
    inquiry = lock(inquiry)
    if known := Message.objects.filter(pk=key).first():
        return known
    check_version(inquiry, version)
    check_recipient(inquiry=inquiry, address=to, destination=destination)
    to_another = not is_their_own(inquiry, to)
    if destination and to_another:
        record_reply_transfer(inquiry, destination, actor, key)
    reply = Message(pk=key, way=MessageChannel.HERE, address=to, to_another=to_another, subject=subject, body=body)
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
    """Keep what was replied by another way: on the telephone, by letter, from a mail program. Raises as send_reply."""
    inquiry = lock(inquiry)
    if known := Message.objects.filter(pk=key).first():
        return known
    check_version(inquiry, version)
    reply = Message(pk=key, way=MessageChannel.ELSEWHERE, body=body, at=at or clock.now())
    store_reply(reply, inquiry, then, actor)
    return reply


def store_reply(reply: Message, inquiry: Inquiry, then: Status, actor: User) -> None:
    if then not in AFTERWARDS or inquiry.status not in ANSWERABLE:
        raise InvalidTransition
    reply.inquiry, reply.direction, reply.language, reply.author_id = inquiry, Direction.OUT, inquiry.language, actor.pk
    reply.save(force_insert=True)
    refresh_search_text(inquiry)
    data = {"way": MessageChannel(reply.way).value}
    if then == inquiry.status:
        record_change(inquiry, REPLIED, actor, data)
    else:
        transition(inquiry, then, actor, act=REPLIED, data=data)
