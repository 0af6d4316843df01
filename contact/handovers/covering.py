"""Which consents let data go to a receiver: given, not withdrawn, and naming this very receiver in its country."""

from typing import Any

from django.db.models import Field, OuterRef, Subquery, Value

from cluster_cms.privacy.records import Purpose
from contact.handovers.destination import Destination
from contact.records import Consent, ConsentQuerySet


def covered(to: Destination, purpose: Purpose | None) -> ConsentQuerySet:
    """Return the consents to give an inquiry to a receiver, for a purpose where the hand-over has one."""
    country = to.contractor.country if to.contractor else to.country
    found = Consent.objects.given().to_give_to(*to.names).filter(country=country)
    return found.filter(purpose=purpose) if purpose else found


def consent_to(to: Destination, purpose: Purpose | None, column: str, kind: "Field[Any, Any]") -> Any:
    """Return a column of the consent that lets an inquiry go, for each of a query; null where none is needed."""
    if not to.rests_on_consent:
        return Value(None, output_field=kind)
    found = covered(to, purpose).filter(inquiry=OuterRef("pk")).order_by("answered_at")
    return Subquery(found.values(column)[:1], output_field=kind)
