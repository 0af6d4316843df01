"""The mail that carries a reply: salutation, signature, threading behind earlier mails (RFC 5322, 3.6.4)."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from cluster_cms.mail.delivery import message_id
from cluster_cms.mail.kinds import Letter, MailKind, Withheld
from cluster_cms.mail.outbox import MailState, OutboxMail
from cluster_cms.mail.wording import SIGNATURE, fill_placeholders
from cluster_cms.pages.languages import JAPANESE, paired
from cluster_cms.pages.site_settings import CompanySettings, DeskSettings, default_site
from contact.mails.acknowledgements import ACKNOWLEDGED, MANUAL_ACKNOWLEDGEMENT
from contact.models import Inquiry, Message, MessageChannel, ReplyTemplate
from contact.text import answers
from contact.text.email_headers import read_headers
from contact.transfers.register import cancel_transfer

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
    for one in earlier.exclude(state=MailState.DEAD_LETTERED).exclude(pk=mail.pk):
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


def first_subject(inquiry: Inquiry) -> str:
    """Return the subject that a reply begins with; the reference in it brings an answer back to its inquiry."""
    with translation.override(inquiry.language):
        return pgettext("reply", "Your inquiry [%(reference)s]") % {"reference": inquiry.reference}


def salutation(inquiry: Inquiry) -> str:
    """Return how a reply begins, in the language of the inquiry."""
    with translation.override(inquiry.language):
        greeting = pgettext("reply", "Dear %(name)s,") % {"name": name_of(inquiry)}
    company = answers.text_of(inquiry.answers, "company") if inquiry.language == JAPANESE else ""
    return "\n".join([*filter(None, [company, greeting]), "", ""])


def name_of(inquiry: Inquiry) -> str:
    """Return the name, or how somebody is called who gave none, in the active language."""
    return answers.text_of(inquiry.answers, "name") or pgettext("reply", "customer")


def signature(language: str) -> str:
    """Return the lines below a reply: company and desk as the settings have them."""
    site = default_site()
    company, desk = CompanySettings.for_site(site), DeskSettings.for_site(site)
    lines = [paired(company, "name", language), paired(desk, "name", language)]
    lines += [" ".join(filter(None, [desk.phone, paired(desk, "hours", language)])), desk.email]
    return "\n".join([f"{SIGNATURE} ", *filter(None, lines), ""])


def signed(text: str, language: str) -> str:
    """Return the whole body of a reply, as it goes out."""
    return f"{text.rstrip()}\n\n{signature(language)}"


def filled_templates(template: ReplyTemplate, inquiry: Inquiry) -> str:
    """Return a template filled in for an inquiry; names that look like a place are not filled in again."""
    desk = paired(DeskSettings.for_site(default_site()), "name", inquiry.language)
    with translation.override(inquiry.language):
        values = {"name": name_of(inquiry), "reference": inquiry.reference, "desk": desk}
    return fill_placeholders(paired(template, "body", inquiry.language), values)
