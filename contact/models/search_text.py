"""The encrypted text that the desk's search scans, and searches with their results, kept for an hour."""

from datetime import timedelta
from typing import Self

from django.db import models

from cluster_cms import clock
from cluster_cms.security import crypto
from contact.models.abstract import UnindexedModel, UuidModel
from contact.models.inquiry import Inquiry
from contact.models.pair_fields import MarkField, PairsField, PairsIndex

SEARCH_KEPT = timedelta(hours=1)


class SearchText(UnindexedModel):
    """All text of one inquiry, its messages and notes, folded for comparison; with the two columns it is ordered by.

    Written by contact.search.scanning, deleted with the inquiry. `pairs` follow the text by themselves.
    """

    inquiry = models.OneToOneField(Inquiry, on_delete=models.CASCADE, primary_key=True, related_name="search_text")
    received_at = models.DateTimeField()
    reference = models.CharField(max_length=9)
    text = crypto.EncryptedTextField()
    pairs = PairsField(of="text")
    made_under = MarkField(db_index=True)

    class Meta(UnindexedModel.Meta):
        indexes = [
            models.Index(fields=["-received_at", "reference"], name="search_text_by_receipt"),
            PairsIndex(
                fields=["pairs"],
                also=["-received_at", "reference", "made_under", "inquiry"],
                name="search_text_by_pairs",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class InquirySearchQuerySet(models.QuerySet["InquirySearch"]):
    """Searches by whether their hour is over."""

    def expired(self) -> Self:
        return self.filter(at__lte=clock.now() - SEARCH_KEPT)

    def unexpired(self) -> Self:
        return self.filter(at__gt=clock.now() - SEARCH_KEPT)


class InquirySearch(UuidModel):
    """A search and the references it found, so that the searched words appear in no URL and the Back button works.

    Deleted after an hour, and as soon as any inquiry is erased: the words may name the person.
    """

    actor_id = models.BigIntegerField()
    at = models.DateTimeField(default=clock.now, db_index=True)
    words = crypto.EncryptedTextField()
    references = models.JSONField(default=list)
    scanned = models.PositiveIntegerField(default=0)
    # Where the search goes on (contact.search.pagination); empty when all texts were scanned.
    next_cursor = models.CharField(max_length=60, blank=True)

    objects = InquirySearchQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.pk)
