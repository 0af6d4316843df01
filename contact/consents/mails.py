"""The mails of a consent: the question with its link, and the confirmation with the link that withdraws it."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cluster_cms.clock import TOKYO
from cluster_cms.languages import paired
from cluster_cms.mail.kinds import Letter, MailKind
from cluster_cms.mail.outbox import OutboxMail
from cluster_cms.mail.wording import Wording, written_out
from cluster_cms.site_settings import CompanySettings, DeskSettings, default_site
from contact import answers
from contact.consents.asking import ASKED, CONFIRMED
from contact.consents.tokens import QUESTION, WITHDRAWAL, token_of
from contact.consents.words import CONFIRMATION, QUESTION_WORDS
from contact.records import Consent
from contact.rights.addresses import PLACE, own_data_address


def question_mail() -> MailKind:
    return MailKind(ASKED, _("Question for consent to another purpose"), write_question, QUESTION_WORDS)


def confirmation_mail() -> MailKind:
    return MailKind(CONFIRMED, _("Confirmation of a consent, with the way back"), write_confirmation, CONFIRMATION)


def write_question(mail: OutboxMail) -> Letter | None:
    consent = Consent.objects.answerable().filter(pk=UUID(mail.record)).select_related("inquiry", "purpose").first()
    if consent is None or consent.inquiry.restricted_at:
        return None
    until = f"{consent.expires_at.astimezone(TOKYO):%Y-%m-%d %H:%M}"
    link = address(mail.language, f"consent/{token_of(consent.pk, QUESTION)}/")
    return letter(mail, consent, QUESTION_WORDS, {"link": link, "until": until})


def write_confirmation(mail: OutboxMail) -> Letter | None:
    consent = Consent.objects.given().filter(pk=UUID(mail.record)).select_related("inquiry", "purpose").first()
    if consent is None:
        return None
    link = address(mail.language, f"consent/withdraw/{token_of(consent.pk, WITHDRAWAL)}/")
    return letter(mail, consent, CONFIRMATION, {"link": link})


def address(language: str, place: str) -> str:
    return f"{own_data_address(language).removesuffix(PLACE)}{place}"


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
    subject, body = written_out(wording.current(mail.kind, language), values)
    return Letter(answers.text_of(consent.inquiry.answers, "mail"), subject, body, reply_to=desk.email)
