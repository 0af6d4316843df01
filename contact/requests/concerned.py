"""What a request concerns: the inquiries under its address, and those whose references were named."""

from django.db.models import Q

from contact.records import Inquiry, InquiryQuerySet, RightsRequest


def inquiries_of(request: RightsRequest) -> InquiryQuerySet:
    same_address = Q(mail_key=request.mail_key) & ~Q(mail_key="")
    return Inquiry.objects.filter(same_address | Q(reference__in=request.references))
