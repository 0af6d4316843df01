"""The mail that carries a reply of the desk, threaded behind earlier mails (RFC 5322, 3.6.4)."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cluster_cms.mail.delivery import message_id
from cluster_cms.mail.kinds import Letter, MailKind, Withheld
from cluster_cms.mail.outbox import MailState, OutboxMail
from cluster_cms.pages.site_settings import DeskSettings, default_site
from contact.mails.acknowledgements import ACKNOWLEDGED, MANUAL_ACKNOWLEDGEMENT
from contact.models import Message, MessageChannel
from contact.text.email_headers import read_headers
from contact.transfers.deletion import cancel_transfer

MOST_REFERENCES = 10  # Message-IDs in one mail, the newest
REPLY = "inquiry.reply"


def thread_before(mail: OutboxMail, reply: Message) -> tuple[str, ...]:
    """Return the Message-IDs of what was written before a reply, the oldest first."""
    before = sorted([*ours(mail), *theirs(reply)])
    return tuple(dict.fromkeys(found for _at, found in before))[-MOST_REFERENCES:]


def ours(mail: OutboxMail) -> Iterator[tuple[datetime, str]]:
    """Yield what went to the writer before a mail, and when it was written."""
    kinds = (ACKNOWLEDGED, MANUAL_ACKNOWLEDGEMENT, mail.kind)
    earlier = OutboxMail.objects.about(mail.subject).filter(kind__in=kinds, created_at__lt=mail.created_at)
    for one in earlier.exclude(state=MailState.PARKED).exclude(pk=mail.pk):
        yield one.created_at, message_id(one.pk)


def theirs(reply: Message) -> Iterator[tuple[datetime, str]]:
    """Yield the writer's own mails; the mark of one that came from another address is nobody's business."""
    pasted = Message.objects.filter(
        inquiry=reply.inquiry_id, way=MessageChannel.PASTED, recorded_at__lte=reply.recorded_at
    )
    for one in pasted:
        heads = read_headers(one.body)
        if heads.message_id and heads.address.casefold() == (reply.address or "").casefold():
            yield one.at, heads.message_id


def reply_mail() -> MailKind:
    return MailKind(REPLY, _("Reply to an inquiry"), write_reply, withheld=withhold_reply)


def withhold_reply(mail: OutboxMail) -> None:
    """Take the transfer out of the register that the reply would have been.

    Only before a first try: after one the mail may have arrived all the same, and the register must not deny that.
    """
    if mail.attempts == 1:
        cancel_transfer(UUID(mail.record))


def write_reply(mail: OutboxMail) -> Letter | None:
    """Read the reply from its record; nothing is left to send when it went with its inquiry.

    Raises Withheld when the person has stopped the use since it was written.
    """
    known = Message.objects.select_related("inquiry")
    reply = known.filter(pk=mail.record, inquiry__reference=mail.subject).first()
    if reply is None:
        return None
    if reply.inquiry.restricted_at:
        raise Withheld
    desk = DeskSettings.for_site(default_site()).email
    thread = thread_before(mail, reply)
    return Letter(reply.address or "", reply.subject or "", reply.body, reply_to=desk, auto="no", thread=thread)
