"""Sends a reply by mail, or records one given elsewhere; checks recipient and legal ground first."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cluster_cms import clock
from cluster_cms.mail.outbox import queue_mail
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.inquiries.attachments import attach_documents, holds_documents
from contact.inquiries.desk_drafts import discard_draft
from contact.inquiries.handling import Data, InvalidTransition, check_version, lock, save_change, transition
from contact.inquiries.messages import MESSAGE_KIND, KeyReused, check_not_erased, find_saved, state_to_restore
from contact.mails.letterhead import company_domains, desk_address, remember_thread
from contact.mails.reply_mail import REPLY
from contact.models import (
    OPEN,
    Channel,
    Direction,
    DraftForm,
    Inquiry,
    Message,
    MessageChannel,
    Recipient,
    Status,
    reply_rules,
)
from contact.permissions import colleagues, may_handle_inquiries
from contact.search.scanning import refresh_search_text
from contact.text import answers
from contact.text.email_address import domain_of, is_same_address
from contact.transfers.destination import Destination, TransferRefused
from contact.transfers.record_transfer import record_transfer

NOT_OF_THE_DESK = _(
    "This address belongs neither to the desk nor to anybody who works on inquiries. Say who receives the data there."
)
NOT_OF_THE_COMPANY = _(
    "This address is not inside the company, whose addresses end with: %(domains)s. Say who receives the data there."
)
REPLIED = "inquiry.replied"
DRAFT_OF = {MessageChannel.HERE: DraftForm.REPLY, MessageChannel.ELSEWHERE: DraftForm.REPLIED}
STATUS_AFTER_REPLY = (Status.ANSWERED, Status.WAITING, Status.CLOSED)
ANSWERABLE = OPEN | {Status.ANSWERED}  # a closed inquiry is reopened first, suspected spam is marked as not spam first


class NotTheirAddress(Exception):
    """The address is not the one given with the inquiry, and no destination says who receives the data there."""


class UseStopped(Exception):
    """The person has stopped the use of the inquiry, so that no reply may be sent."""


def address_of(inquiry: Inquiry) -> str:
    """Return the mail address given with the inquiry; empty where there is none."""
    return answers.text_of(inquiry.answers, "mail")


def is_their_own(inquiry: Inquiry, address: str) -> bool:
    """Tell whether an address is the one given with the inquiry."""
    return is_same_address(address, address_of(inquiry))


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
    if destination.recipient == Recipient.DESK and not is_of_the_desk(address):
        raise TransferRefused({"recipient": NOT_OF_THE_DESK})
    if destination.recipient == Recipient.COLLEAGUE and domain_of(address) not in company_domains():
        raise TransferRefused({"recipient": NOT_OF_THE_COMPANY % {"domains": ", ".join(sorted(company_domains()))}})


def is_of_the_desk(address: str) -> bool:
    """Tell whether an address is the desk's own, or that of somebody who may work on inquiries."""
    own = [desk_address(), *colleagues().values_list("email", flat=True)]
    return any(is_same_address(one, address) for one in own)


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
    documents: Sequence[int] = (),
) -> Message:
    """Store a reply and queue its mail, once for each key; to another address than the person's, record the transfer.

    `then` is the status afterwards; `documents` are ids of documents of the library whose newest files go with it.
    Raises NotTheirAddress, UseStopped, TransferRefused, StaleVersion, NotAttachable, InvalidTransition, KeyReused, and
    Inquiry.DoesNotExist where the inquiry was deleted.
    """
    inquiry = lock(inquiry)
    if known := find_saved(Message, key, address=to, subject=subject, body=body):
        if not holds_documents(known, documents):
            raise KeyReused
        return known
    check_version(inquiry, version)
    check_recipient(inquiry=inquiry, address=to, destination=destination)
    reply = Message(pk=key, channel=MessageChannel.HERE, address=to, subject=subject, body=body)
    another = None if destination is None or is_their_own(inquiry, to) else destination
    if another:
        reply.to_another = another.recipient != Recipient.PERSON
        record_reply_transfer(inquiry, another, actor, key)
    reply.awaits_reader = reply_rules().newcomers.filter(pk=actor.pk).exists()
    if not reply.awaits_reader:
        queue_reply(reply, inquiry)
    about = {**(recipient_of(another) if another else {}), **({"files": len(documents)} if documents else {})}
    store_reply(reply, inquiry, then, actor, documents, **about)
    return reply


def queue_reply(reply: Message, inquiry: Inquiry) -> None:
    """Queue the mail of a reply, which leaves after the seconds in which it can be taken back."""
    leaves_at = clock.now() + settings.REPLY_DELAY
    record = str(reply.pk)
    mail = queue_mail(REPLY, subject=inquiry.reference, record=record, language=inquiry.language, not_before=leaves_at)
    if not reply.to_another:
        remember_thread(inquiry, [mail])


def recipient_of(destination: Destination) -> Data:
    """Return what the audit entry says of a reply to another address: who has it, never the address."""
    confirmation = {"confirmation": destination.confirmation.value} if destination.confirmation else {}
    return {"reason": destination.recipient.value, **confirmation}


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
    if known := find_saved(Message, key, body=body):
        return known
    check_not_erased(MESSAGE_KIND, key)
    check_version(inquiry, version)
    reply = Message(pk=key, channel=MessageChannel.ELSEWHERE, body=body, at=at or clock.now())
    store_reply(reply, inquiry, then, actor)
    return reply


def store_reply(
    reply: Message, inquiry: Inquiry, then: Status, actor: User, documents: Sequence[int] = (), **about: audit.Value
) -> None:
    """Store a reply with the status afterwards; the audit entry says `about` it who receives it, if not the person."""
    if then not in STATUS_AFTER_REPLY or inquiry.status not in ANSWERABLE:
        raise InvalidTransition
    reply.inquiry, reply.direction, reply.language, reply.author_id = inquiry, Direction.OUT, inquiry.language, actor.pk
    if reply.channel == MessageChannel.HERE:
        reply.replaced_state = state_to_restore(inquiry)
    reply.save(force_insert=True)
    attach_documents(reply, documents, actor)
    discard_draft(inquiry=inquiry, form=DRAFT_OF[MessageChannel(reply.channel)], actor=actor)
    refresh_search_text(inquiry)
    inquiry.last_act_at = clock.now()
    if inquiry.assignee_id is None and may_handle_inquiries(actor):
        inquiry.assignee, about["assignee"] = actor, actor.pk
        inquiry.save(update_fields=["assignee"])
    if then == Status.CLOSED:
        inquiry.answered_at = clock.now()
    data = {"channel": MessageChannel(reply.channel).value, **about}
    if then == inquiry.status:
        save_change(inquiry, "last_act_at", act=REPLIED, actor=actor, data=data)
    else:
        transition(inquiry, then, actor, act=REPLIED, data=data)
