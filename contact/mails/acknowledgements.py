"""The acknowledgement to the writer of a new inquiry; queues it together with the notice to the desk."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cluster_cms.mail.kinds import Letter, MailKind
from cluster_cms.mail.outbox import MailState, OutboxMail, queue_mails
from cluster_cms.mail.wording import Wording, fill_texts
from cluster_cms.pages.languages import JAPANESE
from cluster_cms.security import audit
from contact.mails.desk_notices import DESK_NOTICE, receipt_values
from contact.mails.inquiry_wording import ACKNOWLEDGEMENT_WORDING, MANUAL_ACKNOWLEDGEMENT_WORDING
from contact.mails.letterhead import desk_values, letter_from_desk, queue_to_writer, remember_thread
from contact.models import Inquiry, Source
from contact.rate_limits.counters import DAY, increment
from contact.retention.schedule import retention_months
from contact.text import answers
from contact.text.links import own_data_address

# Kinds of mail; their subject is the reference of the inquiry.
ACKNOWLEDGEMENT, MANUAL_ACKNOWLEDGEMENT = "inquiry.acknowledgement", "inquiry.manual_acknowledgement"
# Acknowledgements to one address: who enters somebody else's cannot fill that mailbox.
MAX_PER_DAY = 5


def queue_received_mails(inquiry: Inquiry) -> bool:
    """Queue the mails about a new inquiry that is not spam; an acknowledgement only for one from the form.

    Returns False when the acknowledgement was suppressed: `record_suppression` follows, after all else is written.
    Raises TransactionManagementError outside a transaction.
    """
    mails = [OutboxMail(kind=DESK_NOTICE, subject=inquiry.reference, language=JAPANESE)]
    suppressed = inquiry.source == Source.WEB and is_daily_limit_exceeded(inquiry.email_hmac)
    if inquiry.source == Source.WEB and not suppressed:
        mails += [OutboxMail(kind=ACKNOWLEDGEMENT, subject=inquiry.reference, language=inquiry.language)]
    queue_mails(mails)
    remember_thread(inquiry, mails[1:])
    return not suppressed


def record_suppression(inquiry: Inquiry) -> None:
    """Record that an inquiry got no acknowledgement, because its address has had MAX_PER_DAY today."""
    audit.record("acknowledgement.suppressed", subject=inquiry.reference)


def queue_acknowledgement(inquiry: Inquiry) -> None:
    """Queue an acknowledgement to the present address of an inquiry, unless one is waiting, which goes there too."""
    kind = ACKNOWLEDGEMENT if inquiry.source == Source.WEB else MANUAL_ACKNOWLEDGEMENT
    waiting = OutboxMail.objects.about(inquiry.reference).filter(kind=kind, state=MailState.QUEUED)
    if not waiting.exists():
        queue_to_writer(kind, inquiry=inquiry)


def is_daily_limit_exceeded(email_hmac: str) -> bool:
    """Count an acknowledgement to an address, and tell whether it is beyond MAX_PER_DAY."""
    key = DAY.key("acknowledgements", email_hmac)
    return increment({key: DAY})[key] > MAX_PER_DAY


def acknowledgement_mail() -> MailKind:
    label = _("Acknowledgement to the writer")
    return MailKind(ACKNOWLEDGEMENT, label, write_acknowledgement, ACKNOWLEDGEMENT_WORDING)


def manual_acknowledgement_mail() -> MailKind:
    label = _("Acknowledgement of an inquiry that the desk took down")
    return MailKind(MANUAL_ACKNOWLEDGEMENT, label, write_manual_acknowledgement, MANUAL_ACKNOWLEDGEMENT_WORDING)


def write_acknowledgement(mail: OutboxMail) -> Letter | None:
    """Write the mail; None where the inquiry was erased or its use was stopped meanwhile."""
    inquiry = Inquiry.objects.unrestricted().with_references(mail.subject).first()
    return acknowledge(inquiry, mail, ACKNOWLEDGEMENT_WORDING) if inquiry else None


def write_manual_acknowledgement(mail: OutboxMail) -> Letter | None:
    """Write the mail; None where the inquiry was erased meanwhile."""
    inquiry = Inquiry.objects.with_references(mail.subject).first()
    return acknowledge(inquiry, mail, MANUAL_ACKNOWLEDGEMENT_WORDING) if inquiry else None


def acknowledge(inquiry: Inquiry, mail: OutboxMail, wording: Wording) -> Letter:
    """Confirm the receipt without repeating the message: the address is not verified yet (RFC 3834, 3.1.2)."""
    language, revision = inquiry.language, inquiry.policy_revision
    values = {
        **receipt_values(inquiry),
        **desk_values(language),
        "months": retention_months(),
        "purpose": inquiry.purpose,
        "revision": revision.number,
        "policy": settings.SITE_URL + revision.address(language),
        "form": f"{settings.SITE_URL}{inquiry.page.url}" if inquiry.page else settings.SITE_URL,
        "own_data": own_data_address(language),
    }
    words = fill_texts(wording.current(mail.kind, mail.language), values)
    return letter_from_desk(answers.text_of(inquiry.answers, "mail"), words, auto="auto-replied")
