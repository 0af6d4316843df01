"""Fulfils a data-subject request after an identity check: disclosure, correction, deletion or stop of use."""

from collections.abc import Mapping

from django.db import transaction

from cluster_cms.privacy.personal_data import DisclosedRecord, Person, personal_data_sources
from cluster_cms.security import audit
from cluster_cms.security.accounts import User
from contact.inquiries.replies import address_of
from contact.models import DataSubjectRequest, Inquiry
from contact.privacy.address_changes import mail_confirmation
from contact.privacy.correction import NothingToCorrect, apply_correction
from contact.privacy.deletion import restrict_inquiries
from contact.privacy.inquiry_records import full_record
from contact.privacy.requests import IdentityUnknown, inquiries_of, lock_unanswered
from contact.retention.erasure import ErasureOutcome, erase_inquiries

BY_REQUEST = "request"  # the cause in the audit chain and in the erasure journal


class NotConcerned(Exception):
    """The inquiry does not belong to the request."""


class TooManyLinks(Exception):
    """The new address has had its links for this hour; nothing was saved."""


def lock_identified(request: DataSubjectRequest) -> DataSubjectRequest:
    """Lock an unanswered request of an identified person. Raises IdentityUnknown and AnsweredAlready."""
    current = lock_unanswered(request)
    if not current.identity_checks:
        raise IdentityUnknown
    return current


@transaction.atomic
def fulfil_disclosure(*, request: DataSubjectRequest, actor: User) -> list[DisclosedRecord]:
    """Return all that is held about the person, in the active language. Raises as `lock_identified`."""
    request = lock_identified(request)
    inquiries = list(inquiries_of(request).select_related("policy_revision__page").latest_first())
    person = Person(request.address or "", frozenset(inquiry.reference for inquiry in inquiries))
    # Not the requests: they are known to who makes them.
    others = [source for source in personal_data_sources() if source.name not in ("inquiries", "requests")]
    found = [*map(full_record, inquiries), *(record for source in others for record in source.disclose(person))]
    for inquiry in inquiries:
        audit.record("own_data.viewed", actor=actor, subject=inquiry.reference)
    audit.record("request.disclosed", actor=actor, subject=request.reference, data={"inquiries": len(inquiries)})
    return found


@transaction.atomic
def fulfil_deletion(*, request: DataSubjectRequest, actor: User) -> ErasureOutcome:
    """Erase the inquiries of a request, except those on hold. Raises as `lock_identified`."""
    ids = list(inquiries_of(lock_identified(request)).values_list("pk", flat=True))
    return erase_inquiries(inquiries=ids, actor=actor, cause=BY_REQUEST)


@transaction.atomic
def fulfil_stop(*, request: DataSubjectRequest, actor: User) -> int:
    """Stop the use of the inquiries of a request; return how many. Raises as `lock_identified`."""
    return restrict_inquiries(inquiries_of(lock_identified(request)), cause=BY_REQUEST, actor=actor)


@transaction.atomic
def fulfil_correction(
    *,
    request: DataSubjectRequest,
    inquiry: Inquiry,
    values: Mapping[str, str],
    addition: str,
    address: str = "",
    actor: User,
) -> bool:
    """Correct one inquiry; a new address counts once its mailbox confirms it. Return whether a link was mailed there.

    Raises as `lock_identified`, and NotConcerned, NothingToCorrect, TooLong, TooManyLinks.
    """
    current = inquiries_of(lock_identified(request)).filter(pk=inquiry.pk).select_for_update().first()
    if current is None:
        raise NotConcerned
    is_new = bool(address) and address != address_of(current)
    try:
        apply_correction(current, values, addition, actor=actor)
    except NothingToCorrect:
        if not is_new:
            raise
    if is_new and not mail_confirmation(current, address, language=request.language, for_actor=actor):
        raise TooManyLinks
    return is_new
