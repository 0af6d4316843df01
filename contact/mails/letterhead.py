"""Company and desk as the mails to writers name them; remembers which mails went to a writer, to know an answer."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cluster_cms.mail.kinds import Letter
from cluster_cms.mail.outbox import OutboxMail, queue_mail
from cluster_cms.pages.languages import paired
from cluster_cms.pages.site_settings import CompanySettings, DeskSettings, default_site
from contact.models import Inquiry, ThreadMail
from contact.text.email_address import domain_of

DESK_PLACES: dict[str, str | Promise] = {
    "company": _("the name of the company"),
    "desk": _("the name of the desk"),
    "phone": _("the telephone number of the desk"),
    "hours": _("the hours of the desk"),
    "mail": _("the email address of the desk"),
}
DESK_SAMPLE: dict[str, str | Promise] = {
    "company": _("(company)"),
    "desk": _("(desk)"),
    "phone": "00-0000-0000",
    "hours": "9:00–17:00",
    "mail": "desk@example.com",
}


def desk_values(language: str) -> dict[str, object]:
    """Return the values of DESK_PLACES in a language, from the site settings."""
    company, desk = CompanySettings.for_site(default_site()), DeskSettings.for_site(default_site())
    return {
        "company": paired(company, "name", language),
        "desk": paired(desk, "name", language),
        "phone": desk.phone,
        "hours": paired(desk, "hours", language),
        "mail": desk.email,
    }


def desk_address() -> str:
    """Return the mail address of the desk; empty where none is set."""
    return DeskSettings.for_site(default_site()).email


def company_domains() -> frozenset[str]:
    """Return the domains of the company's own mail: that of the desk and that of the sender of all mails."""
    return frozenset({domain_of(desk_address()), domain_of(settings.DEFAULT_FROM_EMAIL)} - {""})


def letter_from_desk(to: str, words: tuple[str, str], *, auto: str = "auto-generated") -> Letter:
    """Return a mail of a subject and a body whose replies go to the desk; `auto` as in Letter."""
    subject, body = words
    return Letter(to, subject, body, reply_to=desk_address(), auto=auto)


def queue_to_writer(kind: str, *, inquiry: Inquiry, record: str = "") -> OutboxMail:
    """Queue a mail to the writer of an inquiry and remember it. Raises as queue_mail outside a transaction."""
    mail = queue_mail(kind, subject=inquiry.reference, record=record, language=inquiry.language)
    remember_thread(inquiry, [mail])
    return mail


def remember_thread(inquiry: Inquiry, mails: Iterable[OutboxMail]) -> None:
    """Remember queued mails to the writer; not those to somebody else, whose answers are not the writer's."""
    ThreadMail.objects.bulk_create(ThreadMail(pk=mail.pk, inquiry=inquiry) for mail in mails)
