"""The mails about a consent: the question with its link, and the confirmation with the link to withdraw."""

from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster_cms.clock import TOKYO
from cluster_cms.mail.kinds import Letter, MailKind
from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.mail.wording import Wording, fill_texts
from contact.mails.letterhead import DESK_PLACES, DESK_SAMPLE, desk_values, letter_from_desk
from contact.models import Consent
from contact.text import answers
from contact.text.links import QUESTION, WITHDRAWAL, consent_address

# Kinds of mail; their record is the id of the consent.
CONSENT_QUESTION, CONSENT_CONFIRMATION = "consent.question", "consent.given"
PLACES: dict[str, str | Promise] = {
    "reference": _("the reference of the inquiry"),
    "purpose": _("the purpose that is asked for"),
    **DESK_PLACES,
}
SAMPLE: dict[str, str | Promise] = {
    "reference": "K7QM-2XFD",
    "purpose": _("(the purpose)"),
    **DESK_SAMPLE,
    "link": "https://www.example.com/your-data/consent/…/",
    "until": "2026-12-15 14:52",
}
QUESTION_WORDING = Wording(
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
CONFIRMATION_WORDING = Wording(
    subject=pgettext_lazy("mail", "You have agreed; how to withdraw it [{reference}]"),
    body=pgettext_lazy(
        "mail",
        """Thank you. You have agreed that we use what you gave us with your
inquiry {reference} for this purpose:

{purpose}

You can withdraw it at any time, without a reason, on this page.
Please keep this email for it.
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


def consent_question_mail() -> MailKind:
    label = _("Question for consent to another purpose")
    return MailKind(CONSENT_QUESTION, label, write_consent_question, QUESTION_WORDING)


def consent_confirmation_mail() -> MailKind:
    label = _("Confirmation of a consent, with the way back")
    return MailKind(CONSENT_CONFIRMATION, label, write_consent_confirmation, CONFIRMATION_WORDING)


def write_consent_question(mail: OutboxMail) -> Letter | None:
    """Write the question with its link; None where it was answered, has expired, or the use was stopped meanwhile."""
    consent = Consent.objects.answerable().filter(pk=UUID(mail.record)).select_related("inquiry", "purpose").first()
    if consent is None or consent.inquiry.restricted_at:
        return None
    until = f"{consent.expires_at.astimezone(TOKYO):%Y-%m-%d %H:%M}"
    link = consent_address(mail.language, consent.pk, QUESTION, consent.question_hash)
    return write(mail, consent, QUESTION_WORDING, {"link": link, "until": until})


def write_consent_confirmation(mail: OutboxMail) -> Letter | None:
    """Write the confirmation with the link to withdraw; None where the consent was withdrawn meanwhile."""
    consent = Consent.objects.given().filter(pk=UUID(mail.record)).select_related("inquiry", "purpose").first()
    if consent is None:
        return None
    link = consent_address(mail.language, consent.pk, WITHDRAWAL, consent.withdrawal_hash)
    return write(mail, consent, CONFIRMATION_WORDING, {"link": link})


def write(mail: OutboxMail, consent: Consent, wording: Wording, links: dict[str, object]) -> Letter:
    inquiry, language = consent.inquiry, mail.language
    values = {"reference": inquiry.reference, "purpose": consent.text(language), **desk_values(language), **links}
    words = fill_texts(wording.current(mail.kind, language), values)
    return letter_from_desk(answers.text_of(inquiry.answers, "mail"), words)
