"""Reads the desk's mailbox: each mail is stored once, in one transaction, and moved aside only after that."""

import hashlib
import json
import logging
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import Error, transaction

from cluster_cms import clock
from cluster_cms.mail.outbox import OutboxMail, report_bounce
from cluster_cms.operations.jobs import Job
from cluster_cms.security import audit, crypto
from contact.inbound.filing import file_email, record_of
from contact.inbound.mailboxes import MAX_SIZE, READ, TOO_LARGE, Mailbox, MailboxUnavailable, read_limit
from contact.inbound.matching import find_inquiry, is_notice_of_ours, returned_mail
from contact.inbound.opening import open_mailbox
from contact.inquiries.block_list import is_blocked
from contact.inquiries.handling import Data
from contact.models import Inquiry, SeenMail, Status, ThrowAwayReason, TrayMail
from contact.text.arrived_mail import HEAD_END, UNREADABLE, ArrivalKind, ArrivedMail, read_arrived
from contact.text.email_address import email_hmac

logger = logging.getLogger(__name__)
JOB = "mailbox"
PATIENCE = timedelta(minutes=2)  # of one run; the next goes on where it ended
KEPT_READ = timedelta(days=7)  # what was read stays in the mailbox, for a database restored from a backup
KEPT_SEEN = timedelta(days=400)
SEEN_CONTEXT = "email.seen"
TRAY_RECEIVED = "tray.received"


class UnreadMails(Exception):
    """Some mails could not be stored; they are still in the mailbox. The message is their number."""


def mailbox_job() -> Job:
    return Job(name=JOB, every=timedelta(minutes=1), run=read_mailbox)


def read_mailbox() -> None:
    """Take in what waits in the mailbox, the oldest first. Raises MailboxUnavailable, and UnreadMails at the end."""
    if not settings.INBOUND_MAIL_URL:
        return
    until, failed = clock.now() + PATIENCE, 0
    with open_mailbox() as box:
        for name in box.waiting():
            failed += not take_in(box, name)
            if clock.now() > until:
                break
        box.delete_read(clock.now() - KEPT_READ)
    SeenMail.objects.filter(seen_at__lt=clock.now() - KEPT_SEEN).delete()
    if failed:
        raise UnreadMails(failed)


def take_in(box: Mailbox, name: str) -> bool:
    """Store one mail and move it aside; return False where it has to stay, so that the others are not held up."""
    try:
        size = box.size(name)
        content = box.content(name, read_limit(size))
        receive_once(content, size)
        box.set_aside(name, READ if size <= MAX_SIZE else TOO_LARGE)
    except (Error, MailboxUnavailable):
        raise
    except Exception as error:  # its text may hold what somebody wrote: the name of the error has to do
        logger.error("a mail stays in the mailbox: %s", type(error).__name__)
        return False
    return True


def receive_once(content: bytes, size: int) -> None:
    """Store a mail unless it is known. One that cannot be read, or not be filed, goes to the tray as it came."""
    arrived = read_arrived(content)
    try:
        receive(arrived, content, size)
    except Error:
        raise
    except Exception:
        receive(ArrivedMail(UNREADABLE), content, size)


@transaction.atomic
def receive(arrived: ArrivedMail, content: bytes, size: int) -> None:
    """Store a mail where it belongs: with its inquiry, else in the tray; there a blocked sender's is thrown away."""
    _seen, is_new = SeenMail.objects.get_or_create(fingerprint=fingerprint(arrived, content))
    if not is_new or is_notice_of_ours(arrived):
        return
    whole = size <= MAX_SIZE
    if arrived.kind == ArrivalKind.BOUNCE:
        store_bounce(arrived, content, size)
        return
    inquiry = find_inquiry(arrived)
    if inquiry and whole and arrived.kind == ArrivalKind.PERSON and inquiry.status != Status.SPAM:
        record = record_of(arrived.mail, content, received_at=clock.now())
        file_email(inquiry=inquiry, key=uuid4(), mail=record, actor=None)
        return
    about = inquiry if arrived.kind == ArrivalKind.AUTOMATIC else None
    blocked = about is None and is_blocked(arrived.mail.address)
    store_in_tray(arrived, content, size, inquiry=about, blocked=blocked)


def fingerprint(arrived: ArrivedMail, content: bytes) -> str:
    """Return the keyed hash by which a mail is known that is delivered twice.

    That is its Message-ID with what else makes it the same: some programs give every mail the same Message-ID.
    """
    mail = arrived.mail
    if not mail.message_id:
        return crypto.lookup_hash(hashlib.sha256(content).hexdigest(), purpose=SEEN_CONTEXT)
    body = hashlib.sha256(HEAD_END.split(content, maxsplit=1)[-1]).hexdigest()
    same = json.dumps([mail.message_id, mail.sender, mail.subject, mail.time.worded, body])
    return crypto.lookup_hash(same, purpose=SEEN_CONTEXT)


def store_bounce(arrived: ArrivedMail, content: bytes, size: int) -> None:
    """Store a report of non-delivery, and mark the mail that came back as undelivered where it is known."""
    returned = returned_mail(arrived)
    inquiry = Inquiry.objects.with_references(returned.subject).first() if returned else None
    store_in_tray(arrived, content, size, inquiry=inquiry, returned=returned)


def store_in_tray(
    arrived: ArrivedMail,
    content: bytes,
    size: int,
    *,
    inquiry: Inquiry | None,
    returned: OutboxMail | None = None,
    blocked: bool = False,
) -> None:
    """Store a mail in the tray; one that is `blocked` among those thrown away, from where it can be taken back."""
    mail = arrived.mail
    tray_mail = TrayMail.objects.create(
        kind=arrived.kind,
        email_hmac=email_hmac(mail.address) if mail.address else "",
        inquiry=inquiry,
        content=content_of(arrived),
        original=content,
        is_whole=size <= MAX_SIZE,
        size=size,
        thrown_away_at=clock.now() if blocked else None,
        thrown_away_for=ThrowAwayReason.BLOCKED if blocked else "",
    )
    if returned:
        report_bounce(mail=returned, actor=None)
    data: Data = {"kind": arrived.kind.value, **({"blocked": True} if blocked else {})}
    audit.record(TRAY_RECEIVED, subject=str(tray_mail.pk), data=data)


def content_of(arrived: ArrivedMail) -> dict[str, Any]:
    """Return what was read of a mail as TrayMail keeps it."""
    mail = arrived.mail
    return {
        "text": mail.text,
        "sender": mail.sender,
        "address": mail.address,
        "subject": mail.subject,
        "at": mail.at.isoformat() if mail.at else "",
        "message_id": mail.message_id,
        "attachments": [one.listed() for one in mail.attachments],
        "warnings": [str(one) for one in mail.warnings],
    }
