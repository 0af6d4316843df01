"""Giving, refusing and withdrawing consent. A no stands in the erasure journal: no restore turns it into a yes."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cluster_cms import audit, clock
from cluster_cms.erasures.erasable import Erasable
from cluster_cms.erasures.erasing import erasing
from cluster_cms.mail.queueing import queue_mail
from contact.consents.asking import CONFIRMED
from contact.consents.tokens import hash_of
from contact.records import STANDING, Answer, Consent, ConsentQuerySet

KIND = "consent"


class NoSuchQuestion(Exception):
    """The link is unknown, over, of the other language, or was used."""


def find_question(*, token: str, language: str) -> Consent:
    """Return the consent that a link asks for; changes nothing. Raises NoSuchQuestion."""
    return found(Consent.objects.answerable(), language, question_hash=hash_of(token))


def find_given(*, token: str, language: str) -> Consent:
    """Return the consent that a link withdraws; changes nothing. Raises NoSuchQuestion."""
    return found(Consent.objects.given(), language, withdrawal_hash=hash_of(token))


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
        return say_no(consent, Answer.REFUSED)
    changed = Consent.objects.answerable().filter(pk=consent.pk)
    if not changed.update(answer=Answer.GIVEN, answered_at=clock.now()):
        raise NoSuchQuestion
    note("consent.given", consent)
    queue_mail(CONFIRMED, subject=consent.inquiry.reference, record=str(consent.pk), language=language)
    return Consent.objects.get(pk=consent.pk)


@transaction.atomic
def withdraw_consent(*, token: str, language: str) -> Consent:
    """Take a consent back. Raises NoSuchQuestion."""
    return say_no(find_given(token=token, language=language), Answer.WITHDRAWN)


def say_no(consent: Consent, no: Answer) -> Consent:
    with erasing(KIND, [consent.pk], no.value):
        if not end(Consent.objects.filter(pk=consent.pk, answer=consent.answer), no):
            raise NoSuchQuestion
        note(f"consent.{no.value}", consent)
    return Consent.objects.get(pk=consent.pk)


def end(consents: ConsentQuerySet, no: Answer) -> int:
    time = "answered_at" if no == Answer.REFUSED else "withdrawn_at"
    return consents.update(answer=no, **{time: clock.now()})


def note(action: str, consent: Consent) -> None:
    audit.record(action, subject=consent.inquiry.reference, data={"purpose": consent.purpose_id})


def say_no_again(record: UUID) -> None:
    """Say no once more to what a restore has made a yes or an open question again."""
    consents = Consent.objects.filter(pk=record)
    end(consents.given(), Answer.WITHDRAWN)
    end(consents.filter(answer=Answer.ASKED), Answer.REFUSED)


def stands(record: UUID) -> bool:
    return Consent.objects.filter(pk=record, answer__in=STANDING).exists()


def refusable() -> Erasable:
    return Erasable(KIND, exists=stands, erase=say_no_again, label=_("consent"))
