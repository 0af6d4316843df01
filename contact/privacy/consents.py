"""Asks for, records and withdraws consent; a refusal stands in the erasure journal, so no restore undoes it."""

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
from contact.mails.consent_mails import ASKED, CONFIRMED
from contact.models import CONSENT_IN_EFFECT, Consent, ConsentAnswer, ConsentQuerySet, Inquiry, Status, recipient_key
from contact.text.links import QUESTION, WITHDRAWAL, consent_token, token_hash

QUESTION_VALID_FOR = timedelta(days=14)
REFUSAL_KIND = "consent"


class NoNeedToAsk(Exception):
    """The inquiry was collected for the purpose, or its writer was asked already."""


class MayNotAsk(Exception):
    """The writer has refused, has stopped all use, or wrote what is suspected to be spam."""


@transaction.atomic
def ask_consent(
    *, inquiry: Inquiry, purpose: Purpose, actor: User, recipient: str = "", country: str = JAPAN
) -> Consent:
    """Ask the writer once; with a receiver, whether it may be given to that third party for the purpose.

    Raises NoNeedToAsk, MayNotAsk, and Inquiry.DoesNotExist when it was deleted meanwhile.
    """
    inquiry = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    earlier = inquiry.consents.filter(purpose=purpose, recipient_key=recipient_key(recipient))
    if inquiry.restricted_at or inquiry.status == Status.SPAM or earlier.filter(answer=ConsentAnswer.REFUSED).exists():
        raise MayNotAsk
    earlier.filter(answer=ConsentAnswer.ASKED, expires_at__lte=clock.now()).delete()  # nobody answered: ask anew
    known = not recipient and inquiry.purposes_collected_for.filter(purpose=purpose).exists()
    if known or earlier.filter(answer__in=CONSENT_IN_EFFECT).exists():
        raise NoNeedToAsk
    consent = new_consent(inquiry, purpose, actor, recipient, country)
    audit.record("consent.asked", actor=actor, subject=inquiry.reference, data={"purpose": purpose.pk})
    queue_mail(ASKED, subject=inquiry.reference, record=str(consent.pk), language=inquiry.language)
    return consent


def new_consent(inquiry: Inquiry, purpose: Purpose, actor: User, recipient: str, country: str) -> Consent:
    number, now = uuid.uuid4(), clock.now()
    return Consent.objects.create(
        id=number,
        inquiry=inquiry,
        purpose=purpose,
        recipient=recipient or None,
        recipient_key=recipient_key(recipient),
        country=country,
        asked_at=now,
        asked_by_id=actor.pk,
        expires_at=now + QUESTION_VALID_FOR,
        question_hash=token_hash(consent_token(number, QUESTION)),
        withdrawal_hash=token_hash(consent_token(number, WITHDRAWAL)),
    )


class NoSuchQuestion(Exception):
    """The link is unknown, over, of the other language, or was used."""


def find_question(*, token: str, language: str) -> Consent:
    """Return the consent that a link asks for; changes nothing. Raises NoSuchQuestion."""
    return found(Consent.objects.answerable(), language, question_hash=token_hash(token))


def find_given(*, token: str, language: str) -> Consent:
    """Return the consent that a link withdraws; changes nothing. Raises NoSuchQuestion."""
    return found(Consent.objects.given(), language, withdrawal_hash=token_hash(token))


def found(consents: ConsentQuerySet, language: str, **hashes: str) -> Consent:
    consent = consents.select_related("inquiry", "purpose").filter(inquiry__language=language, **hashes).first()
    if consent is None:
        raise NoSuchQuestion
    return consent


@transaction.atomic
def answer_consent(*, token: str, language: str, agrees: bool) -> Consent:
    """Take the answer to a question. Raises NoSuchQuestion. One UPDATE decides which of two clicks it is."""
    consent = find_question(token=token, language=language)
    if not agrees:
        return say_no(consent, ConsentAnswer.REFUSED)
    changed = Consent.objects.answerable().filter(pk=consent.pk)
    if not changed.update(answer=ConsentAnswer.GIVEN, answered_at=clock.now()):
        raise NoSuchQuestion
    note("consent.given", consent)
    queue_mail(CONFIRMED, subject=consent.inquiry.reference, record=str(consent.pk), language=language)
    return Consent.objects.get(pk=consent.pk)


@transaction.atomic
def withdraw_consent(*, token: str, language: str) -> Consent:
    """Take a consent back. Raises NoSuchQuestion."""
    return say_no(find_given(token=token, language=language), ConsentAnswer.WITHDRAWN)


def say_no(consent: Consent, no: ConsentAnswer) -> Consent:
    with erasing(REFUSAL_KIND, [consent.pk], no.value):
        if not end(Consent.objects.filter(pk=consent.pk, answer=consent.answer), no):
            raise NoSuchQuestion
        note(f"consent.{no.value}", consent)
    return Consent.objects.get(pk=consent.pk)


def end(consents: ConsentQuerySet, no: ConsentAnswer) -> int:
    time = "answered_at" if no == ConsentAnswer.REFUSED else "withdrawn_at"
    return consents.update(answer=no, **{time: clock.now()})


def note(action: str, consent: Consent) -> None:
    audit.record(action, subject=consent.inquiry.reference, data={"purpose": consent.purpose_id})


def say_no_again(record: UUID) -> None:
    """Say no once more to what a restore has made a yes or an open question again."""
    consents = Consent.objects.filter(pk=record)
    end(consents.given(), ConsentAnswer.WITHDRAWN)
    end(consents.filter(answer=ConsentAnswer.ASKED), ConsentAnswer.REFUSED)


def stands(record: UUID) -> bool:
    return Consent.objects.filter(pk=record, answer__in=CONSENT_IN_EFFECT).exists()


def erasable_refusal() -> Erasable:
    return Erasable(REFUSAL_KIND, exists=stands, erase=say_no_again, label=_("consent"))
