"""The mails about a consent: the question with its link, and the confirmation with the link to withdraw."""

from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms.clock import TOKYO
from cluster_cms.mail.kinds import Letter, MailKind
from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.mail.wording import Wording, fill_texts
from cluster_cms.pages.languages import paired
from cluster_cms.pages.site_settings import CompanySettings, DeskSettings, default_site
from contact.models import Consent
from contact.text import answers
from contact.text.links import OWN_DATA_PATH, QUESTION, WITHDRAWAL, consent_token, own_data_address

PLACES: dict[str, str | Promise] = {
    "reference": _("the reference of the inquiry"),
    "purpose": _("the purpose that is asked for"),
    "company": _("the name of the company"),
    "desk": _("the name of the desk"),
    "phone": _("the telephone number of the desk"),
    "mail": _("the mail address of the desk"),
}
SAMPLE: dict[str, str | Promise] = {
    "reference": "K7QM-2XFD",
    "purpose": _("(the purpose)"),
    "company": _("(company)"),
    "desk": _("(desk)"),
    "phone": "00-0000-0000",
    "mail": "desk@example.com",
    "link": "https://www.example.com/contact-us/consent/…/",
    "until": "2026-12-15 14:52",
}
QUESTION_WORDS = Wording(
    subject=pgettext_lazy("mail", "May we use your inquiry for another purpose? [{reference}]"),
    body=pgettext_lazy(
        "mail",
        """You wrote to us; your inquiry has the reference {reference}.
We would like to use what you gave us for a purpose that we did not
tell you then:

{purpose}

We do so only if you agree. Please answer until {until}
(Japan time) on this page, with yes or no:
{link}

Without an answer nothing changes. If you say no, we do not ask
again, and it has no effect on your inquiry.

--
{company}
{desk}
{phone}
{mail}
""",
    ),
    places=PLACES | {"link": _("the address of the page that asks"), "until": _("until when it can be answered")},
    required=frozenset({"purpose", "link", "reference", "desk"}),
    sample=SAMPLE,
)
CONFIRMATION = Wording(
    subject=pgettext_lazy("mail", "You have agreed; how to withdraw it [{reference}]"),
    body=pgettext_lazy(
        "mail",
        """Thank you. You have agreed that we use what you gave us with your
inquiry {reference} for this purpose:

{purpose}

You can withdraw it at any time, without a reason, on this page.
Please keep this mail for it.
{link}

--
{company}
{desk}
{phone}
{mail}
""",
    ),
    places=PLACES | {"link": _("the address of the page that withdraws it")},
    required=frozenset({"purpose", "link", "reference", "desk"}),
    sample=SAMPLE,
)
ASKED, CONFIRMED = "consent.question", "consent.given"  # kinds of mail; their record is the id of the consent


def question_mail() -> MailKind:
    return MailKind(ASKED, _("Question for consent to another purpose"), write_question, QUESTION_WORDS)


def confirmation_mail() -> MailKind:
    return MailKind(CONFIRMED, _("Confirmation of a consent, with the way back"), write_confirmation, CONFIRMATION)


def write_question(mail: OutboxMail) -> Letter | None:
    consent = Consent.objects.answerable().filter(pk=UUID(mail.record)).select_related("inquiry", "purpose").first()
    if consent is None or consent.inquiry.restricted_at:
        return None
    until = f"{consent.expires_at.astimezone(TOKYO):%Y-%m-%d %H:%M}"
    link = address(mail.language, f"consent/{consent_token(consent.pk, QUESTION)}/")
    return letter(mail, consent, QUESTION_WORDS, {"link": link, "until": until})


def write_confirmation(mail: OutboxMail) -> Letter | None:
    consent = Consent.objects.given().filter(pk=UUID(mail.record)).select_related("inquiry", "purpose").first()
    if consent is None:
        return None
    link = address(mail.language, f"consent/withdraw/{consent_token(consent.pk, WITHDRAWAL)}/")
    return letter(mail, consent, CONFIRMATION, {"link": link})


def address(language: str, place: str) -> str:
    return f"{own_data_address(language).removesuffix(OWN_DATA_PATH)}{place}"


def letter(mail: OutboxMail, consent: Consent, wording: Wording, values: dict[str, object]) -> Letter:
    site, language = default_site(), mail.language
    company, desk = CompanySettings.for_site(site), DeskSettings.for_site(site)
    values |= {
        "reference": consent.inquiry.reference,
        "purpose": consent.text(language),
        "company": paired(company, "name", language),
        "desk": paired(desk, "name", language),
        "phone": desk.phone,
        "mail": desk.email,
    }
    subject, body = fill_texts(wording.current(mail.kind, language), values)
    return Letter(answers.text_of(consent.inquiry.answers, "mail"), subject, body, reply_to=desk.email)
