"""Deletes one's own inquiries at once, or stops their use (利用停止): kept until its term, used for nothing."""

from dataclasses import dataclass, field
from enum import Enum
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cluster_cms import clock
from cluster_cms.erasures.erasing import Erasable, erasing
from cluster_cms.privacy.personal_data import Person, personal_data_sources
from cluster_cms.security import audit
from contact.mails.own_data_wording import DELETED, STOPPED, queue_done_mail
from contact.models import OPEN, Inquiry, MagicLink, RequestType, Status
from contact.privacy.magic_links import OpenPage, close_page, register_fulfilled_request, remove_links
from contact.retention.erasure import ErasureOutcome, erase_inquiries
from contact.text.email_address import email_hmac

BY_PERSON = "person"  # the cause in the audit chain and in the erasure journal
RESTRICTION_KIND = "restriction"


class Which(Enum):
    """Which inquiries go."""

    DONE = "done"
    ALL = "all"


ALL = Which.ALL


@dataclass
class Deleted:
    """How many inquiries are gone, how many are left, and why whatever else must stay."""

    gone: int = 0
    left: int = 0
    reasons: list[str] = field(default_factory=list)


@transaction.atomic
def delete_own(*, page: OpenPage, which: Which) -> Deleted:
    """Delete what is held, tell the person by mail, and forget the address once that is sent.

    While an inquiry stays, because it is open or on hold, the page stays open and all else with it.
    """
    person = page.person
    outcome = erase_own(person=person, which=which)
    if not outcome.left:
        others = [one for one in personal_data_sources() if one.name != "inquiries"]
        outcome.reasons += [reason for one in others for reason in one.erase(person)]
        remove_links(MagicLink.objects.filter(email_hmac=page.link.email_hmac).exclude(pk=page.link.pk))
        close_page(page.link)
    register_fulfilled_request(RequestType.DELETE, language=page.link.language, asked_at=clock.now())
    queue_done_mail(page.link, DELETED)
    return outcome


def erase_own(*, person: Person, which: Which) -> Deleted:
    """Erase the inquiries of an address; what is on hold stays, with its reason."""
    own = Inquiry.objects.filter(email_hmac=email_hmac(person.address))
    chosen = own if which == Which.ALL else own.exclude(status__in=OPEN)
    outcome = erase_inquiries(inquiries=list(chosen.values_list("pk", flat=True)), actor=None, cause=BY_PERSON)
    return Deleted(len(outcome.erased), own.count(), holds(outcome))


def holds(outcome: ErasureOutcome) -> list[str]:
    return [_("On hold: %(reason)s") % {"reason": reason} for reason in outcome.refused.values()]


@transaction.atomic
def stop_use(*, page: OpenPage) -> int:
    """Stop the use of all that is held of an address; return how many inquiries that concerns.

    Nothing is left to answer, so an open inquiry is closed and its months begin.
    """
    own = Inquiry.objects.filter(email_hmac=email_hmac(page.person.address)).unrestricted()
    found = list(own.select_for_update().order_by("pk"))
    if found:
        with erasing(RESTRICTION_KIND, [inquiry.pk for inquiry in found], BY_PERSON):
            for inquiry in found:
                restrict(inquiry)
                audit.record("inquiry.restricted", subject=inquiry.reference)
    register_fulfilled_request(RequestType.STOP, language=page.link.language)
    queue_done_mail(page.link, STOPPED)
    return len(found)


def restrict(inquiry: Inquiry) -> None:
    now = clock.now()
    inquiry.restricted_at = now
    if inquiry.status not in (Status.CLOSED, Status.SPAM):
        inquiry.status, inquiry.closed_at = Status.CLOSED, now
    inquiry.version += 1
    inquiry.save(update_fields=["restricted_at", "status", "closed_at", "version"])


def restrict_again(record: UUID) -> None:
    """Stop once more the use of what a restore has brought back."""
    for inquiry in Inquiry.objects.unrestricted().filter(pk=record):
        restrict(inquiry)


def erasable_use() -> Erasable:
    return Erasable(RESTRICTION_KIND, exists=is_used, erase=restrict_again, label=_("stop of use"))


def is_used(record: UUID) -> bool:
    """Tell whether the inquiry is there and may be used."""
    return Inquiry.objects.unrestricted().filter(pk=record).exists()
