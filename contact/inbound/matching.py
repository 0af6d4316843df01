"""Finds the inquiry to which an arrived mail belongs: by Message-ID, else by reference and address together."""

import re
import unicodedata
from uuid import UUID

from cluster_cms.mail.outbox import OutboxMail
from contact.inquiries.messages import email_fingerprint
from contact.models import Inquiry, InquiryQuerySet, Message, ThreadMail
from contact.text.arrived_mail import ArrivedMail
from contact.text.email_address import email_hmac, is_same_address
from contact.text.pasted_mail.heads import address_of
from contact.text.references import PATTERN

REFERENCE = re.compile(rf"(?<![0-9A-Z-]){PATTERN}(?![0-9A-Z-])")
OWN_ID = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^<>\s]+>")  # as mails of the outbox go out
MAX_SEARCHED = 20_000  # characters of the text in which references are looked for
MAX_SUGGESTED = 5


def own_numbers(ids: tuple[str, ...]) -> list[UUID]:
    """Return the numbers in the outbox that Message-IDs of ours stand for, in their order."""
    return [UUID(found[1]) for one in ids if (found := OWN_ID.fullmatch(one))]


def find_inquiry(arrived: ArrivedMail) -> Inquiry | None:
    """Return the inquiry of a mail; None where nothing makes it certain."""
    return by_our_message_id(arrived.answers) or by_their_message_id(arrived) or by_reference(arrived)


def by_our_message_id(ids: tuple[str, ...]) -> Inquiry | None:
    """Return the inquiry to whose writer a mail went that is answered: its random number is known to nobody else."""
    numbers = own_numbers(ids)
    known = ThreadMail.objects.filter(pk__in=numbers).select_related("inquiry").in_bulk()
    return next((known[number].inquiry for number in numbers if number in known), None)


def by_their_message_id(arrived: ArrivedMail) -> Inquiry | None:
    """Return the inquiry that holds a mail which is answered, if that came from the same address."""
    for one in arrived.answers:
        found = Message.objects.filter(email_fingerprint=email_fingerprint(one, "")).select_related("inquiry")
        for message in found[:MAX_SUGGESTED]:
            if is_same_address(address_of(message.address or ""), arrived.mail.address):
                return message.inquiry
    return None


def by_reference(arrived: ArrivedMail) -> Inquiry | None:
    """Return the one inquiry whose reference the mail names and whose writer has sent it; the subject counts first."""
    if not arrived.mail.address:
        return None
    of_sender = Inquiry.objects.filter(email_hmac=email_hmac(arrived.mail.address))
    for place in (arrived.mail.subject, arrived.mail.text):
        found = list(of_sender.with_references(*references_in(place))[:2])
        if len(found) == 1:
            return found[0]
    return None


def references_in(text: str) -> set[str]:
    return set(REFERENCE.findall(unicodedata.normalize("NFKC", text[:MAX_SEARCHED]).upper()))


def suggestions(*, texts: list[str], sender_hmac: str) -> InquiryQuerySet:
    """Return inquiries to which somebody may add a mail: those that it names, and the newest of its sender."""
    named = set[str]().union(*map(references_in, texts))
    found = Inquiry.objects.not_spam().with_references(*named)
    if sender_hmac:
        found |= Inquiry.objects.not_spam().filter(email_hmac=sender_hmac)
    return found.latest_first()[:MAX_SUGGESTED]


def returned_mail(arrived: ArrivedMail) -> OutboxMail | None:
    """Return the mail of the outbox that a server reports as undelivered."""
    return OutboxMail.objects.filter(pk__in=own_numbers(arrived.returned)).first()


def is_notice_of_ours(arrived: ArrivedMail) -> bool:
    """Tell whether a mail is a notice to the desk that came into the mailbox which we read, and no answer to one."""
    own = own_numbers((arrived.mail.message_id,))
    return bool(own) and OutboxMail.objects.filter(pk__in=own).exists() and not is_to_writer(own)


def is_to_writer(numbers: list[UUID]) -> bool:
    return ThreadMail.objects.filter(pk__in=numbers).exists()
