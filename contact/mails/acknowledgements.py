"""The acknowledgement to the writer and the notice to the desk that a new inquiry queues."""

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from cluster_cms.clock import TOKYO
from cluster_cms.mail.kinds import Letter, MailKind
from cluster_cms.mail.outbox import OutboxMail, queue_mails
from cluster_cms.mail.wording import Wording, fill_texts
from cluster_cms.pages.languages import JAPANESE, paired
from cluster_cms.pages.site_settings import CompanySettings, DeskSettings, default_site
from cluster_cms.security import audit
from contact.mails.inquiry_wording import ACKNOWLEDGEMENT, DESK_NOTICE
from contact.models import Inquiry, Source
from contact.rate_limits.counters import DAY, increment
from contact.text import answers
from contact.text.links import own_data_address

# Acknowledgements to one address: who types in somebody else's does not fill their mailbox.
MOST_A_DAY = 5
ACKNOWLEDGED, NOTICED = "inquiry.acknowledgement", "inquiry.desk"
MANUAL_ACKNOWLEDGEMENT = "inquiry.manual_acknowledgement"
MANUAL_WORDING = Wording(
    subject=pgettext_lazy("mail", "We have noted your inquiry [{reference}]"),
    body=pgettext_lazy(
        "mail",
        """Thank you for getting in touch. We have noted your inquiry.

    Reference  {reference}
    Received   {received} (Japan time)

What happens next

  1. Somebody who knows the subject reads it, and you hear from us.
  2. {months} months after it is closed, what we noted is erased.

What we use it for
{purpose}

Our privacy policy (revision {revision}):
{policy}

To see, correct or delete what we noted, ask the desk below and give
the reference. Please keep this mail.

This mail does not repeat what you told us. If you did not ask us
anything, please tell the desk the reference, and nothing more.

--
{company}
{desk}
{phone} {hours}
{mail}
{form}
""",
    ),
    places=ACKNOWLEDGEMENT.places,
    required=ACKNOWLEDGEMENT.required,
    sample=ACKNOWLEDGEMENT.sample,
)


def acknowledgement() -> MailKind:
    return MailKind(ACKNOWLEDGED, _("Acknowledgement to the writer"), write_acknowledgement, ACKNOWLEDGEMENT)


def desk_notice() -> MailKind:
    return MailKind(NOTICED, _("Notice of a new inquiry to the desk"), write_desk_notice, DESK_NOTICE)


def queue_received_mails(inquiry: Inquiry) -> None:
    """Queue what a genuine inquiry brings about; who wrote by another way than the form has had an answer there.

    Raises TransactionManagementError outside a transaction.
    """
    mails = [OutboxMail(kind=NOTICED, subject=inquiry.reference, language=JAPANESE)]
    if inquiry.source == Source.WEB and has_had_enough(inquiry.email_hmac):
        audit.record("acknowledgement.suppressed", subject=inquiry.reference)
    elif inquiry.source == Source.WEB:
        mails += [OutboxMail(kind=ACKNOWLEDGED, subject=inquiry.reference, language=inquiry.language)]
    queue_mails(mails)


def has_had_enough(email_hmac: str) -> bool:
    """Count an acknowledgement to an address, without keeping it, and tell whether it has had those of a day."""
    key = DAY.key("acknowledgements", email_hmac)
    return increment({key: DAY})[key] > MOST_A_DAY


def write_acknowledgement(mail: OutboxMail) -> Letter | None:
    """Say that it has arrived, never what: nobody knows yet whose address it is (RFC 3834, 3.1.2)."""
    inquiry = (
        Inquiry.objects.unrestricted().with_references(mail.subject).select_related("policy_revision", "page").first()
    )
    if inquiry is None:
        return None
    subject, body = words(ACKNOWLEDGEMENT, mail, inquiry, acknowledgement_values(inquiry))
    desk = DeskSettings.for_site(default_site()).email
    return Letter(answers.text_of(inquiry.answers, "mail"), subject, body, reply_to=desk, auto="auto-replied")


def acknowledgement_values(inquiry: Inquiry) -> dict[str, object]:
    site = default_site()
    company, desk, language = CompanySettings.for_site(site), DeskSettings.for_site(site), inquiry.language
    page = inquiry.page
    return {
        "months": desk.retention_months,
        "purpose": inquiry.purpose,
        "revision": inquiry.policy_revision.number,
        "policy": settings.SITE_URL + inquiry.policy_revision.address(language),
        "company": paired(company, "name", language),
        "desk": paired(desk, "name", language),
        "phone": desk.phone,
        "hours": paired(desk, "hours", language),
        "mail": desk.email,
        "form": f"{settings.SITE_URL}{page.url}" if page else settings.SITE_URL,
        "own_data": own_data_address(language),
    }


def write_desk_notice(mail: OutboxMail) -> Letter | None:
    """Tell the desk the reference and where to read on: the mail itself holds nothing of the visitor's.

    A desk without a mail address is no reason to say nothing: the mail is parked, which the dashboard shows.
    """
    inquiry = Inquiry.objects.with_references(mail.subject).first()
    desk = DeskSettings.for_site(default_site()).email
    if inquiry is None:
        return None
    link = settings.SITE_URL + reverse("inquiries:inquiry", args=[inquiry.reference])
    subject, body = words(DESK_NOTICE, mail, inquiry, {"link": link})
    return Letter(desk, subject, body)


def words(wording: Wording, mail: OutboxMail, inquiry: Inquiry, values: dict[str, object]) -> tuple[str, str]:
    received = inquiry.received_at.astimezone(TOKYO)
    when = date_format(received, pgettext("format of a moment", "j F Y, H:i"))
    values = {"reference": inquiry.reference, "received": when, **values}
    return fill_texts(wording.current(mail.kind, mail.language), values)


def manual_acknowledgement() -> MailKind:
    return MailKind(
        MANUAL_ACKNOWLEDGEMENT,
        _("Acknowledgement of an inquiry that the desk took down"),
        write_manual_acknowledgement,
        MANUAL_WORDING,
    )


def write_manual_acknowledgement(mail: OutboxMail) -> Letter | None:
    """Say that it is noted, never what: nobody knows yet whether the address was heard rightly."""
    inquiry = Inquiry.objects.with_references(mail.subject).select_related("policy_revision", "page").first()
    if inquiry is None:
        return None
    subject, body = words(MANUAL_WORDING, mail, inquiry, acknowledgement_values(inquiry))
    desk = DeskSettings.for_site(default_site()).email
    return Letter(answers.text_of(inquiry.answers, "mail"), subject, body, reply_to=desk, auto="auto-replied")
