"""For which purpose an export is, and which inquiries may be used for it."""

from django.db.models import Exists, OuterRef

from cluster_cms.privacy.records import Purpose
from contact.handovers.covering import covered
from contact.handovers.destination import Destination
from contact.records import Consent, InquiryPurpose, InquiryQuerySet


def usable_for(inquiries: InquiryQuerySet, purpose: Purpose | None, to: Destination) -> InquiryQuerySet:
    """Leave out what was neither collected for the purpose nor agreed to; without one, the law itself allows it.

    Where consent alone lets the data go to a third party, it has to name both the third party and the purpose.
    """
    if to.rests_on_consent:
        return inquiries.filter(pk__in=covered(to, purpose).values("inquiry"))
    if purpose is None:
        return inquiries
    collected = InquiryPurpose.objects.filter(purpose=purpose, inquiry=OuterRef("pk"))
    agreed = Consent.objects.given().filter(purpose=purpose, receiver_key="", inquiry=OuterRef("pk"))
    return inquiries.filter(Exists(collected) | Exists(agreed))
