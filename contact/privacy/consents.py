"""Asks for, records and withdraws consent; refusals and withdrawals are journaled and survive a restore."""

import uuid
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cluster_cms import clock
from cluster_cms.erasures.erasing import Erasable, erasing
from cluster_cms.mail.outbox import queue_mail
from cluster_cms.privacy.countries import JAPAN
from cluster_cms.privacy.models import Purpose
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from cluster_cms.text.company_names import company_key
from contact.inquiries.handling import lock
from contact.inquiries.person_acts import bring_to_desk
from contact.mails.consent_mails import CONSENT_CONFIRMATION, CONSENT_QUESTION
from contact.mails.letterhead import queue_to_writer
from contact.mails.person_act_notice import PersonAct
from contact.models import CONSENT_IN_EFFECT, Consent, ConsentAnswer, ConsentQuerySet, Inquiry, Status, recipient_key
from contact.text.links import QUESTION, WITHDRAWAL, consent_token, token_hash

QUESTION_VALID_FOR = timedelta(days=14)
REFUSAL_KIND = "consent"


class NoSuchQuestion(Exception):
    """The token is unknown, expired, used, or of the other language."""


class NoNeedToAsk(Exception):
    """The inquiry was collected for this purpose, or a consent of its writer is given or asked for already."""


class MayNotAsk(Exception):
    """The writer has refused or has stopped the use, or the inquiry is suspected spam."""


@transaction.atomic
def ask_consent(
    *, inquiry: Inquiry, purpose: Purpose, actor: User, recipient: str = "", country: str = JAPAN
) -> Consent:
    """Mail the writer a question for consent: to another purpose, or to a transfer to `recipient` for the purpose.

    Raises NoNeedToAsk, MayNotAsk, and Inquiry.DoesNotExist where the inquiry was deleted.
    """
    inquiry = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    earlier = inquiry.consents.filter(purpose=purpose, recipient_key=recipient_key(recipient))
    if inquiry.restricted_at or inquiry.status == Status.SPAM or was_refused(inquiry, purpose, recipient):
        raise MayNotAsk
    earlier.filter(answer=ConsentAnswer.ASKED, expires_at__lte=clock.now()).delete()  # expired without an answer
    collected = not recipient and inquiry.purposes_collected_for.filter(purpose=purpose).exists()
    if collected or earlier.filter(answer__in=CONSENT_IN_EFFECT).exists():
        raise NoNeedToAsk
    consent = create_consent(inquiry, purpose, actor, recipient, country)
    queue_to_writer(CONSENT_QUESTION, inquiry=inquiry, record=str(consent.pk))
    audit.record("consent.asked", actor=actor, subject=inquiry.reference, data={"purpose": purpose.pk})
    return consent


def was_refused(inquiry: Inquiry, purpose: Purpose, recipient: str) -> bool:
    """Tell whether the writer has refused this purpose or, for it, this recipient under any spelling."""
    refused = inquiry.consents.filter(purpose=purpose, answer=ConsentAnswer.REFUSED)
    return company_key(recipient) in {company_key(one.recipient or "") for one in refused}


def create_consent(inquiry: Inquiry, purpose: Purpose, actor: User, recipient: str, country: str) -> Consent:
    pk, now = uuid.uuid4(), clock.now()
    return Consent.objects.create(
        pk=pk,
        inquiry=inquiry,
        purpose=purpose,
        recipient=recipient or None,
        recipient_key=recipient_key(recipient),
        country=country,
        asked_at=now,
        asked_by_id=actor.pk,
        expires_at=now + QUESTION_VALID_FOR,
        question_hash=token_hash(consent_token(pk, QUESTION)),
        withdrawal_hash=token_hash(consent_token(pk, WITHDRAWAL)),
    )


def find_question(*, token: str, language: str) -> Consent:
    """Return the consent that a token can answer; changes nothing. Raises NoSuchQuestion."""
    return find(Consent.objects.answerable(), language, question_hash=token_hash(token))


def find_given(*, token: str, language: str) -> Consent:
    """Return the consent that a token can withdraw; changes nothing. Raises NoSuchQuestion."""
    return find(Consent.objects.given(), language, withdrawal_hash=token_hash(token))


def find(consents: ConsentQuerySet, language: str, **hashes: str) -> Consent:
    consent = consents.select_related("inquiry", "purpose").filter(inquiry__language=language, **hashes).first()
    if consent is None:
        raise NoSuchQuestion
    return consent


def with_locked_inquiry(consent: Consent) -> Consent:
    """Lock the inquiry of a consent before the consent changes. Raises NoSuchQuestion where it is gone."""
    try:
        consent.inquiry = lock(consent.inquiry)
    except Inquiry.DoesNotExist as error:
        raise NoSuchQuestion from error
    return consent


@transaction.atomic
def answer_consent(*, token: str, language: str, agrees: bool) -> Consent:
    """Record the answer. Raises NoSuchQuestion. Of two concurrent answers one UPDATE lets the first win."""
    consent = with_locked_inquiry(find_question(token=token, language=language))
    if not agrees:
        return end_consent(consent, ConsentAnswer.REFUSED)
    if (
        not Consent.objects.answerable()
        .filter(pk=consent.pk)
        .update(
            answer=ConsentAnswer.GIVEN,
            answered_at=clock.now(),
            withdrawal_hash=token_hash(consent_token(consent.pk, WITHDRAWAL)),  # under the secrets of today
        )
    ):
        raise NoSuchQuestion
    queue_mail(CONSENT_CONFIRMATION, subject=consent.inquiry.reference, record=str(consent.pk), language=language)
    bring_to_desk(consent.inquiry, PersonAct.CONSENTED)
    record(consent, "consent.given")
    return Consent.objects.get(pk=consent.pk)


@transaction.atomic
def withdraw_consent(*, token: str, language: str) -> Consent:
    """Withdraw a given consent. Raises NoSuchQuestion."""
    return end_consent(with_locked_inquiry(find_given(token=token, language=language)), ConsentAnswer.WITHDRAWN)


def end_consent(consent: Consent, answer: ConsentAnswer) -> Consent:
    """Refuse or withdraw, with a line in the erasure journal. Raises NoSuchQuestion where it has changed meanwhile."""
    with erasing(REFUSAL_KIND, [consent.pk], answer.value):
        if not update_to(Consent.objects.filter(pk=consent.pk, answer=consent.answer), answer):
            raise NoSuchQuestion
    bring_to_desk(consent.inquiry, PersonAct(answer.value))
    record(consent, f"consent.{answer.value}")
    return Consent.objects.get(pk=consent.pk)


def update_to(consents: ConsentQuerySet, answer: ConsentAnswer) -> int:
    time = "answered_at" if answer == ConsentAnswer.REFUSED else "withdrawn_at"
    return consents.update(answer=answer, **{time: clock.now()})


def record(consent: Consent, action: str) -> None:
    audit.record(action, subject=consent.inquiry.reference, data={"purpose": consent.purpose_id})


def consent_in_effect(pk: UUID) -> bool:
    return Consent.objects.filter(pk=pk, answer__in=CONSENT_IN_EFFECT).exists()


def end_restored_consent(pk: UUID) -> None:
    """Refuse or withdraw again what a restored backup has made an open question or a given consent again."""
    consents = Consent.objects.filter(pk=pk)
    update_to(consents.given(), ConsentAnswer.WITHDRAWN)
    update_to(consents.filter(answer=ConsentAnswer.ASKED), ConsentAnswer.REFUSED)


def erasable_refusal() -> Erasable:
    return Erasable(REFUSAL_KIND, exists=consent_in_effect, erase=end_restored_consent, label=_("consent"))
