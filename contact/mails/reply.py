"""The mail that carries a reply of the desk: it is what was kept, and nothing is stored a second time."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cluster_cms.mail.kinds import Letter, MailKind, Withheld
from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.site_settings import DeskSettings, default_site
from contact.handovers.forgetting import take_back_hand_over
from contact.mails.thread import thread_before
from contact.records import Message

REPLY = "inquiry.reply"


def reply_mail() -> MailKind:
    return MailKind(REPLY, _("Reply to an inquiry"), write_reply, withheld=take_back)


def take_back(mail: OutboxMail) -> None:
    """Take the hand-over out of the register that the reply would have been.

    Only before a first try: after one the mail may have arrived all the same, and the register must not deny that.
    """
    if mail.attempts == 1:
        take_back_hand_over(UUID(mail.record))


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
