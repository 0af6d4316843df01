"""Which recorded consents allow a purpose or a recipient."""

from typing import Any

from django.db.models import Exists, Field, OuterRef, Subquery, Value

from cluster_cms.privacy.models import Purpose
from contact.models import Consent, ConsentQuerySet, InquiryPurpose, InquiryQuerySet
from contact.transfers.destination import Destination


def inquiries_with_consent(to: Destination, purpose: Purpose | None) -> ConsentQuerySet:
    """Return the consents to give an inquiry to a receiver, for a purpose where the transfer has one."""
    country = to.contractor.country if to.contractor else to.country
    found = Consent.objects.given().to_give_to(*to.names).filter(country=country)
    return found.filter(purpose=purpose) if purpose else found


def consents_to_recipient(to: Destination, purpose: Purpose | None, column: str, kind: "Field[Any, Any]") -> Any:
    """Return a column of the consent that lets an inquiry go, for each of a query; null where none is needed."""
    if not to.rests_on_consent:
        return Value(None, output_field=kind)
    found = inquiries_with_consent(to, purpose).filter(inquiry=OuterRef("pk")).order_by("answered_at")
    return Subquery(found.values(column)[:1], output_field=kind)


def usable_for_purpose(inquiries: InquiryQuerySet, purpose: Purpose | None, to: Destination) -> InquiryQuerySet:
    """Leave out what was neither collected for the purpose nor agreed to; without one, the law itself allows it.

    Where consent alone lets the data go to a third party, it has to name both the third party and the purpose.
    """
    if to.rests_on_consent:
        return inquiries.filter(pk__in=inquiries_with_consent(to, purpose).values("inquiry"))
    if purpose is None:
        return inquiries
    collected = InquiryPurpose.objects.filter(purpose=purpose, inquiry=OuterRef("pk"))
    agreed = Consent.objects.given().filter(purpose=purpose, recipient_key="", inquiry=OuterRef("pk"))
    return inquiries.filter(Exists(collected) | Exists(agreed))
