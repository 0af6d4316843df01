"""What a person is told of hand-overs: those of an inquiry, and those of which the record outlives the inquiry."""

from django.db.models import Q, QuerySet

from contact.records import HandOver, Inquiry


def hand_overs_about(inquiry: Inquiry) -> QuerySet[HandOver]:
    """Return the hand-overs of an inquiry, newest first."""
    return HandOver.objects.filter(inquiries__reference=inquiry.reference).select_related("contractor")


def hand_overs_of_person(mail_key: str, *references: str) -> QuerySet[HandOver]:
    """Return the hand-overs of whoever has a mail address, by its look-up hash, and of inquiries by reference."""
    hers = Q(people__mail_key=mail_key) | Q(inquiries__reference__in=references)
    return HandOver.objects.filter(hers).distinct().select_related("contractor")
