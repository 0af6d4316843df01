"""For which purpose an export is, and which inquiries may be used for it."""

from django.db.models import Q

from cluster_cms.privacy.records import Purpose
from contact.records import InquiryPurpose, InquiryQuerySet


def usable_for(inquiries: InquiryQuerySet, purpose: Purpose | None) -> InquiryQuerySet:
    """Leave out what was not collected for the purpose; without one, the law itself allows the use."""
    if purpose is None:
        return inquiries
    collected = InquiryPurpose.objects.filter(purpose=purpose).values("inquiry")
    return inquiries.filter(Q(pk__in=collected))
