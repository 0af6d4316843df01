"""The mails to the desk: a new inquiry, a warning before deletion, the daily count of suspected spam."""

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from cluster_cms.clock import TOKYO, tokyo_date
from cluster_cms.mail.kinds import Letter, MailKind
from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.mail.wording import fill_texts
from contact.mails.inquiry_wording import DESK_NOTICE_WORDING
from contact.mails.letterhead import desk_address
from contact.models import Inquiry
from contact.retention.schedule import QUARANTINE_PERIOD, RETENTION_WARNING

# Kinds of mail; their subject is the reference of the inquiry, or a day.
DESK_NOTICE, QUARANTINE_COUNT = "inquiry.desk", "inquiry.quarantine_count"


def desk_notice_mail() -> MailKind:
    label = gettext_lazy("Notice of a new inquiry to the desk")
    return MailKind(DESK_NOTICE, label, write_desk_notice, DESK_NOTICE_WORDING)


def retention_warning_mail() -> MailKind:
    label = gettext_lazy("Warning before inquiries are deleted")
    return MailKind(RETENTION_WARNING, label, write_retention_warning)


def quarantine_count_mail() -> MailKind:
    label = gettext_lazy("Suspected spam, daily count")
    return MailKind(QUARANTINE_COUNT, label, write_quarantine_count)


def write_desk_notice(mail: OutboxMail) -> Letter | None:
    """Write the reference and the address of the inquiry, no personal data; None where it was erased meanwhile.

    Where the desk has no mail address the delivery fails and the mail is dead-lettered, which the dashboard shows.
    """
    inquiry = Inquiry.objects.with_references(mail.subject).first()
    if inquiry is None:
        return None
    link = settings.SITE_URL + reverse("inquiries:inquiry", args=[inquiry.reference])
    values = {**receipt_values(inquiry), "link": link}
    return Letter(desk_address(), *fill_texts(DESK_NOTICE_WORDING.current(mail.kind, mail.language), values))


def receipt_values(inquiry: Inquiry) -> dict[str, object]:
    """Return the placeholders `reference` and `received` (time in Tokyo, in the active language)."""
    received = inquiry.received_at.astimezone(TOKYO)
    when = date_format(received, pgettext("format of a moment", "j F Y, H:i"))
    return {"reference": inquiry.reference, "received": when}


def write_retention_warning(mail: OutboxMail) -> Letter | None:
    """Write how many inquiries will be deleted when; None where none are left or the desk has no mail address."""
    day = date.fromisoformat(mail.subject)
    count = Inquiry.objects.not_on_hold().filter(erasure_on=day).count()
    to = desk_address()
    if not (count and to):
        return None
    with translation.override(mail.language):
        values = {"count": count, "day": tokyo_date(day)}
        text = ngettext(
            "%(count)s inquiry will be deleted on %(day)s, because its time is over.",
            "%(count)s inquiries will be deleted on %(day)s, because their time is over.",
            count,
        )
        advice = _("What must be kept longer can be put on hold until then, with a reason:")
        link = settings.SITE_URL + reverse("inquiries:retention")
        subject = _("Inquiries will be deleted on %(day)s")
        return Letter(to, subject % values, f"{text % values}\n\n{advice}\n{link}\n")


def write_quarantine_count(mail: OutboxMail) -> Letter | None:
    """Write how many inquiries are in quarantine; None where there are none or the desk has no mail address."""
    number = Inquiry.objects.in_quarantine().count()
    to = desk_address()
    if not (number and to):
        return None
    subject = ngettext("Suspected spam: %(number)d inquiry", "Suspected spam: %(number)d inquiries", number)
    text = ngettext(
        "The box of suspected spam holds %(number)d inquiry. Please look whether it is a genuine one:",
        "The box of suspected spam holds %(number)d inquiries. Please look whether there is a genuine one:",
        number,
    )
    rule = _("What nobody clears is deleted after %(days)d days.")
    values = {"number": number, "days": QUARANTINE_PERIOD.days}
    link = settings.SITE_URL + reverse("spam:index")
    return Letter(to, subject % values, f"{text % values}\n\n{link}\n\n{rule % values}\n")
