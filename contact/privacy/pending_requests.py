"""Deletion and stop of open inquiries without their references: pending until nobody has objected for a day.

Mailboxes are shared. Whoever lost the reference asks on the own-data page; one mail tells everybody who reads the
mailbox, and each of them may object, by its link or on the page, until the request is carried out
(contact.privacy.carrying_out). The legal deadlines count from the request, not from that mail.
"""

import uuid
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cluster_cms import clock
from cluster_cms.erasures.erasing import Erasable, erasing
from cluster_cms.mail.outbox import queue_mail
from cluster_cms.pages.languages import JAPANESE
from cluster_cms.privacy.personal_data import Person
from cluster_cms.security import audit
from contact.deadlines.business_days import deadline_for, target_date_for
from contact.mails.pending_request_mails import DESK_DECIDES, OBJECTION_MAIL, PASSED_ON
from contact.models import OPEN, DataSubjectRequest, DeskReason, Inquiry, RequestType
from contact.text.email_address import email_hmac
from contact.text.links import objection_token, token_hash
from contact.text.references import new_reference

OBJECTION_KIND = "objection"  # in the erasure journal: a request that no restore may carry out
BY_PERSON = "person"  # a cause in the audit chain and in the erasure journal
ASKED_TO_END, OBJECTED = "inquiry.end_requested", "inquiry.end_objected"


class NothingToObject(Exception):
    """The request was carried out, objected to or answered already, or there never was one."""


def pending_requests(person: Person) -> list[DataSubjectRequest]:
    """Return the pending requests of a mailbox, the newest first."""
    return list(DataSubjectRequest.objects.pending().of_person(person))


def pending_about(inquiry: Inquiry) -> list[DataSubjectRequest]:
    """Return the pending requests that would end an inquiry."""
    found = DataSubjectRequest.objects.pending().filter(email_hmac=inquiry.email_hmac).exclude(email_hmac="")
    return [request for request in found if inquiry.reference in request.references]


def pending_types() -> dict[tuple[str, str], str]:
    """Return what is asked for by all pending requests, by the reference of an inquiry and the HMAC of its address."""
    found = DataSubjectRequest.objects.pending().values_list("references", "email_hmac", "request_type")
    return {
        (reference, address): str(RequestType(kind).label)
        for references, address, kind in found.order_by("-received_at")
        for reference in references
    }


def unproved(person: Person, request_type: RequestType) -> list[Inquiry]:
    """Return the open inquiries that the person may end only after the time to object: no reference, none pending.

    What is on hold is left out of a deletion: it is told at once that it must be kept.
    """
    same = [request for request in pending_requests(person) if request.request_type == request_type]
    named = {reference for request in same for reference in request.references}
    own = Inquiry.objects.of_person(person).filter(status__in=OPEN).exclude(reference__in=named | person.opened)
    found = own.not_on_hold() if request_type == RequestType.DELETE else own.unrestricted()
    return list(found.order_by("-received_at", "pk"))


def lock_own(person: Person) -> None:
    """Lock requests and inquiries of a mailbox: of two who ask at once the second sees what the first has asked."""
    list(DataSubjectRequest.objects.of_person(person).select_for_update().order_by("pk").values_list("pk"))
    list(Inquiry.objects.of_person(person).select_for_update().order_by("pk").values_list("pk"))


def store_pending(person: Person, request_type: RequestType) -> DataSubjectRequest | None:
    """Store a pending request for the open inquiries that lack a reference, and queue its mail; None without any.

    The inquiries are locked. The mail is in the language of the newest of them. What the caller writes comes next, and
    then `record_pending`.
    """
    inquiries = unproved(person, request_type)
    if not inquiries:
        return None
    request = create_pending(person, request_type, inquiries)
    Inquiry.objects.filter(pk__in=[one.pk for one in inquiries]).update(read_at=None)  # the desk sees that it waits
    queue_mail(OBJECTION_MAIL, subject=request.reference, language=request.language)
    return request


