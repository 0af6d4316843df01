"""Asks a colleague inside the company about one inquiry: they see it, and nothing else, until it is closed."""

from datetime import timedelta
from uuid import UUID

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import QuerySet

from cluster_cms import clock
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from cluster_cms.security.audit import AuditEntry
from contact.inquiries.handling import InvalidTransition, check_version, lock, lock_version, save_change
from contact.inquiries.messages import NOTE_KIND, check_not_erased, find_saved
from contact.mails.colleague_mails import ColleagueEvent, queue_colleague_mail
from contact.models import ASKABLE, Inquiry, InsideQuestion, Note, Recipient
from contact.permissions import BACKEND, colleagues
from contact.search.scanning import refresh_search_text

ASKED_INSIDE, ANSWERED_INSIDE = "inquiry.asked_inside", "inquiry.answered_inside"
SHOWN_INSIDE, QUESTION_ENDED = "inquiry.shown_inside", "inquiry.question_ended"
ONE_VISIT = timedelta(minutes=30)  # in which a page that is opened again is recorded once


class NotAskable(Exception):
    """The account cannot be asked: it is no other member of staff, has no mail address, or works on inquiries."""


class QuestionEnded(Exception):
    """The question was withdrawn, or its inquiry is closed, stopped or gone."""


def people_to_ask() -> QuerySet[User]:
    """Return the accounts that can be asked, by name: active ones with a mail address that do not work at the desk."""
    staff = get_user_model().objects.with_perm("wagtailadmin.access_admin", backend=BACKEND)
    found = User.objects.filter(pk__in=staff.values("pk")).exclude(email="").exclude(pk__in=colleagues().values("pk"))
    return found.order_by("last_name", "first_name", "username")


def is_asked(user: User | AnonymousUser) -> bool:
    """Tell whether the desk asks somebody something at present."""
    return InsideQuestion.objects.open().to(user.pk).exists()


@transaction.atomic
def ask_colleague(
    *,
    inquiry: Inquiry,
    key: UUID,
    colleague_id: int,
    text: str,
    with_contact: bool,
    disclosable: bool,
    version: int,
    actor: User,
) -> Note:
    """Store a question as a note, once for each key, and mail the colleague its address. Nothing leaves the company.

    Raises NotAskable, StaleVersion, KeyReused, CorrespondenceErased, Inquiry.DoesNotExist, and InvalidTransition for
    what is closed, suspected spam, or stopped.
    """
    inquiry = lock(inquiry)
    if known := find_saved(Note, key, text=text):
        return known
    colleague = people_to_ask().filter(pk=colleague_id).first()
    if colleague is None:
        raise NotAskable
    check_not_erased(NOTE_KIND, key)
    check_version(inquiry, version)
    if inquiry.status not in ASKABLE or inquiry.restricted_at:
        raise InvalidTransition
    note = Note.objects.create(pk=key, inquiry=inquiry, text=text, disclosable=disclosable, author_id=actor.pk)
    InsideQuestion.objects.create(inquiry=inquiry, note=note, colleague_id=colleague_id, with_contact=with_contact)
    queue_colleague_mail(ColleagueEvent.ASKED, [inquiry.reference], colleague)
    refresh_search_text(inquiry)
    data: dict[str, audit.Value] = {"reason": Recipient.COLLEAGUE.value, "colleague": colleague_id}
    save_change(inquiry, act=ASKED_INSIDE, actor=actor, data=data | {"contact": with_contact})
    return note


@transaction.atomic
def answer_inside(*, question: InsideQuestion, key: UUID, text: str, actor: User) -> Note:
    """Store the answer of the colleague as a note, once for each key, and mail whoever has asked.

    Raises QuestionEnded, KeyReused and CorrespondenceErased.
    """
    inquiry = lock_open(question, actor)
    if known := find_saved(Note, key, text=text):
        return known
    check_not_erased(NOTE_KIND, key)
    disclosable = question.note.disclosable
    note = Note.objects.create(pk=key, inquiry=inquiry, text=text, disclosable=disclosable, author_id=actor.pk)
    asker = User.objects.filter(pk=question.note.author_id).first()
    if asker:
        queue_colleague_mail(ColleagueEvent.ANSWERED, [inquiry.reference], asker)
    refresh_search_text(inquiry)
    save_change(inquiry, act=ANSWERED_INSIDE, actor=actor)
    return note


def lock_open(question: InsideQuestion, actor: User) -> Inquiry:
    """Lock the inquiry of a question that is open still and asked of the actor. Raises QuestionEnded."""
    inquiry = Inquiry.objects.select_for_update().filter(pk=question.inquiry_id).first()
    if inquiry is None or not InsideQuestion.objects.open().to(actor.pk).filter(pk=question.pk).exists():
        raise QuestionEnded
    return inquiry


@transaction.atomic
def end_question(*, inquiry: Inquiry, question: UUID, version: int, actor: User) -> None:
    """Withdraw a question: its page is shut at once. Raises QuestionEnded, StaleVersion, Inquiry.DoesNotExist."""
    inquiry = lock_version(inquiry, version)
    if not inquiry.inside_questions.filter(pk=question, ended_at=None).update(ended_at=clock.now()):
        raise QuestionEnded
    save_change(inquiry, act=QUESTION_ENDED, actor=actor)


@transaction.atomic
def record_visit(*, question: InsideQuestion, actor: User) -> None:
    """Record that the colleague sees the inquiry, once in half an hour."""
    reference, since = question.inquiry.reference, clock.now() - ONE_VISIT
    seen = AuditEntry.objects.filter(subject=reference, action=SHOWN_INSIDE, actor_id=actor.pk, at__gt=since)
    if not seen.exists():
        audit.record(SHOWN_INSIDE, actor=actor, subject=reference, data={"contact": question.with_contact})
