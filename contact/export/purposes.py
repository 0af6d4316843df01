"""For which purpose an export is, and which inquiries may be used for it."""

from django.db.models import Exists, OuterRef

from cluster_cms.privacy.records import Purpose
from contact.records import Consent, InquiryPurpose, InquiryQuerySet


def usable_for(inquiries: InquiryQuerySet, purpose: Purpose | None) -> InquiryQuerySet:
    """Leave out what was neither collected for the purpose nor agreed to; without one, the law itself allows it."""
    if purpose is None:
        return inquiries
    collected = InquiryPurpose.objects.filter(purpose=purpose, inquiry=OuterRef("pk"))
    agreed = Consent.objects.given().filter(purpose=purpose, inquiry=OuterRef("pk"))
    return inquiries.filter(Exists(collected) | Exists(agreed))
