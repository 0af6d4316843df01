"""The mail that carries a reply: salutation, signature, threading behind earlier mails (RFC 5322, 3.6.4)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from cluster_cms.mail.delivery import Undeliverable, message_id
from cluster_cms.mail.kinds import Letter, MailKind, Withheld
from cluster_cms.mail.outbox import MailState, OutboxMail, OutboxQuerySet
from cluster_cms.mail.wording import SIGNATURE, fill_placeholders
from cluster_cms.pages.languages import JAPANESE, paired
from contact.mails.acknowledgements import ACKNOWLEDGEMENT, MANUAL_ACKNOWLEDGEMENT
from contact.mails.letterhead import desk_values, letter_from_desk
from contact.models import Direction, Inquiry, Message, ReplyTemplate
from contact.text import answers
from contact.text.email_address import is_same_address
from contact.text.pasted_mail.heads import address_of
from contact.transfers.register import cancel_transfer
from library.attachable import NotAttachable
from library.text.file_types import content_type

MAX_REFERENCES = 10  # the newest Message-IDs of the thread
REPLY = "inquiry.reply"  # a kind of mail; its subject is the reference of the inquiry, its record the id of the message


def thread_before(mail: OutboxMail, reply: Message) -> tuple[str, ...]:
    """Return the Message-IDs of the mails before a reply, the oldest first."""
    before = sorted([*sent_before(mail), *received_before(reply)])
    return tuple(dict.fromkeys(mail_id for _at, mail_id in before))[-MAX_REFERENCES:]


def sent_before(mail: OutboxMail) -> Iterator[tuple[datetime, str]]:
    """Yield time and Message-ID of the acknowledgements and replies sent before a mail."""
    kinds = (ACKNOWLEDGEMENT, MANUAL_ACKNOWLEDGEMENT, mail.kind)
    earlier = OutboxMail.objects.about(mail.subject).filter(kind__in=kinds, created_at__lt=mail.created_at)
    for sent in earlier.exclude(state=MailState.DEAD_LETTERED).exclude(pk=mail.pk):
        yield sent.created_at, message_id(sent.pk)


def received_before(reply: Message) -> Iterator[tuple[datetime, str]]:
    """Yield time and Message-ID of the mails that came from the address to which the reply goes."""
    emails = Message.objects.filter(
        inquiry=reply.inquiry_id, direction=Direction.IN, recorded_at__lte=reply.recorded_at
    )
    for message in emails:
        if message.message_id and is_same_address(address_of(message.address or ""), reply.address or ""):
            yield message.at, message.message_id


def reply_mail() -> MailKind:
    return MailKind(REPLY, _("Reply to an inquiry"), write_reply, withheld=withhold_reply)


def undelivered_replies() -> OutboxQuerySet:
    """Return the mails of replies that were refused, came back or have not left for five minutes."""
    return OutboxMail.objects.filter(kind=REPLY).undelivered()


def withhold_reply(mail: OutboxMail) -> None:
    """Cancel the transfer of a withheld reply, unless it was tried before: then it may have arrived all the same."""
    if mail.attempts == 1:
        cancel_transfer(UUID(mail.record))


def write_reply(mail: OutboxMail) -> Letter | None:
    """Write the reply; None where it was erased with its inquiry.

    Raises Withheld where the person has stopped the use since it was written, and Undeliverable where the library has
    lost a document that goes with it.
    """
    messages = Message.objects.select_related("inquiry")
    reply = messages.filter(pk=mail.record, inquiry__reference=mail.subject).first()
    if reply is None:
        return None
    if reply.inquiry.restricted_at:
        raise Withheld
    letter = letter_from_desk(reply.address or "", (reply.subject or "", reply.body), auto="no")
    return replace(letter, thread=thread_before(mail, reply), files=tuple(files_of(reply)))


def files_of(reply: Message) -> Iterator[tuple[str, bytes, str]]:
    """Yield name, content and media type of each file of a reply. Raises Undeliverable."""
    try:
        for file in reply.attached_files.all():
            yield file.name, file.read(), content_type(f".{file.kind}")
    except NotAttachable as error:
        raise Undeliverable("FileGone") from error


def first_subject(inquiry: Inquiry) -> str:
    """Return the initial subject of a reply; the reference in it relates an answer to the inquiry."""
    with translation.override(inquiry.language):
        return pgettext("reply", "Your inquiry [%(reference)s]") % {"reference": inquiry.reference}


def salutation(inquiry: Inquiry) -> str:
    """Return the beginning of a reply, in the language of the inquiry."""
    with translation.override(inquiry.language):
        greeting = pgettext("reply", "Dear %(name)s,") % {"name": name_of(inquiry)}
    company = answers.text_of(inquiry.answers, "company") if inquiry.language == JAPANESE else ""
    return "\n".join([*filter(None, [company, greeting]), "", ""])


def name_of(inquiry: Inquiry) -> str:
    """Return the name of the writer, or "customer" in the active language where none was given."""
    return answers.text_of(inquiry.answers, "name") or pgettext("reply", "customer")


def signature(language: str) -> str:
    """Return the signature of the desk, from the site settings."""
    desk = {name: str(value) for name, value in desk_values(language).items()}
    phone = " ".join(filter(None, [desk["phone"], desk["hours"]]))
    lines = [desk["company"], desk["desk"], phone, desk["mail"]]
    return "\n".join([f"{SIGNATURE} ", *filter(None, lines), ""])


def signed(text: str, language: str) -> str:
    """Return the body of a reply with the signature."""
    return f"{text.rstrip()}\n\n{signature(language)}"


def filled_templates(template: ReplyTemplate, inquiry: Inquiry) -> str:
    """Return a template with its placeholders filled in once: values that look like placeholders stay as they are."""
    desk = desk_values(inquiry.language)["desk"]
    with translation.override(inquiry.language):
        values = {"name": name_of(inquiry), "reference": inquiry.reference, "desk": desk}
    return fill_placeholders(paired(template, "body", inquiry.language), values)
