"""The mails that went before a reply, so that the writer's program shows them as one conversation (RFC 5322, 3.6.4).

Nothing is kept for this: our own are known while the outbox knows them, theirs where they were pasted in whole.
"""

from collections.abc import Iterator
from datetime import datetime

from cluster_cms.mail.delivery import message_id
from cluster_cms.mail.outbox import OutboxMail, State
from contact.correspondence.pasted_heads import heads_of
from contact.mails.received import ACKNOWLEDGED
from contact.mails.taken_down import TAKEN_DOWN
from contact.records import Message, Way

MOST = 10  # Message-IDs in one mail, the newest


def thread_before(mail: OutboxMail, reply: Message) -> tuple[str, ...]:
    """Return the Message-IDs of what was written before a reply, the oldest first."""
    before = sorted([*ours(mail), *theirs(reply)])
    return tuple(dict.fromkeys(found for _at, found in before))[-MOST:]


def ours(mail: OutboxMail) -> Iterator[tuple[datetime, str]]:
    """Yield what went to the writer before a mail, and when it was written."""
    kinds = (ACKNOWLEDGED, TAKEN_DOWN, mail.kind)
    earlier = OutboxMail.objects.about(mail.subject).filter(kind__in=kinds, created_at__lt=mail.created_at)
    for one in earlier.exclude(state=State.PARKED).exclude(pk=mail.pk):
        yield one.created_at, message_id(one.pk)


def theirs(reply: Message) -> Iterator[tuple[datetime, str]]:
    """Yield the writer's own mails; the mark of one that came from another address is nobody's business."""
    pasted = Message.objects.filter(inquiry=reply.inquiry_id, way=Way.PASTED, recorded_at__lte=reply.recorded_at)
    for one in pasted:
        heads = heads_of(one.body)
        if heads.message_id and heads.address.casefold() == (reply.address or "").casefold():
            yield one.at, heads.message_id
