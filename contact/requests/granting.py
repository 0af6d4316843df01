"""Doing at the desk what was asked for. Who asks is looked at in the moment of acting, not on an earlier screen."""

from collections.abc import Mapping

from django.db import transaction

from cluster_cms import audit
from cluster_cms.accounts import User
from cluster_cms.erasures.erasing import erasing
from cluster_cms.privacy.sources import Held, Person, personal_data_sources
from contact.erasure import Outcome, erase_inquiries
from contact.records import Inquiry, RightsRequest
from contact.requests.concerned import inquiries_of
from contact.requests.recording import locked
from contact.rights.correcting import NothingToCorrect, corrected, rewrite
from contact.rights.inquiries import whole
from contact.rights.restricting import KIND, restrict

REQUEST = "request"  # the cause in the audit chain and in the erasure journal


class IdentityUnknown(Exception):
    """Nobody has made sure yet who asks."""


class NotConcerned(Exception):
    """The inquiry is none of the request's."""


def checked(request: RightsRequest) -> RightsRequest:
    """Lock a request on which may be acted. Raises IdentityUnknown and AnsweredAlready."""
    current = locked(request)
    if not current.proofs:
        raise IdentityUnknown
    return current


@transaction.atomic
def disclose(*, request: RightsRequest, actor: User) -> list[Held]:
    """Return all that is held, whole, in the active language, to be handed over. Raises as `checked`."""
    request = checked(request)
    found = list(inquiries_of(request).select_related("policy_revision__page").latest_first())
    for inquiry in found:
        audit.record("rights.shown", actor=actor, subject=inquiry.reference)
    audit.record("request.disclosed", actor=actor, subject=request.reference, data={"inquiries": len(found)})
    person = Person(request.address or "", frozenset(inquiry.reference for inquiry in found))
    return [*map(whole, found), *others(person)]


def others(person: Person) -> list[Held]:
    """Return what the other sources hold; the requests themselves are known to who asked."""
    sources = [one for one in personal_data_sources() if one.name not in ("inquiries", "requests")]
    return [held for one in sources for held in one.disclose(person)]


@transaction.atomic
def delete(*, request: RightsRequest, actor: User) -> Outcome:
    """Erase the inquiries that a request concerns; holds stay, with their reasons. Raises as `checked`."""
    request = checked(request)
    ids = list(inquiries_of(request).values_list("pk", flat=True))
    return erase_inquiries(inquiries=ids, actor=actor, cause=REQUEST)


@transaction.atomic
def stop(*, request: RightsRequest, actor: User) -> int:
    """Stop the use of the inquiries that a request concerns; return how many. Raises as `checked`."""
    request = checked(request)
    found = list(inquiries_of(request).usable().select_for_update().order_by("pk"))
    with erasing(KIND, [inquiry.pk for inquiry in found], REQUEST):
        for inquiry in found:
            restrict(inquiry)
            audit.record("inquiry.restricted", actor=actor, subject=inquiry.reference)
    return len(found)


@transaction.atomic
def correct(*, request: RightsRequest, inquiry: Inquiry, values: Mapping[str, str], addition: str, actor: User) -> None:
    """Correct one inquiry. Raises as `checked`, and NotConcerned, NothingToCorrect, TooLong."""
    request = checked(request)
    current = inquiries_of(request).filter(pk=inquiry.pk).select_for_update().first()
    if current is None:
        raise NotConcerned
    fields = rewrite(current, corrected(current.answers, values, addition))
    if not fields:
        raise NothingToCorrect
    data: dict[str, audit.Value] = {"fields": ",".join(fields)}
    audit.record("inquiry.corrected", actor=actor, subject=current.reference, data=data)
