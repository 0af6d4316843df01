"""Taking down an inquiry that came by another way than the form: telephone, fax, letter, mail, or at the counter."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cluster_cms import audit, crypto
from cluster_cms.accounts import User
from cluster_cms.mail.queueing import queue_mail
from cluster_cms.privacy.records import Purpose
from contact import answers
from contact.answers import Answer
from contact.desk.handling import Data
from contact.due.days import due_date
from contact.finding.text import keep_first_text
from contact.fingerprints import fingerprint
from contact.intake import MAIL_PURPOSE, freeze_purposes
from contact.mails.received import queue_received_mails
from contact.mails.taken_down import TAKEN_DOWN
from contact.records import Inquiry, Source, Told
from contact.references import new_reference
from contact.resending import remember, sent_before, take_turn
from policy.publishing import policy_in_force

NO_PAGE = 0  # stands for the page in the fingerprint


class NoPolicy(Exception):
    """No policy is in force: nobody could say by which rules the inquiry is kept."""


@dataclass(frozen=True)
class TakenDown:
    """What somebody at the desk was told, and how. `acknowledge` asks for a mail to the person."""

    submission_key: str
    source: Source
    received_at: datetime
    language: str
    answers: list[Answer]
    purposes: list[Purpose]
    told: Told
    acknowledge: bool = False

    @property
    def mail(self) -> str:
        return answers.text_of(self.answers, "mail")

    @property
    def purpose(self) -> str:
        return "\n".join(purpose.text(self.language) for purpose in self.purposes)


@transaction.atomic
def take_down_inquiry(*, taken: TakenDown, actor: User) -> Inquiry:
    """Store it as an inquiry like any other, once for each key. Raises NoPolicy and ErasedMeanwhile."""
    said = fingerprint(page_id=NO_PAGE, answers=taken.answers)
    take_turn(said)
    known = sent_before(submission_key=taken.submission_key, fingerprint=said, at=taken.received_at)
    if known:
        return known
    policy = policy_in_force(at=taken.received_at) or policy_in_force()
    if policy is None:
        raise NoPolicy
    inquiry = store(taken, policy.pk, said)
    data: Data = {"source": taken.source.value, "language": taken.language, "policy": policy.number}
    audit.record("inquiry.received", actor=actor, subject=inquiry.reference, data=data)
    queue_received_mails(inquiry)
    if taken.acknowledge and taken.mail:
        queue_mail(TAKEN_DOWN, subject=inquiry.reference, language=inquiry.language)
    return inquiry


def store(taken: TakenDown, policy_revision_id: int, said: str) -> Inquiry:
    inquiry = Inquiry.objects.create(
        reference=new_reference(),
        language=taken.language,
        source=taken.source,
        received_at=taken.received_at,
        due_from=taken.received_at,
        due_on=due_date(taken.received_at),
        subject=answers.text_of(taken.answers, "subject"),
        policy_revision_id=policy_revision_id,
        purpose=taken.purpose,
        purpose_told=taken.told,
        submission_key=taken.submission_key,
        fingerprint=said,
        mail_key=crypto.lookup_hash(taken.mail, purpose=MAIL_PURPOSE) if taken.mail else "",
        answers=taken.answers,
    )
    keep_first_text(inquiry)
    freeze_purposes(inquiry, [purpose.pk for purpose in taken.purposes])
    remember(taken.submission_key, taken.received_at)
    return inquiry
