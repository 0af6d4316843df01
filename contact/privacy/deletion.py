"""Deletes a person's own inquiries, or stops their use (利用停止): kept until retention ends, used for nothing."""

from dataclasses import dataclass, field
from enum import Enum
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cluster_cms import clock
from cluster_cms.erasures.erasing import Erasable, erasing
from cluster_cms.privacy.personal_data import Person, personal_data_sources
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.inquiries.person_acts import tell_of_end
from contact.mails.own_data_mails import OwnDataAction, queue_done_mail
from contact.mails.person_act_notice import PersonAct
from contact.models import OPEN, Inquiry, InquiryQuerySet, MagicLink, RequestType, Status
from contact.privacy.magic_links import OpenPage, close_page, register_fulfilled_request, remove_links
from contact.privacy.pending_requests import BY_PERSON, lock_own, record_pending, store_pending, unproved
from contact.retention.erasure import ErasureOutcome, erase_inquiries

RESTRICTION_KIND = "restriction"


class Which(Enum):
    """Which inquiries are deleted: those not open any more, or all."""

    RESOLVED = "resolved"
    ALL = "all"


@dataclass
class DeletionOutcome:
    """How many inquiries were deleted, how many are left, and sentences about what must be kept, with the reasons.

    `unnamed`: how many of those left are open and lack the proof of a named reference, without those for which a
    request is pending.
    """

    gone: int = 0
    left: int = 0
    unnamed: int = 0
    reasons: list[str] = field(default_factory=list)


@transaction.atomic
def delete_own(*, page: OpenPage, which: Which, without_references: bool = False) -> DeletionOutcome:
    """Delete what is held of a person and mail them; the address is deleted after that mail is sent.

    An open inquiry goes at once only when its reference was named on the page, for mailboxes are shared; else, with
    `without_references`, after a time to object. While any inquiry is left, all other data and the page are left too.
    Where nothing was deleted, no request is registered as fulfilled and no mail says so.
    """
    person = page.person
    lock_own(person)
    request = store_pending(person, RequestType.DELETE) if without_references else None
    outcome = erase_own(person=person, which=which, proved=True)
    outcome.unnamed = len(unproved(person, RequestType.DELETE))
    held = Inquiry.objects.of_person(person).open().exclude(Q(held_at=None) | Q(reference__in=person.opened))
    outcome.reasons += [_("On hold: %(reason)s") % {"reason": inquiry.hold_reason} for inquiry in held]
    if not outcome.left:
        others = [source for source in personal_data_sources() if source.name != "inquiries"]
        outcome.reasons += [reason for source in others for reason in source.erase(person)]
        remove_links(MagicLink.objects.filter(email_hmac=page.link.email_hmac).exclude(pk=page.link.pk))
        close_page(page.link)
    if outcome.gone or not outcome.left:
        register_fulfilled_request(RequestType.DELETE, language=page.link.language)
        queue_done_mail(page.link, OwnDataAction.DELETED)
    if request:
        record_pending(request)
    return outcome


def erase_own(*, person: Person, which: Which, proved: bool = False) -> DeletionOutcome:
    """Erase the inquiries of a mail address, except those on hold; with `proved` no open one without its reference."""
    own = Inquiry.objects.of_person(person)
    chosen = own if which == Which.ALL else own.exclude(status__in=OPEN)
    if proved:
        chosen = endable(chosen, person)
    outcome = erase_for_person(list(chosen))
    reasons = [_("On hold: %(reason)s") % {"reason": reason} for reason in outcome.refused.values()]
    return DeletionOutcome(len(outcome.erased), own.count(), reasons=reasons)


def erase_for_person(inquiries: list[Inquiry]) -> ErasureOutcome:
    """Erase inquiries, except those on hold, at the will of their person; tell who worked on them."""
    outcome = erase_inquiries(inquiries=[one.pk for one in inquiries], actor=None, cause=BY_PERSON)
    tell_of_end(PersonAct.DELETED, [one for one in inquiries if one.reference in outcome.erased])
    return outcome


def endable(inquiries: InquiryQuerySet, person: Person) -> InquiryQuerySet:
    """Leave out the open inquiries whose reference the person has not named: a colleague may read the mailbox too."""
    return inquiries.exclude(Q(status__in=OPEN) & ~Q(reference__in=person.opened))


@dataclass(frozen=True)
class StopOutcome:
    """Whether anything was stopped at once, and how many open inquiries go on for want of a reference or request."""

    stopped: bool
    unnamed: int


@transaction.atomic
def stop_use(*, page: OpenPage, without_references: bool = False) -> StopOutcome:
    """Stop the use of a person's inquiries and mail them; open ones without reference as `delete_own`.

    Where nothing was stopped, no request is registered as fulfilled and no mail is queued.
    """
    person = page.person
    lock_own(person)
    request = store_pending(person, RequestType.STOP) if without_references else None
    own = Inquiry.objects.of_person(person).unrestricted()
    chosen = endable(own, person)
    stopped = chosen.exists() or not own.exists()
    if stopped:
        register_fulfilled_request(RequestType.STOP, language=page.link.language)
        queue_done_mail(page.link, OwnDataAction.STOPPED)
        restrict_inquiries(chosen, cause=BY_PERSON, actor=None)
    if request:
        record_pending(request)
    return StopOutcome(stopped, len(unproved(person, RequestType.STOP)))


def restrict_inquiries(inquiries: InquiryQuerySet, *, cause: str, actor: User | None) -> int:
    """Stop the use of inquiries, with erasure journal and audit entries; return how many were not stopped before."""
    found = list(inquiries.unrestricted().select_for_update().order_by("pk"))
    if found:
        with erasing(RESTRICTION_KIND, [inquiry.pk for inquiry in found], cause):
            for inquiry in found:
                restrict(inquiry)
        if actor is None:
            tell_of_end(PersonAct.STOPPED, found)
        for inquiry in found:
            audit.record("inquiry.restricted", actor=actor, subject=inquiry.reference)
    return len(found)


def restrict(inquiry: Inquiry) -> None:
    """Stop the use of one inquiry and close it, as nothing is left to answer: its retention begins."""
    now = clock.now()
    inquiry.restricted_at = now
    if inquiry.status not in (Status.CLOSED, Status.SPAM):
        inquiry.status, inquiry.closed_at = Status.CLOSED, now
    inquiry.version += 1
    inquiry.read_at = None
    inquiry.save(update_fields=["restricted_at", "status", "closed_at", "version", "read_at"])


def is_unrestricted(record: UUID) -> bool:
    return Inquiry.objects.unrestricted().filter(pk=record).exists()


def restrict_restored_inquiry(record: UUID) -> None:
    """Stop the use again of an inquiry that a restored backup has made usable again."""
    for inquiry in Inquiry.objects.unrestricted().filter(pk=record):
        restrict(inquiry)


def erasable_use() -> Erasable:
    return Erasable(RESTRICTION_KIND, exists=is_unrestricted, erase=restrict_restored_inquiry, label=_("stop of use"))
