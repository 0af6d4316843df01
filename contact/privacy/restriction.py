"""Stops the use of an inquiry (利用停止): kept until its term, and used for nothing."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cluster_cms import clock
from cluster_cms.erasures.erasing import erasing
from cluster_cms.erasures.records import Erasable
from cluster_cms.security import audit
from contact.mails.own_data_wording import STOPPED, queue_done_mail
from contact.models import Inquiry, RequestType, Status
from contact.privacy.deletion import BY_PERSON
from contact.privacy.magic_links import OpenPage, register_fulfilled_request
from contact.text.cleaning import EMAIL_HMAC_CONTEXT

RESTRICTION_KIND = "restriction"


@transaction.atomic
def stop_use(*, page: OpenPage) -> int:
    """Stop the use of all that is held of an address; return how many inquiries that concerns.

    Nothing is left to answer, so an open inquiry is closed and its months begin.
    """
    own = Inquiry.objects.filter(email_hmac=page.person.key(EMAIL_HMAC_CONTEXT)).unrestricted()
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
