"""Adds an arrived mail to an inquiry: the one that it answers, or the one that somebody has chosen in the tray."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from cluster_cms import clock
from cluster_cms.security.accounts import User
from contact.inquiries.handling import Data, InvalidTransition, lock
from contact.inquiries.messages import (
    EMAIL_ADDED,
    MESSAGE_KIND,
    EmailRecord,
    check_not_erased,
    put_to_work,
    store_email,
)
from contact.models import Inquiry, Message, MessageChannel, Status
from contact.search.scanning import refresh_search_text
from contact.text.pasted_mail import PastedMail

EMAIL_RECEIVED = "inquiry.email_received"


def record_of(mail: PastedMail, original: bytes, *, received_at: datetime) -> EmailRecord:
    """Return what is kept of a mail; without a sure time, or with one to come, it counts from when it was received."""
    at = mail.at if mail.at and mail.at <= received_at else received_at
    return EmailRecord(
        text=mail.text,
        sender=mail.sender,
        subject=mail.subject,
        at=at,
        message_id=mail.message_id,
        attachments=mail.attachments,
        original=original,
        is_source=True,
    )


@transaction.atomic
def file_email(
    *, inquiry: Inquiry, key: UUID, mail: EmailRecord, actor: User | None, data: Data | None = None
) -> Message:
    """Add an arrived mail to an inquiry, which is unread again, and back at work unless its use was stopped.

    Raises InvalidTransition for suspected spam,
    CorrespondenceErased, and Inquiry.DoesNotExist where the inquiry was deleted.
    """
    inquiry = lock(inquiry)
    check_not_erased(MESSAGE_KIND, key)
    if inquiry.status == Status.SPAM:
        raise InvalidTransition
    message = store_email(inquiry, key, mail, actor, channel=MessageChannel.MAILBOX)
    refresh_search_text(inquiry)
    if actor is None:
        inquiry.read_at = None
    inquiry.last_act_at = clock.now()
    put_to_work(
        inquiry,
        message,
        "read_at",
        "last_act_at",
        act=EMAIL_ADDED if actor else EMAIL_RECEIVED,
        actor=actor,
        data=data,
    )
    return message
