"""Stopping the use of what somebody wrote: it is kept until its time is over, and used for nothing, not to answer.

The stop survives a restore as an erasure does: it stands in the same journal, under a kind of its own.
"""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cluster_cms import audit, clock
from cluster_cms.erasures.erasable import Erasable
from cluster_cms.erasures.erasing import erasing
from contact.intake import MAIL_PURPOSE
from contact.records import Demand, Inquiry, Status
from contact.rights.deleting import PERSON
from contact.rights.opening import OpenPage
from contact.rights.registering import note_done
from contact.rights.telling import STOPPED, tell

KIND = "restriction"


@transaction.atomic
def stop_use(*, page: OpenPage) -> int:
    """Stop the use of all that is held of an address; return how many inquiries that concerns.

    Nothing is left to answer, so an open inquiry is closed and its months begin.
    """
    own = Inquiry.objects.filter(mail_key=page.person.key(MAIL_PURPOSE)).usable()
    found = list(own.select_for_update().order_by("pk"))
    if found:
        with erasing(KIND, [inquiry.pk for inquiry in found], PERSON):
            for inquiry in found:
                restrict(inquiry)
                audit.record("inquiry.restricted", subject=inquiry.reference)
    note_done(Demand.STOP, language=page.link.language)
    tell(page.link, STOPPED)
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
    for inquiry in Inquiry.objects.usable().filter(pk=record):
        restrict(inquiry)


def restrictable() -> Erasable:
    return Erasable(KIND, exists=is_used, erase=restrict_again, label=_("stop of use"))


def is_used(record: UUID) -> bool:
    """Tell whether the inquiry is there and may be used."""
    return Inquiry.objects.usable().filter(pk=record).exists()
