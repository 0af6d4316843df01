"""Asking a writer by mail whether an inquiry may be used for another purpose, or be given to a third party."""

import uuid
from datetime import timedelta

from django.db import transaction

from cluster_cms import audit, clock
from cluster_cms.accounts import User
from cluster_cms.mail.queueing import queue_mail
from cluster_cms.privacy.countries import JAPAN
from cluster_cms.privacy.records import Purpose
from contact.consents.tokens import QUESTION, WITHDRAWAL, hash_of, token_of
from contact.records import STANDING, Answer, Consent, Inquiry, Status, receiver_key

VALID_FOR = timedelta(days=14)
ASKED, CONFIRMED = "consent.question", "consent.given"  # kinds of mail; their record is the id of the consent


class NoNeedToAsk(Exception):
    """The inquiry was collected for the purpose, or its writer was asked already."""


class MayNotAsk(Exception):
    """The writer has refused, has stopped all use, or wrote what is suspected to be spam."""


@transaction.atomic
def ask_consent(
    *, inquiry: Inquiry, purpose: Purpose, actor: User, receiver: str = "", country: str = JAPAN
) -> Consent:
    """Ask the writer once; with a receiver, whether it may be given to that third party for the purpose.

    Raises NoNeedToAsk, MayNotAsk, and Inquiry.DoesNotExist when it was deleted meanwhile.
    """
    inquiry = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
    earlier = inquiry.consents.filter(purpose=purpose, receiver_key=receiver_key(receiver))
    if inquiry.restricted_at or inquiry.status == Status.SPAM or earlier.filter(answer=Answer.REFUSED).exists():
        raise MayNotAsk
    earlier.filter(answer=Answer.ASKED, expires_at__lte=clock.now()).delete()  # nobody answered: ask anew
    known = not receiver and inquiry.collected_for.filter(purpose=purpose).exists()
    if known or earlier.filter(answer__in=STANDING).exists():
        raise NoNeedToAsk
    consent = new_consent(inquiry, purpose, actor, receiver, country)
    audit.record("consent.asked", actor=actor, subject=inquiry.reference, data={"purpose": purpose.pk})
    queue_mail(ASKED, subject=inquiry.reference, record=str(consent.pk), language=inquiry.language)
    return consent


def new_consent(inquiry: Inquiry, purpose: Purpose, actor: User, receiver: str, country: str) -> Consent:
    number, now = uuid.uuid4(), clock.now()
    return Consent.objects.create(
        id=number,
        inquiry=inquiry,
        purpose=purpose,
        receiver=receiver or None,
        receiver_key=receiver_key(receiver),
        country=country,
        asked_at=now,
        asked_by_id=actor.pk,
        expires_at=now + VALID_FOR,
        question_hash=hash_of(token_of(number, QUESTION)),
        withdrawal_hash=hash_of(token_of(number, WITHDRAWAL)),
    )
