"""Carries out a request at the desk: disclose, correct, delete or stop use, after an identity check."""

from collections.abc import Mapping

from django.db import transaction

from cluster_cms.erasures.erasing import erasing
from cluster_cms.privacy.personal_data import DisclosedRecord, Person, personal_data_sources
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.models import DataSubjectRequest, Inquiry
from contact.privacy.correction import NothingToCorrect, corrected, rewrite_answers
from contact.privacy.deletion import RESTRICTION_KIND, restrict
from contact.privacy.inquiry_records import whole
from contact.privacy.requests import IdentityUnknown, inquiries_of, locked
from contact.retention.erasure import ErasureOutcome, erase_inquiries

BY_REQUEST = "request"  # the cause in the audit chain and in the erasure journal


class NotConcerned(Exception):
    """The inquiry is none of the request's."""


def checked(request: DataSubjectRequest) -> DataSubjectRequest:
    """Lock a request on which may be acted. Raises IdentityUnknown and AnsweredAlready."""
    current = locked(request)
    if not current.identity_checks:
        raise IdentityUnknown
    return current


@transaction.atomic
def disclose(*, request: DataSubjectRequest, actor: User) -> list[DisclosedRecord]:
    """Return all that is held, whole, in the active language, to be handed over. Raises as `checked`."""
    request = checked(request)
    found = list(inquiries_of(request).select_related("policy_revision__page").latest_first())
    for inquiry in found:
        audit.record("own_data.viewed", actor=actor, subject=inquiry.reference)
    audit.record("request.disclosed", actor=actor, subject=request.reference, data={"inquiries": len(found)})
    person = Person(request.address or "", frozenset(inquiry.reference for inquiry in found))
    return [*map(whole, found), *others(person)]


def others(person: Person) -> list[DisclosedRecord]:
    """Return what the other sources hold; the requests themselves are known to who asked."""
    sources = [one for one in personal_data_sources() if one.name not in ("inquiries", "requests")]
    return [held for one in sources for held in one.disclose(person)]


@transaction.atomic
def delete(*, request: DataSubjectRequest, actor: User) -> ErasureOutcome:
    """Erase the inquiries that a request concerns; holds stay, with their reasons. Raises as `checked`."""
    request = checked(request)
    ids = list(inquiries_of(request).values_list("pk", flat=True))
    return erase_inquiries(inquiries=ids, actor=actor, cause=BY_REQUEST)


@transaction.atomic
def stop(*, request: DataSubjectRequest, actor: User) -> int:
    """Stop the use of the inquiries that a request concerns; return how many. Raises as `checked`."""
    request = checked(request)
    found = list(inquiries_of(request).unrestricted().select_for_update().order_by("pk"))
    with erasing(RESTRICTION_KIND, [inquiry.pk for inquiry in found], BY_REQUEST):
        for inquiry in found:
            restrict(inquiry)
            audit.record("inquiry.restricted", actor=actor, subject=inquiry.reference)
    return len(found)


@transaction.atomic
def correct(
    *, request: DataSubjectRequest, inquiry: Inquiry, values: Mapping[str, str], addition: str, actor: User
) -> None:
    """Correct one inquiry. Raises as `checked`, and NotConcerned, NothingToCorrect, TooLong."""
    request = checked(request)
    current = inquiries_of(request).filter(pk=inquiry.pk).select_for_update().first()
    if current is None:
        raise NotConcerned
    fields = rewrite_answers(current, corrected(current.answers, values, addition))
    if not fields:
        raise NothingToCorrect
    data: dict[str, audit.Value] = {"fields": ",".join(fields)}
    audit.record("inquiry.corrected", actor=actor, subject=current.reference, data=data)