def record_pending(request: DataSubjectRequest) -> None:
    """Record in the audit chain, for the request and for each inquiry, that it was asked for."""
    data: dict[str, audit.Value] = {"request_type": request.request_type, "request": request.reference}
    audit.record("request.received", subject=request.reference, data={**data, "count": len(request.references)})
    for reference in request.references:
        audit.record(ASKED_TO_END, subject=reference, data=data)


def create_pending(person: Person, request_type: RequestType, inquiries: Sequence[Inquiry]) -> DataSubjectRequest:
    pk, today = uuid.uuid4(), clock.today()
    return DataSubjectRequest.objects.create(
        pk=pk,
        reference=new_reference(),
        request_type=request_type,
        language=inquiries[0].language,
        target_date=target_date_for(today),
        deadline=deadline_for(today),
        references=[inquiry.reference for inquiry in inquiries],
        email_hmac=email_hmac(person.address),
        address=person.address,
        objection_hash=token_hash(objection_token(pk)),
    )


def find_objectionable(*, token: str) -> DataSubjectRequest:
    """Return the request to which a token objects; changes nothing. Raises NothingToObject."""
    request = DataSubjectRequest.objects.objectionable().filter(objection_hash=token_hash(token)).first()
    if request is None:
        raise NothingToObject
    return request


@transaction.atomic
def object_by_link(*, token: str) -> DataSubjectRequest:
    """Object by the link that was mailed. Raises NothingToObject, and OSError or JournalBroken as `erasing`."""
    return object_to(find_objectionable(token=token))


@transaction.atomic
def object_on_page(*, person: Person, reference: str) -> DataSubjectRequest:
    """Object on the own-data page of the same mailbox. Raises as `object_by_link`."""
    request = DataSubjectRequest.objects.objectionable().of_person(person).filter(reference=reference).first()
    if request is None:
        raise NothingToObject
    return object_to(request)


def object_to(request: DataSubjectRequest) -> DataSubjectRequest:
    """End the wait of a request: it is not carried out, and mailbox and desk are told. Raises NothingToObject."""
    current = DataSubjectRequest.objects.select_for_update().get(pk=request.pk)
    if not current.is_objectionable:  # somebody, or the worker, was faster
        raise NothingToObject
    pass_to_desk(current, DeskReason.OBJECTED)
    record_outcome(current)
    for reference in current.references:
        audit.record(OBJECTED, subject=reference, data={"request": current.reference})
    return current


def pass_to_desk(request: DataSubjectRequest, reason: DeskReason) -> None:
    """Let the desk decide on a locked request, and queue the mails about it; no restore lets it be carried out again.

    Nobody mails to a mailbox that could not be reached; once the desk has sent that mail again, the time begins.
    """
    request.desk_reason = reason
    request.save(update_fields=["desk_reason"])
    queue_mail(DESK_DECIDES, subject=request.reference, language=JAPANESE)
    if reason != DeskReason.UNDELIVERED:
        end_wait(request, BY_PERSON if reason == DeskReason.OBJECTED else reason.value)
        queue_mail(PASSED_ON, subject=request.reference, language=request.language)


def record_outcome(request: DataSubjectRequest) -> None:
    """Record in the audit chain that a pending request is answered, or why the desk decides on it."""
    if request.desk_reason:
        audit.record("request.passed_on", subject=request.reference, data={"reason": str(request.desk_reason)})
    else:
        audit.record("request.answered", subject=request.reference, data={"refusal": request.refusal})


def end_wait(request: DataSubjectRequest, cause: str) -> None:
    """Write into the erasure journal that a request is not carried out by itself any more."""
    with erasing(OBJECTION_KIND, [request.pk], cause):
        pass  # the caller has saved it, in the same transaction


def waits(record: UUID) -> bool:
    return DataSubjectRequest.objects.objectionable().filter(pk=record).exists()


def end_restored_wait(record: UUID) -> None:
    """Let the desk decide on a request whose wait had ended before a backup brought it back."""
    DataSubjectRequest.objects.objectionable().filter(pk=record).update(desk_reason=DeskReason.RESTORED)


def erasable_wait() -> Erasable:
    return Erasable(OBJECTION_KIND, exists=waits, erase=end_restored_wait, label=_("objection"))
